"""What can be asked of an edition's statements, and what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.statements import Document, Statement

NO_PLACE = "none"
"""Stands among the places for: no country is named; among the regions for: neither a country nor a region."""
NO_RESPONSE = "none"
"""Stands among the responses for: no answer is printed."""
AS_PRINTED = "as-printed"
"""Stands among those who act, are asked or take part for: the registry has no id for a name that is printed."""
NO_PARTICIPANT = "none"
"""Stands among them for: nobody is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which statements are wanted: any of the values of a field, all of the fields that have values.

    An addressee, actor or partner is a registry id, or `name:` and the printed name where it has no id; `as-printed`
    is any name without an id, `none` that nobody is named. Values that nothing has are no error: they find nothing.
    """

    kinds: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    responses: tuple[str, ...] = ()
    """accepted, noted, pending, or `none` where no answer is printed."""
    years: tuple[int, ...] = ()
    """Years of publication of the document."""
    themes: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    """Registry ids or printed symbols of what is cited."""
    interventions: tuple[str, ...] = ()
    exploitation: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """ISO 3166-1 alpha-3 codes of what is stated; `none` where no country is named."""
    regions: tuple[str, ...] = ()
    """Where it is, by M49 codes of regions and ISO codes of States that it names; `none` where neither is named."""
    partners: tuple[str, ...] = ()
    """Who acts together with the actors: as addressees and actors."""
    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """`trafficking`: on trafficking in persons and related subjects, by own words or the document's title; `other`."""
    words: str = ""
    """Words that the quote contains, all of them, in any order; case and accents do not count."""
    every_copy: bool = False
    """Whether a statement is found as often as its Work makes it: in PDF and DOCX, in English and French.

    Else it is found once. Languages, documents, natures, years and words choose among what the Work makes of it: the
    one that stands first there, which is the main one unless they leave it out, or the view may not show it. The
    other filters ask this one alone.
    """


NO_FILTERS = Filters()
"""No filter: finds everything that is stated, once."""
EVERY_COPY = Filters(every_copy=True)
"""Finds every statement of every document."""


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
    """One stretch of the statements that were found, and the documents that they are from."""

    total: int
    """All that were found, not only those of the stretch."""
    statements: list[Statement]
    documents: Mapping[str, Document]
    """By id: those of the stretch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionTotals:
    """An edition at a glance; counts only what its view may show."""

    documents: int
    """Files."""
    works: int
    statements: int
    """What is stated, each once in its Work; so in all counts of statements."""
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
