"""Second opinions of a language model on uncertain statements, with a client for the chat completions protocol.

An `OpinionQuestion` (a passage and its uncertain statements) goes in; an `OpinionAnswer`, all of whose quotes are in
the passage, comes out. Start reading at `prompts`, which writes the question, and `answers`, which validates the
answer; `client` sends requests to an `endpoint` within `RequestLimits`, and `queue` is the file in which opinions wait
for review.
"""
