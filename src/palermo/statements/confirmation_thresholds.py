"""Minimum confidences of confirmed statements and names: those that are public by default, and counted."""

from typing import Final

TAGGER_THRESHOLD: Final = 0.84
"""Minimum confidence of a confirmed statement of the tagger."""
ROLE_THRESHOLD: Final = 0.8
"""Minimum confidence of a confirmed name in a role that the tagger assigned."""
LIST_THRESHOLD: Final = 0.8
"""Minimum confidence of a confirmed statement of lists and tables: 98 % of these are right in reviews."""
MIN_TAGGED_CONFIDENCE: Final = 0.46
"""Confidence below which a statement of the tagger is left out: more of them are wrong than right (decision 116)."""
