"""Semantic roles of a clause: who acts, with whom, and for whom, as printed.

| module | which role |
|---|---|
| `partners` | with whom: names behind `together with` and its like, or behind a tie |
| `agents` | who has done what is told in the passive, behind `by` |
| `parties` | agents and addressees: a name or the phrase of a group, bounded, with a head noun |
| `beneficiaries` | for whom: who is served, trained, helped or advised |
| `name_lists` | none: divides lists of names for the others |
| `appositions` | none: cuts off what tells more of a name |

`palermo.extraction.role_labelling` asks the first four in this order, once a recipe has found what a clause states.
"""
