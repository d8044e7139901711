"""Statements in lists: an introduction says who is asked or tasked, and each item what.

| module | what it reads |
|---|---|
| `recommendations` | a recipe: numbered recommendations below an introduction |
| `mandates` | a recipe: texts that give an entity its tasks, of the lists that `discourse.legislative_mandates` finds |
| `requests`, `recommenders` | several requests within one item, and the names in brackets that sign them |
| `item_addressees` | whom an item asks whose introduction names nobody |
| `inline` | lists within a sentence, `States should: (a) ...; (b) ...`; running text asks for it |

Both recipes run before running text, which leaves alone what they have stated.
"""

from palermo.extraction.lists.mandates import METHOD as MANDATES
from palermo.extraction.lists.mandates import mandates, once
from palermo.extraction.lists.recommendations import METHOD as RECOMMENDATIONS
from palermo.extraction.lists.recommendations import recommendations

__all__ = ["METHODS", "mandates", "once", "recommendations"]

METHODS = (RECOMMENDATIONS, MANDATES)
"""The recipes with their versions."""
