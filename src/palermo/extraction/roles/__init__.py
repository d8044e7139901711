"""Semantic roles of a clause: who acts, with whom, and for whom, as printed.

| module | which role |
|---|---|
| `parties` | agents and addressees: a name or the phrase of a group, bounded, with a head noun |
| `agents` | who has done what is told in the passive, behind `by` |
| `partners` | with whom: names behind `together with` and its like, or behind a tie |
| `beneficiaries` | for whom: who is served, trained, helped or advised |
| `appositions` | what tells more of a name, and is cut off before any of these looks at it |

`palermo.extraction.role_labelling` asks them in this order, once a recipe has found what a clause states.
"""
