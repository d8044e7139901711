"""The entity desk: what entities state about themselves, and how the secretariat decides on it.

A focal point proposes; the secretariat accepts, edits or returns the proposal. An accepted proposal is appended to the
library by `services.entity_statements` and shown apart from the statements of documents. Start at `models.py`.
"""
