"""Second opinions of a language model on uncertain statements: a client for the chat completions protocol.

A `Question` (a passage and its uncertain statements) goes in; an `Answer`, all of whose quotes are in the passage,
comes out. Start with `prompts`, which writes the question, and `answers`, which validates what comes back; `client`
sends requests to an `endpoint` within `Limits`, and `queue` is the file in which opinions wait for people.
"""
