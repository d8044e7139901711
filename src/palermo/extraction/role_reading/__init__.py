"""Roles read again: who acts, with whom and for whom, by all that stands around a name.

Recipes know where names stand in a sentence, and whom `it` and `we` are by rules; a text of another author says the
same in other words. So the roles of what running text states are read once more: `phrases` tells which stretches may be
a name, `candidates` what each is like, `signs` how it stands to the statement and what recipes made of it, `model`,
learnt from labelled passages (`make role-reading`), how likely it has each role, and `deciding` what is taken of it.
"""

from palermo.extraction.role_reading.deciding import role_reading_version, roles_again
from palermo.extraction.role_reading.signs import READ, ROLES, Told, remembered

__all__ = ["READ", "ROLES", "Told", "remembered", "role_reading_version", "roles_again"]
