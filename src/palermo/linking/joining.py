"""Which documents are one Work: pairs that belong together, each with its reason in words for people."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from palermo.linking.filenames import Name, named
from palermo.linking.sketches import Sketch, likely_pairs, share
from palermo.linking.symbols import Symbol, taken_apart
from palermo.statements import Document, Nature, normalised

NAMESAKES = 0.3
"""Share of runs that two files of one name and language have at least; twins measured .55-1, others to .14."""
ALIKE = 0.6
"""The same for files that only their words join, where titles are equal."""
EQUAL = 0.8
"""The same where titles differ."""
STRANGERS = 0.2
"""Two files of one symbol and language that share less are two texts: parts that bear one symbol, or one misread."""
_FEW = 5
_RATIO = 3.0
"""Most times that a translation has the runs of its original; Chinese has up to 2 for each of another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A document, and all that tells which Work it is of."""

    document: Document
    sketch: Sketch
    said: str | None = None
    """What the catalogue calls its Work; None where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A candidate with its name and symbol taken apart."""

    candidate: Candidate
    name: Name
    symbol: Symbol | None
    printed: str | None
    """The symbol as printed, or as the name spells it."""

    @property
    def nature(self) -> Nature:
        """Whose words it holds: a digest is never the same text as its original."""
        return self.candidate.document.nature

    @property
    def language(self) -> str:
        return self.candidate.document.language

    @property
    def source(self) -> str:
        return self.candidate.document.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Two candidates by their places, and why they are one Work."""

    one: int
    other: int
    reason: str


def known(candidate: Candidate) -> Known:
    """Take apart a candidate's name and symbol."""
    document = candidate.document
    name = named(document.source, document.language)
    printed = document.symbol or name.symbol
    return Known(candidate=candidate, name=name, symbol=taken_apart(printed) if printed else None, printed=printed)


def joins(candidates: Sequence[Known]) -> Iterator[Join]:
    """All pairs that belong together, the surest reasons first."""
    for group in _groups((one.candidate.said or "", place) for place, one in enumerate(candidates)):
        said = candidates[group[0]].candidate.said
        yield from (
            Join(one=group[0], other=other, reason=f"its Work is {said} in the catalogue") for other in group[1:]
        )
    for group in _groups((one.symbol.work if one.symbol else "", place) for place, one in enumerate(candidates)):
        yield from _by_symbol(candidates, group)
    for group in _groups((one.name.stem, place) for place, one in enumerate(candidates)):
        yield from _by_name(candidates, group)
    yield from _by_words(candidates)
    for group in _groups((one.name.text, place) for place, one in enumerate(candidates)):
        yield from _by_language(candidates, group)


def _groups(keys: Iterable[tuple[str, int]]) -> list[list[int]]:
    """Places by key, where a key that says something has more than one."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, place in keys:
        if key:
            found[key].append(place)
    return [places for places in found.values() if len(places) > 1]


def _by_symbol(candidates: Sequence[Known], group: Sequence[int]) -> Iterator[Join]:
    for one, other in combinations(group, 2):
        a, b = candidates[one], candidates[other]
        if a.symbol is None or b.symbol is None or a.nature is not b.nature:
            continue
        amends = (a.symbol.corrigendum, a.symbol.revision) != (b.symbol.corrigendum, b.symbol.revision)
        if a.language != b.language or amends or _share(a, b) >= STRANGERS:
            yield Join(one=one, other=other, reason=f"its symbol is of the Work {_shown(a, b)}")


def _by_name(candidates: Sequence[Known], group: Sequence[int]) -> Iterator[Join]:
    for one, other in combinations(group, 2):
        a, b = candidates[one], candidates[other]
        if a.nature is b.nature and a.language == b.language and (found := _share(a, b)) >= NAMESAKES:
            yield Join(
                one=one,
                other=other,
                reason=f"it has the name of {{}}, and {found:.0%} of the words of both are the same",
            )


def _by_words(candidates: Sequence[Known]) -> Iterator[Join]:
    for one, other in likely_pairs([candidate.candidate.sketch for candidate in candidates], fewest=40):
        a, b = candidates[one], candidates[other]
        if a.nature is not b.nature or a.language != b.language or _are_a_series(a, b):
            continue
        found = _share(a, b)
        if found >= (ALIKE if _title(a) == _title(b) else EQUAL):
            yield Join(one=one, other=other, reason=f"{found:.0%} of its words and those of {{}} are the same")


def _by_language(candidates: Sequence[Known], group: Sequence[int]) -> Iterator[Join]:
    for one, other in combinations(group, 2):
        a, b = candidates[one], candidates[other]
        if a.nature is b.nature and a.language != b.language and _are_built_alike(a, b):
            yield Join(one=one, other=other, reason="it has the name of {}, in another language")


def _share(one: Known, other: Known) -> float:
    return share(one.candidate.sketch, other.candidate.sketch)


def _are_built_alike(one: Known, other: Known) -> bool:
    """Whether two texts in two languages may be the same: alike in printed numbers, or else in length."""
    a, b = one.candidate.sketch, other.candidate.sketch
    if min(len(a.numbers), len(b.numbers)) >= _FEW:
        return 2 * len(a.numbers & b.numbers) >= min(len(a.numbers), len(b.numbers))
    return max(a.runs, b.runs) <= _RATIO * max(1, min(a.runs, b.runs))


def _are_a_series(one: Known, other: Known) -> bool:
    """Whether dates or titles tell two texts apart that are written to one form: `Report: Mali`, `Report: Chad`."""
    a, b = one.candidate.document, other.candidate.document
    if a.date and b.date and not (a.date.startswith(b.date) or b.date.startswith(a.date)):
        return True
    mine, others = set(_title(one).split()), set(_title(other).split())
    both = len(mine & others)
    differ = bool(mine - others) and bool(others - mine)
    return differ and 2 * both >= min(len(mine), len(others))


def _title(one: Known) -> str:
    return normalised(one.candidate.document.title)


def _shown(one: Known, other: Known) -> str:
    """The shorter symbol of two: that of the text which the other corrects or revises."""
    return min((one.printed or "", other.printed or ""), key=lambda symbol: (len(symbol), symbol))
