"""Themes of a document, from its title, statements and headings, each with its share and evidence.

A statement has the themes of its own words; a document has the themes of many of its statements. The two are kept
apart: no statement takes a theme from its document.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from palermo.statements import Document, Passage, PassageKind, Statement
from palermo.vocabulary import Vocabulary, find_tags

THEME_SCHEMES = ("themes",)
MIN_STATEMENTS = 5
"""Number of statements below which passages are counted instead, because few statements say little of the whole."""
MIN_THEME_SHARE = 0.08
"""Minimum share of statements for a theme to count for the document."""
MIN_PASSAGE_SHARE = 0.33
"""The same share where passages are counted, whose words are weaker evidence, such as "online" beside a survey."""
MIN_MENTIONS = 2
"""Minimum number of statements or passages that must have a theme that the title does not name."""
MIN_PASSAGE_WORDS = 8
"""Minimum words of a passage that is counted; shorter ones are labels and numbers."""
MAX_SAMPLED_PASSAGES = 400
"""Maximum passages that are tagged, sampled evenly from the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeShare:
    """A theme of a document, with its evidence."""

    theme: str
    is_in_title: bool
    """Whether the title of the document names it."""
    headings: int
    """Number of distinct headings that name it."""
    count: int
    """Number of statements or passages that have it."""
    total: int
    """Number of statements or passages that were counted."""
    unit: str
    """Unit of `count` and `total`: "statements" or "passages"."""

    @property
    def share(self) -> float:
        """Share of the statements or passages that have the theme."""
        return self.count / self.total if self.total else 0.0


def find_document_themes(
    document: Document, statements: Sequence[Statement], passages: Sequence[Passage], vocabulary: Vocabulary
) -> tuple[ThemeShare, ...]:
    """Return the themes of a document: first those that its title names, then by share.

    Themes below the minimums are omitted. Statements that are not confirmed do not count, and duplicates
    count once.
    """
    counted_themes = [set(item.themes) for item in statements if item.duplicate_rank == 0 and item.is_confirmed]
    basis, min_share = "statements", MIN_THEME_SHARE
    if len(counted_themes) < MIN_STATEMENTS:
        counted_themes = list(_sample_passage_themes(passages, vocabulary))
        basis, min_share = "passages", MIN_PASSAGE_SHARE
    counts = Counter(theme for themes in counted_themes for theme in themes)
    title_themes = _find_themes(document.title, document.language, vocabulary)
    heading_counts = _count_heading_themes(document, passages, vocabulary)
    document_themes = [
        ThemeShare(
            theme=id,
            is_in_title=id in title_themes,
            headings=heading_counts[id],
            count=counts[id],
            total=len(counted_themes),
            unit=basis,
        )
        for id in (concept.id for concept in vocabulary.list_concepts("themes"))
        if id in title_themes or (counts[id] >= MIN_MENTIONS and counts[id] >= min_share * len(counted_themes))
    ]
    return tuple(sorted(document_themes, key=lambda share: (not share.is_in_title, -share.share, share.theme)))


def _count_heading_themes(document: Document, passages: Sequence[Passage], vocabulary: Vocabulary) -> Counter[str]:
    """Count the distinct headings that name each theme."""
    headings = {
        (passage.text, passage.language)
        for passage in passages
        if passage.kind is PassageKind.HEADING and passage.text != document.title
    }
    return Counter(theme for text, language in headings for theme in _find_themes(text, language, vocabulary))


def _sample_passage_themes(passages: Sequence[Passage], vocabulary: Vocabulary) -> Iterable[set[str]]:
    long_passages = [passage for passage in passages if passage.kind is not PassageKind.HEADING and _is_long(passage)]
    for passage in long_passages[:: max(1, -(-len(long_passages) // MAX_SAMPLED_PASSAGES))]:
        yield _find_themes(passage.text, passage.language, vocabulary)


def _is_long(passage: Passage) -> bool:
    text = passage.text
    return len(text.split()) >= MIN_PASSAGE_WORDS or (passage.language == "zh" and len(text) >= 2 * MIN_PASSAGE_WORDS)


def _find_themes(text: str, language: str, vocabulary: Vocabulary) -> set[str]:
    return {tag.id for tag in find_tags(text, language, vocabulary, THEME_SCHEMES)}
