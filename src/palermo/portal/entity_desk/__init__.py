"""The entity desk: what entities state about themselves, and how the secretariat decides on it.

A focal point proposes; the secretariat accepts, edits or returns; what is accepted is appended to the library by
`services.entity_statements` and shown apart from what documents say. Start at `models.py`.
"""
