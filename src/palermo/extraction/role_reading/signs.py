"""Signs: what is told of a candidate in a statement, as numbers and as cues that a model can weigh."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypedDict

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.discourse_model import Memory
from palermo.extraction.kinds.cues import Finding
from palermo.extraction.role_reading.candidates import (
    NOWHERE,
    Candidate,
    candidates,
    elsewhere,
    folded_name,
    key_of,
    stems,
)
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import LANGUAGES, Kind, Ref, Statement

ROLES = ("actors", "addressees", "partners")
READ = (Kind.RECOMMENDATION, Kind.COMMITMENT, Kind.ACTIVITY, Kind.MANDATE, Kind.PARTNERSHIP)
"""Kinds that have such roles."""
FAR = -9.0
"""Distance of what is printed elsewhere."""
LETTERS = 100
"""Characters that distances are counted in."""
FEW = 3
TWICE = 2
"""Occurrences of a candidate in one clause that are looked at."""

type Cues = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement as the recipes told it, and whom the text had spoken of before."""

    statement: Statement
    found: Finding
    at: Clause
    around: Surroundings
    remembered: tuple[str | None, ...]
    """Who acted last, who acted and was not asked, who asked last, whom `we` is, whose resolution or part it is."""
    asked: frozenset[str]
    """Whom the statement before asked."""

    @property
    def roles(self) -> dict[str, tuple[Ref, ...]]:
        """Those that recipes found, by role."""
        return {role: getattr(self.statement, role) for role in ROLES}


class Remembered(TypedDict):
    """Whom a text had spoken of before a statement."""

    remembered: tuple[str | None, ...]
    asked: frozenset[str]


