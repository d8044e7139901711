"""Services that several apps of the portal need.

They are the served edition, its caches, citations, labels and file responses. An app imports `base`, `services` and no
other app; services import `base` and the packages below the portal. Start reading at `current_edition`, through which
every view reaches the edition.
"""
