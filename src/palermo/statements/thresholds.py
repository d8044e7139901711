"""Confidence thresholds of statements and of names in their roles.

Chosen with `training.statements` on documents that the tagger was not trained on: at least 90 % of the confirmed
statements are right in their kind and in every confirmed name. The model card has the figures.
"""

from typing import Final

PUBLIC_THRESHOLD: Final = 0.84
"""Minimum confidence of a confirmed statement of the tagger."""
ROLE_THRESHOLD: Final = 0.84
"""Minimum confidence of a confirmed name in a role that the tagger assigned."""
LIST_THRESHOLD: Final = 0.8
"""Minimum confidence of a confirmed statement of lists and tables: 98 % of these are right in reviews."""
