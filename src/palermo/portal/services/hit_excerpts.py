"""Excerpts of the passages that a search finds, split at the words that match."""

from dataclasses import dataclass

from palermo.search import Hit, build_excerpt


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSegment:
    """Some characters of a passage, and whether they match the query."""

    text: str
    is_highlighted: bool


def split_hit(hit: Hit) -> list[TextSegment]:
    """Return the excerpt of a hit, split at its highlights."""
    text, marks = build_excerpt(hit.text, hit.highlights)
    parts, at = [], 0
    for start, end in marks:
        parts += [
            TextSegment(text=text[at:start], is_highlighted=False),
            TextSegment(text=text[start:end], is_highlighted=True),
        ]
        at = end
    return [item for item in (*parts, TextSegment(text=text[at:], is_highlighted=False)) if item.text]
