"""The same thing said elsewhere in one Work: statements of its documents, and of one document, that are one.

A list that is printed twice, a file in two formats and a text revised are matched by kind and words; a text in
another language by its printed number, kind and addressees; a mandate by the text that gives it, and to whom.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from palermo.linking.retold import retold
from palermo.statements import Document, Kind, Ref, Statement, Version, normalised

type Key = tuple[object, ...] | None

NEARLY = 90.0
"""Likeness (0 to 100) of two quotes under one printed number that are one, read from two formats."""
REVISED = 60.0
"""The same for a text and its revision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The statements of one document of a Work, in reading order."""

    document: Document
    statements: tuple[Statement, ...]


def marked(parts: Sequence[Said]) -> dict[str, tuple[Statement, ...]]:
    """Give each document's statements their `same_as` and `standing`; the parts of a Work come main document first.

    Ids in `same_as` stand in the order of the parts; the main statement is the first of the first document.
    """
    groups: list[list[Statement]] = []
    for number, part in enumerate(parts):
        own = _within(part.statements)
        for earlier in sorted(parts[:number], key=lambda one: one.document.language != part.document.language):
            _match(groups, own, earlier, part)
        groups += own
    said = {one.id: _of(group, place) for group in groups for place, one in enumerate(group)}
    return {part.document.id: tuple(said[one.id] for one in part.statements) for part in parts}


def _of(group: Sequence[Statement], place: int) -> Statement:
    others = tuple(one.id for one in group if one.id != group[place].id)
    return replace(group[place], same_as=others, standing=place)


def _within(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Statements of one document; those of equal words, number and addressees, as in a list printed twice, are one.

    Who recommends must be the same too: two States may ask for the same thing, in the same words. What a debate tells
    of a recommendation follows the numbered one.
    """
    found: defaultdict[Key, list[Statement]] = defaultdict(list)
    for one in statements:
        number = one.locator.paragraph
        key = (*_words(one), number, _named(one.addressees), _named(one.actors)) if number else (one.id,)
        found[key].append(one)
    return retold(list(found.values()))


def _match(groups: list[list[Statement]], own: list[list[Statement]], earlier: Said, part: Said) -> None:
    """Move those of a document's own groups that an earlier document says already to the groups of the latter."""
    same_language = earlier.document.language == part.document.language
    ways = [_words, _cited, _numbered] if same_language else [_cited, _numbered]
    revised = Version.SUPERSEDED in (earlier.document.version, part.document.version)
    least = (REVISED if revised else NEARLY) if same_language else 0.0
    for way in ways:
        before = [g for g in groups if _has(g, earlier.document.id) and not _has(g, part.document.id)]
        for old, new in _pairs(before, own, way, least if way is _numbered else 0.0):
            old.extend(new)
            new.clear()
        own[:] = [group for group in own if group]


def _has(group: Sequence[Statement], document: str) -> bool:
    return any(one.document == document for one in group)


def _pairs(
    before: list[list[Statement]], own: list[list[Statement]], way: Callable[[Statement], Key], least: float
) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Pair groups of the same key in their order; by numbers only where both documents have as many of it."""
    places: defaultdict[Key, list[list[Statement]]] = defaultdict(list)
    for group in before:
        places[way(group[0])].append(group)
    times = Counter(way(group[0]) for group in own)
    seen: Counter[Key] = Counter()
    for group in own:
        key = way(group[0])
        there = places[key] if key else []
        seen[key] += 1
        if len(there) < seen[key] or (way is _numbered and len(there) != times[key]):
            continue
        old = there[seen[key] - 1]
        if not least or ratio(normalised(old[0].quote), normalised(group[0].quote)) >= least:
            yield old, group


def _words(one: Statement) -> tuple[object, ...]:
    """Kind and letters of the quote: blanks and marks come out differently from two formats."""
    return one.kind, "".join(filter(str.isalnum, normalised(one.quote)))


def _cited(one: Statement) -> Key:
    """A mandate is what a text gives to somebody, whatever words stand around its symbol."""
    cited = tuple(sorted({(text.id, text.provision or "") for text in one.instruments}))
    return (one.kind, cited, _named(one.actors)) if one.kind is Kind.MANDATE and cited else None


def _numbered(one: Statement) -> Key:
    number = one.locator.paragraph
    ids = tuple(sorted({ref.id for ref in one.addressees if ref.id}))
    return (one.kind, number.strip("().").casefold(), ids) if number else None


def _named(refs: Sequence[Ref]) -> tuple[str, ...]:
    return tuple(sorted({ref.id or normalised(ref.name) for ref in refs}))
