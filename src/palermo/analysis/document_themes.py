"""What a document is about: its themes, by its title, its statements and its headings, each with share and evidence.

A statement is about what its own words say; a document is about what many of its statements say. Both are kept apart:
no statement takes a theme from its document.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.statements import Document, Passage, PassageKind, Statement
from palermo.vocabulary import Vocabulary, find_tags

THEME_SCHEMES = ("themes",)
MIN_STATEMENTS = 5
"""Statements below which a document's passages speak for it, for so few statements say little of the whole."""
MIN_THEME_SHARE = 0.08
"""Share of statements, or of passages, from which on a theme is one of the document."""
MIN_MENTIONS = 2
"""Statements, or passages, that must speak of it, where the title does not."""
MIN_PASSAGE_WORDS = 8
"""Words of a passage that speaks for a document; shorter ones are labels and numbers."""
MAX_SAMPLED_PASSAGES = 400
"""Passages that are looked at, evenly over the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeShare:
    """A theme of a document, and what it rests on."""

    theme: str
    titled: bool
    """The title names it."""
    headings: int
    """Distinct headings that name it."""
    count: int
    """Statements, or passages, that speak of it."""
    of: int
    by: str
    """statements or passages."""

    @property
    def share(self) -> float:
        """Share of the statements or passages that speak of it."""
        return self.count / self.of if self.of else 0.0


def find_document_themes(
    document: Document, statements: Sequence[Statement], passages: Sequence[Passage], vocabulary: Vocabulary
) -> tuple[ThemeShare, ...]:
    """Themes of a document: those that its title names, then by share; none where nothing is said often enough.

    The same thing said twice in a document counts once.
    """
    told = [one for one in statements if one.standing == 0]
    by = "statements" if len(told) >= MIN_STATEMENTS else "passages"
    spoken = (
        [set(one.themes) for one in told] if by == "statements" else list(_sample_passage_themes(passages, vocabulary))
    )
    counts = Counter(theme for themes in spoken for theme in themes)
    title = _find_themes(document.title, document.language, vocabulary)
    headings = (one for one in passages if one.kind is PassageKind.HEADING and one.text != document.title)
    heads = {(one.text, one.language) for one in headings}
    headed = Counter(theme for text, language in heads for theme in _find_themes(text, language, vocabulary))
    found = [
        ThemeShare(theme=id, titled=id in title, headings=headed[id], count=counts[id], of=len(spoken), by=by)
        for id in (concept.id for concept in vocabulary.list_concepts("themes"))
        if id in title or (counts[id] >= MIN_MENTIONS and counts[id] >= MIN_THEME_SHARE * len(spoken))
    ]
    return tuple(sorted(found, key=lambda one: (not one.titled, -one.share, one.theme)))


def _sample_passage_themes(passages: Sequence[Passage], vocabulary: Vocabulary) -> Iterable[set[str]]:
    spoken = [one for one in passages if one.kind is not PassageKind.HEADING and _is_long(one)]
    for one in spoken[:: max(1, -(-len(spoken) // MAX_SAMPLED_PASSAGES))]:
        yield _find_themes(one.text, one.language, vocabulary)


def _is_long(passage: Passage) -> bool:
    text = passage.text
    return len(text.split()) >= MIN_PASSAGE_WORDS or (passage.language == "zh" and len(text) >= 2 * MIN_PASSAGE_WORDS)


def _find_themes(text: str, language: str, vocabulary: Vocabulary) -> set[str]:
    return {tag.id for tag in find_tags(text, language, vocabulary, THEME_SCHEMES)}
