"""Filters of an edition's statements, and the results of finding and counting them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from palermo.statements import FACET_BY_NAME, NAME_FACETS, Document, Statement
from palermo.vocabulary.class_names import fold_name_value


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMatches:
    """What a search found for the words of a query; `edition.StatementIndex` selects its statements.

    It selects the statements of the passages, and those that have any of the tags. Of a passage with several statements
    that was found by its words, only those are selected whose quotes have enough of the words.
    """

    key: str
    """Query and filters, which identify the matches within an edition."""
    passages: Sequence[str] = field(compare=False, repr=False)
    """Ids of passages, best first."""
    similar: frozenset[str] = field(compare=False, repr=False)
    """Ids of passages that are similar in meaning; all their statements are selected."""
    tags: Mapping[str, tuple[str, ...]] = field(compare=False, repr=False)
    """Concept ids that the query names, by facet."""
    word_forms: tuple[tuple[str, ...], ...] = field(compare=False, repr=False)
    """Folded prefixes of the forms of each word; empty if quotes must not be compared."""
    min_words: int = field(compare=False, repr=False)
    """Minimum number of words that a quote must contain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Selection of statements that have any of the values of each filtered facet.

    An addressee, actor or partner is a registry id, or `name:` and the printed name if it has no id; `as-printed` is
    any name without an id, `none` means that nobody is named. A region includes all regions and countries in it. Values
    that no statement has are no error; they select nothing. Raises ValueError for an unknown facet.
    """

    selected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Values by name of the facet."""
    words: str = ""
    """Words that the quote must contain, all of them, in any order; case and accents are ignored."""
    matches: TextMatches | None = None
    """Search result for the words; statements are selected by it instead of by `words`."""
    every_copy: bool = False
    """Whether all copies of a statement within its Work are selected: in PDF and DOCX, in English and French.
    Otherwise it is selected once. Facets that select copies (language, document, nature, year) and words select among
    the copies: the first that has the values, which is the main one unless they exclude it, or the view may not show
    it. The other filters apply to the selected copy only."""

    ids: frozenset[str] | None = None
    """Ids of the statements among which is selected, such as those that entities answer; None means all."""

    with_rejected: bool = False
    """Whether statements that reviewers rejected are selected even if `status` does not."""

    def __post_init__(self) -> None:
        if unknown := self.selected.keys() - FACET_BY_NAME.keys():
            raise ValueError(f"{min(unknown)!r} is not a facet; there are {', '.join(FACET_BY_NAME)}")
        folded = {
            facet: tuple(dict.fromkeys(map(fold_name_value, self.selected[facet])))
            for facet in self.selected.keys() & {*NAME_FACETS}
        }
        if folded:
            object.__setattr__(self, "selected", {**self.selected, **folded})

    def __hash__(self) -> int:
        flags = (self.every_copy, self.with_rejected)
        return hash((frozenset(self.selected.items()), self.words, self.matches, self.ids, *flags))

    def get_values(self, facet: str) -> tuple[str, ...]:
        """Return the selected values of a facet; empty if it is not filtered."""
        return self.selected.get(facet, ())

    def narrow_kinds(self, kinds: Iterable[str]) -> "Filters":
        """Return filters for statements of these kinds alone, as far as these filters select them; else for none."""
        narrowed = tuple(kind for kind in kinds if kind in self.selected.get("kind", (kind,)))
        return replace(self, selected={**self.selected, "kind": narrowed or ("-",)})


def build_filters(*, words: str = "", every_copy: bool = False, **selected: Iterable[object]) -> Filters:
    """Build filters by facet: `build_filters(kind=["activity"], year=[2020])`; empty facets are omitted."""
    values = {name: tuple(str(value) for value in facet_values) for name, facet_values in selected.items()}
    return Filters(
        selected={name: facet_values for name, facet_values in values.items() if facet_values},
        words=words,
        every_copy=every_copy,
    )


NO_FILTERS = Filters()
"""No filters: selects each distinct statement once."""
EVERY_COPY = Filters(every_copy=True, with_rejected=True)
"""Selects every statement of every document, including rejected ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """Number of statements (or Works) that have a value."""

    value: str
    """Value as a filter takes it; a year as its digits."""
    statements: int
    name: str
    """Most frequent printed name of a registry id, title of a document, otherwise the value itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """One page of the statements that were found, with their documents."""

    total: int
    """Number of all statements that were found, not only of those on the page."""
    statements: list[Statement]
    documents: Mapping[str, Document]
    """Documents of the page, by id."""

    @property
    def rows(self) -> list[tuple[Statement, Document]]:
        """Each statement of the page with its document."""
        return [(statement, self.documents[statement.document]) for statement in self.statements]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTotals:
    """Headline figures of an edition, limited to what its view may show."""

    documents: int
    """Number of files."""
    works: int
    statements: int
    """Number of statements, each counted once per Work, as in all counts of statements."""
    kinds: list[FacetCount]
    responses: list[FacetCount]
    """Of recommendations only; `none` if no response is printed."""
    languages: list[FacetCount]
    """Works (not statements) by language; a Work counts once for each language that it is available in."""
    entities: int
    """Number of distinct registry ids among actors and addressees."""
    newest: str | None
    """Date of the newest evidence (ISO, possibly only YYYY or YYYY-MM)."""
    oldest: str | None
