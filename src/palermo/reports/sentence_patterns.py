"""Patterns of quotes that depend on the text before them."""

import re

_PRONOUNS = (
    "It|They|He|She|Its|Their|This|These|Those|Such|"
    "Il|Elle|Ils|Elles|Cela|Ceci|Esto|Ello|Ellos|Ellas|Он|Она|Оно|Они|Это"
)
PRONOUN_PATTERN = re.compile(rf"(?:{_PRONOUNS})\b|它|他们|她们|这些|وهي |وهو ")
"""Matches the quotes that begin with a pronoun for what an earlier sentence names."""
_THINGS = (
    "group|council|text|office|body|plan|report|call|brief|event|meeting|list|survey|problem|declaration|task force"
)
UNCLEAR_PATTERN = re.compile(
    rf"\b(?:that|this) (?:{_THINGS}|year|month|day)\b|\bin it (?:that|the)\b|^The (?:{_THINGS}|fund) [a-np-z]"
    r"|\bthe same (?:subject|theme|topic)\b|^(?:So|Nor|Neither) (?:is|are|do|does|did|was|were|has|have|can)\b"
    r"|^(?:\w+ ){1,4}of them\b|^\w+ then\b|^(?:The|An) other\b|^The same\b"
)
"""Matches the quotes that speak of a thing which an earlier sentence names."""
PART_PATTERN = rf"^[^\pL]*\p{{Ll}}|^(?:{_PRONOUNS})\b|^(?:它|他们|她们|这些)|{UNCLEAR_PATTERN.pattern}"
"""Matches the quotes that begin with a small letter or a pronoun: they need what is before them."""
