"""The statement tagger: a multilingual encoder with heads for kinds, quotes, roles, tags and persons.

The passages of a document with their context go in; statements with names as printed, and names of persons, come out.
Start reading at `statements.py`; `schema.py` lists what is predicted. `training/statements` makes the files in
`weights/`.
"""
