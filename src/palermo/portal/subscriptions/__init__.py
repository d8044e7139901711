"""Saved searches: what people follow, by feed, weekly e-mail or webhook.

In go conditions as maps take them; `palermo watch` runs them on the new documents of each edition. Start reading at
`views`; `palermo.portal.saved_searches` gives them to the command.
"""
