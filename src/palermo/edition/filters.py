"""Filters of an edition's statements, and the results of finding and counting them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from palermo.statements import FACET_BY_NAME, Document, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMatches:
    """What a search found for the words of a query; `edition.StatementIndex` selects its statements.

    Found are the statements of the passages, and those that have any of the tags. Of a passage with several
    statements, found by its words, are those whose quotes have enough of the words.
    """

    key: str
    """Query and conditions, which tell two of these apart within an edition."""
    passages: Sequence[str] = field(compare=False, repr=False)
    """Ids of passages, best first."""
    similar: frozenset[str] = field(compare=False, repr=False)
    """Ids of those that are similar in meaning, all of whose statements are found."""
    tags: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    """Ids of the vocabulary that the query names, by facet."""
    word_forms: tuple[tuple[str, ...], ...] = field(compare=False, repr=False)
    """The beginnings of each word's forms, folded; none if quotes are not to be compared."""
    min_words: int = field(compare=False, repr=False)
    """Words that a quote must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Selection of statements: any of the values of a facet, all of the facets that have values.

    An addressee, actor or partner is a registry id, or `name:` and the printed name where it has no id; `as-printed`
    is any name without an id, `none` that nobody is named. A region stands for all regions and countries in it.
    Values that no statement has are no error: they find nothing. Raises ValueError for an unknown facet.
    """

    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values by name of the facet."""
    words: str = ""
    """Words that the quote contains, all of them, in any order; case and accents do not count."""
    matches: TextMatches | None = None
    """What a search found for the words; statements are selected by it instead of by the words."""
    every_copy: bool = False
    """Whether a statement is found as often as its Work makes it: in PDF and DOCX, in English and French.

    Otherwise it is found once. Facets that select copies (language, document, nature, year) and words select among the
    copies: the first that has the values, which is the main one unless they exclude it, or the view may not show it.
    The other filters ask this one alone.
    """

    with_rejected: bool = False
    """Whether statements that reviewers rejected are found without being asked for by their status."""

    def __post_init__(self) -> None:
        if unknown := self.selected.keys() - FACET_BY_NAME.keys():
            raise ValueError(f"{min(unknown)!r} is not a facet; there are {', '.join(FACET_BY_NAME)}")

    def __hash__(self) -> int:
        key = (frozenset(self.selected.items()), self.words, self.matches, self.every_copy, self.with_rejected)
        return hash(key)

    def get_values(self, facet: str) -> tuple[str, ...]:
        """Return the selected values of a facet; none if it is not filtered."""
        return self.selected.get(facet, ())


def build_filters(*, words: str = "", every_copy: bool = False, **selected: Iterable[object]) -> Filters:
    """Return filters by facet: `build_filters(kind=["activity"], year=[2020])`; facets without values are left out."""
    values = {name: tuple(str(value) for value in some) for name, some in selected.items()}
    return Filters(selected={name: some for name, some in values.items() if some}, words=words, every_copy=every_copy)


NO_FILTERS = Filters()
"""No filter: finds everything that is stated, once."""
EVERY_COPY = Filters(every_copy=True, with_rejected=True)
"""Finds every statement of every document, rejected ones too: the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """How many statements (or Works) have a value."""

    value: str
    """What a filter takes; a year as its digits."""
    statements: int
    name: str
    """The name printed most often for a registry id, the title of a document, else the value itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """One page of the statements that were found, and the documents that they are from."""

    total: int
    """Number of all that were found, not only of those on the page."""
    statements: list[Statement]
    documents: Mapping[str, Document]
    """By id: those of the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTotals:
    """Headline figures of an edition; only what its view may show is counted."""

    documents: int
    """Files."""
    works: int
    statements: int
    """Each counted once in its Work; so in all counts of statements."""
    kinds: list[FacetCount]
    responses: list[FacetCount]
    """Of recommendations alone; `none` where no answer is printed."""
    languages: list[FacetCount]
    """Works (not statements) by language: a Work counts once for each language in which it is there."""
    entities: int
    """Distinct registry ids among actors and addressees."""
    newest: str | None
    """Date of the newest evidence (ISO, possibly only YYYY or YYYY-MM)."""
    oldest: str | None
    top_addressees: list[FacetCount]
    top_actors: list[FacetCount]
    documents_by_year: list[FacetCount]
    """Works (not statements) by year, oldest year first."""
