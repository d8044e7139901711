"""Semantic roles of a clause: who acts, with whom, and for whom, as printed.

| module | which role |
|---|---|
| `partners` | with whom: names behind `together with` and its like, or behind a tie |
| `agents` | who has done what is told in the passive, behind `by` |
| `parties` | agents and addressees: a name or the phrase of a group, bounded, with a head noun |
| `beneficiaries` | for whom: who is served, trained, helped or advised |
| `objects` | for whom: the people to whom a deed is done, without a word of help |
| `asked_by_form` | who is asked where no wording names them, by the form of an English clause |
| `sure_parties` | who acts beyond doubt in English, though nothing says of what sort they are |
| `duty_bearers` | whose an English mandate is, told behind it |
| `attributions` | who says it, told beside the clause |
| `name_lists` | none: divides lists of names for the others |
| `appositions` | none: cuts off what tells more of a name |

`palermo.extraction.role_labelling` asks the first four in this order, once a recipe has found what a clause states.
"""
