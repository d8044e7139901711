"""Saved searches that people follow, by feed, weekly e-mail or webhook.

A search consists of the conditions of maps; `palermo watch` runs it on the new documents of each edition. Start reading
at `views`; `palermo.portal.saved_searches` passes the searches to the command.
"""