def remembered(around: Surroundings, memory: Memory) -> Remembered:
    """Whom a text has spoken of so far; ask before the next statement is made."""
    named = (
        memory.actor,
        memory.acted,
        memory.speaker,
        memory.speakers.ourselves(around.passage),
        memory.speakers.organ(around.passage),
        around.entity,
    )
    names = tuple(one.name if one else None for one in named)
    return Remembered(remembered=names, asked=frozenset(map(key_of, memory.asked)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A candidate in a statement."""

    candidate: Candidate
    inside: bool
    """Whether it stands in the statement's clause."""
    signs: tuple[float, ...]
    cues: Cues


def places(statements: Sequence[Told]) -> list[list[Place]]:
    """The candidates of each of the statements of one passage, each once or, within the clause, twice at most."""
    counted = [_counted(one) for one in statements]
    everywhere: Counter[tuple[str, str]] = Counter(chain.from_iterable(counted))
    return [
        list(_places(one, statements, everywhere - Counter(own))) for one, own in zip(statements, counted, strict=True)
    ]


def _counted(one: Told) -> list[tuple[str, str]]:
    return [(role, key_of(ref.name)) for role, refs in one.roles.items() for ref in refs]


def _places(one: Told, statements: Sequence[Told], others: Counter[tuple[str, str]]) -> Iterator[Place]:
    text, language = one.around.text, one.at.words.language
    found = candidates(text, language)
    by_key: dict[str, list[Candidate]] = {}
    for each in found:
        by_key.setdefault(each.key, []).append(each)
    seen = _Seen(one, statements, others, by_key)
    met = set()
    for key, several in by_key.items():
        inside = [each for each in several if seen.inside(each)][:TWICE]
        before = [each for each in several if each.start < one.at.start]
        if inside:
            yield from (seen.place(each, inside=True, nth=nth) for nth, each in enumerate(inside))
        elif seen.may_be(first := (before or several)[0]):
            near = one.at.start - before[-1].start if before else -LETTERS
            yield seen.place(first, inside=False, nth=len(before), near=near)
        else:
            continue
        met.add(key)
    names = [ref.name for refs in one.roles.values() for ref in refs]
    for name in dict.fromkeys((*names, *filter(None, one.remembered))):
        if key_of(name) not in met:
            met.add(key_of(name))
            yield seen.place(elsewhere(name, language), inside=False, nth=0)


class _Seen:
    """A statement, looked at once for all of its candidates."""

    def __init__(
        self,
        one: Told,
        statements: Sequence[Told],
        others: Counter[tuple[str, str]],
        by_key: dict[str, list[Candidate]],
    ) -> None:
        self.one, self.others, self.by_key = one, others, by_key
        at, words = one.at, one.at.words
        self.verb = at.verb[0] if at.verb else at.start
        self.mine = {role: [key_of(ref.name) for ref in refs] for role, refs in one.roles.items()}
        self.names = {role: [folded_name(ref.name) for ref in refs] for role, refs in one.roles.items()}
        self.remembered = [key_of(name) if name else None for name in one.remembered]
        self.remembered_names = [folded_name(name) if name else "" for name in one.remembered]
        self.about = stems(at.about, words.language)
        self.subjects = {other.at.subject for other in statements if other.at.subject}
        within = [each for several in by_key.values() for each in several if self.inside(each)]
        self.starts = {start: place for place, start in enumerate(sorted({each.start for each in within}))}
        acting = sorted({each.start for each in within if each.acts or each.known or each.state})
        self.acting = {start: place for place, start in enumerate(acting)}
        self.verb_stem = at.text[at.verb[0] : at.verb[1]].casefold()[:7] if at.verb else ""
        first = min(other.at.start for other in statements)
        self.shared = self._shared(first, sum(subject[0] < at.start for subject in self.subjects))

    def inside(self, each: Candidate) -> bool:
        """Whether a candidate stands in the clause."""
        at = self.one.at
        return each.start >= at.start - 1 and each.end <= at.end + 1

    def may_be(self, each: Candidate) -> bool:
        """Whether a candidate that stands outside the clause is looked at."""
        if each.acts or each.known or each.state or (each.name[:1].isupper() and each.longest):
            return True
        return any(each.key in keys for keys in self.mine.values()) or any(
            self.others[role, each.key] for role in ROLES
        )

    def place(self, each: Candidate, *, inside: bool, nth: int, near: int = 0) -> Place:
        """A candidate with its signs and cues."""
        signs = (
            *self._where(each, inside=inside, nth=nth, near=near),
            *self._what(each),
            *self._by_recipes(each),
            *self.shared,
        )
        return Place(
            candidate=each, inside=inside, signs=tuple(map(float, signs)), cues=self._cues(each, inside=inside)
        )

    def _where(self, each: Candidate, *, inside: bool, nth: int, near: int) -> Iterator[float]:
        at, start, end = self.one.at, each.start, each.end
        subject = at.subject
        yield from (inside, not each.printed, nth, near / LETTERS)
        yield from (
            ((start - at.start) / LETTERS, (start - self.verb) / LETTERS, (end - self.verb) / LETTERS, start / LETTERS)
            if each.printed
            else (FAR, FAR, FAR, FAR)
        )
        yield self._side(each, inside=inside)
        yield subject is not None and subject[0] == start
        yield subject is not None and subject[0] <= start < subject[1]
        yield subject is not None and subject[1] == end
        yield any(other[0] == start for other in self.subjects)
        yield (start, end) in self.subjects
        yield from (start == at.start, start == 0)
        yield self.starts.get(start, NOWHERE)
        yield self.acting.get(start, NOWHERE) if inside else NOWHERE

    def _side(self, each: Candidate, *, inside: bool) -> int:
        if not each.printed:
            return 0
        if inside:
            return 3 if each.start < self.verb else 4
        return 1 if each.start < self.one.at.start else 2

    def _what(self, each: Candidate) -> Iterator[float]:
        yield from (each.acts, each.people, each.known, each.state, each.longest, each.shortest)
        yield len(self.by_key.get(each.key, ()))
        yield len(each.stems) if self.one.at.words.language != "zh" else len(each.name) / FEW
        yield len(each.name) / 20
        yield each.name[:1].isupper()
        yield any(sign.isdigit() for sign in each.name)
        yield "«" in each.name or "“" in each.name
        about = self.about
        yield from (bool(about) and about <= each.stems, bool(about) and about < each.stems, bool(about & each.stems))

    def _by_recipes(self, each: Candidate) -> Iterator[float]:
        key, name = each.key, each.folded
        yield from (key in self.mine[role] for role in ROLES)
        yield from (any(_holds(own, name) for own in self.names[role]) for role in ROLES)
        yield from (any(_holds(name, own) for own in self.names[role]) for role in ROLES)
        yield from (self.others[role, key] for role in ROLES)
        yield from (key == who for who in self.remembered)
        yield from (_holds(name, own) for own in self.remembered_names)
        yield key in self.one.asked

    def _shared(self, first: int, earlier: int) -> tuple[float, ...]:
        """Signs of the statement, the same for all of its candidates."""
        one, at = self.one, self.one.at
        words, found, kind = at.words, one.found, one.statement.kind
        return (
            *(float(words.language == language) for language in LANGUAGES),
            *(float(kind is each) for each in READ),
            float(found.tense == "done"),
            float(found.tense == "planned"),
            float(found.spoken),
            float(found.implied),
            float("second-reading" in found.method),
            float(at.of_us()),
            float(at.acts()),
            float(at.verb is not None),
            float(at.subject is not None),
            float(bool(at.about) and words.pronouns.match(at.about) is not None),
            len(at.about) / 20,
            float(at.start == first),
            float(earlier),
            float(len(self.starts)),
            float(len(self.acting)),
            *(float(min(FEW, len(self.mine[role]))) for role in ROLES),
            *(float(name is not None) for name in self.remembered),
        )

    def _cues(self, each: Candidate, *, inside: bool) -> Cues:
        """Words beside a candidate, its head and the verb: what of them stands where those who act do is learnt."""
        language, kind = self.one.at.words.language, self.one.statement.kind.value
        side = self._side(each, inside=inside)
        before, two = each.before
        return (
            f"{language} {side} {before}|",
            f"{language} {two}|",
            f"{language} {side} |{each.behind}",
            f"{language} {kind} {before}|",
            f"{language} {before}|{each.behind}",
            f"{language} {each.head}",
            f"{language} {kind} {each.head}",
            f"{language} {side} {self.verb_stem}",
        )


def _holds(name: str, other: str) -> bool:
    """Whether a name is longer than another, and holds its words."""
    return bool(other) and name != other and f" {other} " in f" {name} "
