"""Statements in lists: an introduction says who is asked or tasked, and each item what.

| module | what it reads |
|---|---|
| `recommendations` | numbered recommendations below an introduction |
| `mandates` | texts that give an entity its tasks, of the lists that `legislative_mandates` finds |
| `section_lists` | lists without an introduction in sections such as `Recommendations > For governments` |
| `requests`, `recommenders` | several requests within one item, and the names in brackets that sign them |

Both run before the statement tagger, which leaves alone what they have stated. Roles that an introduction leaves open
come from the tagger.
"""

from palermo.extraction.lists.legislative_mandates import MandateHolder, find_section_holders
from palermo.extraction.lists.mandates import deduplicate_mandates, find_mandates
from palermo.extraction.lists.recommendations import find_recommendations
from palermo.extraction.lists.review_lists import assign_reviewed_state, find_review_conclusions

__all__ = [
    "MandateHolder",
    "assign_reviewed_state",
    "deduplicate_mandates",
    "find_mandates",
    "find_recommendations",
    "find_review_conclusions",
    "find_section_holders",
]
