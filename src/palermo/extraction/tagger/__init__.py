"""The statement tagger: a multilingual encoder with heads for kinds, quotes, roles, tags and persons.

In: the passages of a document with their context. Out: statements with names as printed, and names of persons. Start
reading at `statements.py`; `schema.py` lists what is predicted. `training/statements` makes the files in `weights/`.
"""
