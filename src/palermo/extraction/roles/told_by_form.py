"""Who has a role by the form of a clause, in languages whose forms are written down."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.parties import parties, said_to_act
from palermo.extraction.syntax.clauses import Clause, clause, is_people
from palermo.extraction.syntax.tenses import suffered

FURTHEST = 160
"""Characters beside a clause in which who says it stands."""
LONGEST_PEOPLE = 220
"""Characters of people to whom a deed is done, with what is told of them."""
ABOVE = 400
"""Characters above an item in which the list says who is asked."""
_ONLY = re.compile(r"[^\W\d_][^\W\d_’'-]*s\b", re.I)
"""A noun in the plural at the beginning of a stretch."""
_SENTENCE = re.compile(r"(?:^|(?<=[.!?;])\s+(?=[\W\d]*[A-ZÀ-Ý])|;\s+|:\s+)")


def asked_so(at: Clause) -> list[str]:
    """Those who are asked, by the form of the clause or of what stands above it in a list."""
    return next((names for names in _asked(at) if names), [])


def _asked(at: Clause) -> Iterator[list[str]]:
    forms = at.words.roles
    for pattern in forms.asked:
        if met := pattern.search(at.said):
            yield _named(met["who"], at.words)
    for pattern in forms.asked_that:
        if met := pattern.search(at.said):
            yield _before_verb(at, at.start + met.end())
    above = at.text[max(0, at.start - ABOVE) : at.start]
    for pattern in forms.asked_above:
        for met in reversed(list(pattern.finditer(above))):
            yield _named(met["who"], at.words)


def _named(who: str, words: Wordings) -> list[str]:
    """The parties in a place where somebody is asked beyond doubt; of a list each that begins anew."""
    forms = words.roles
    parts = forms.asked_anew.split(who)
    return [name for part in parts for name in said_to_act(forms.dative.sub("", part), words)]


def _before_verb(at: Clause, start: int) -> list[str]:
    """Those who stand between `that` and the verb of what they are to do; nobody to whom it is done."""
    for begin, _ in islice(at.words.verbs.spans(at.text, start + 4, min(at.end, start + FURTHEST)), 3):
        named = at.text[start:begin].strip()
        if at.words.prepositions.fullmatch(f" {named.rpartition(' ')[2]}") or not (names := _named(named, at.words)):
            continue
        return [] if at.words.roles.passive_duty.match(at.text, begin) else names
    return []


def said_so(at: Clause) -> list[str]:
    """Those who are told beside a clause to say it: `..., the union insists`."""
    return next((names for names in _said(at) if names), [])


def _said(at: Clause) -> Iterator[list[str]]:
    forms = at.words.roles
    behind = at.text[at.end : at.end + FURTHEST]
    for pattern in forms.says_behind:
        if met := pattern.match(behind):
            yield list(parties(met["who"], at.words))
    for pattern in forms.says_within:
        if met := pattern.search(at.said):
            yield list(parties(met["who"], at.words))
    opened = at.text[max(0, at.start - FURTHEST) : at.verb[0] if at.verb else at.start]
    for pattern in forms.says_before:
        for told in reversed(list(pattern.finditer(opened))):
            yield list(parties(told["who"], at.words))


def reported_so(at: Clause) -> list[str]:
    """The party that reports what was done: `Portugal said that | inspections went on`."""
    met = _first(at.words.roles.says_that, at.text[max(0, at.start - FURTHEST) : at.start])
    return list(parties(met["who"], at.words)) if met else []


def bearing(at: Clause) -> list[str]:
    """Whose a mandate is where that is told behind it: `it falls to the Prosecutor`."""
    forms = at.words.roles
    met = _first(forms.bears, at.said)
    return list(said_to_act(forms.dative.sub("", met["who"]), at.words)) if met else []


def done_by(at: Clause) -> list[str]:
    """Who does what a noun or a participle tells: `adoption by Japan of a plan`."""
    met = _first(at.words.roles.done_by, at.said)
    return list(parties(met["who"], at.words)) if met else []


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    """The first match of the first pattern that is met."""
    return next((met for pattern in patterns if (met := pattern.search(text))), None)


def before_and(at: Clause) -> list[str]:
    """Who acts in the first half of a sentence, of whose second half no subject is said: `... and | asks States to`."""
    if at.subject is not None or not at.words.roles.joins_halves.search(at.text[: at.start]):
        return []
    near = max(0, at.start - ABOVE)
    begins = max((met.end() for met in _SENTENCE.finditer(at.text, near, max(near, at.start - 3))), default=near)
    first = clause(at.text, begins, at.start, at.words)
    return list(parties(first.about, at.words))


def served_so(at: Clause) -> list[str]:
    """The people to whom a deed is done, or whom a thing is for."""
    forms = at.words.roles
    people = is_people(at.about, at.words) or forms.folk.search(at.about)
    if at.verb and people and suffered(at) and forms.suffers.search(at.text, at.verb[0], at.verb[1] + 60):
        return _served(at.about, at.words)
    start = at.verb[0] if at.verb else at.start
    for pattern in (*forms.done_to, *forms.done_for):
        for met in pattern.finditer(at.text, start, at.end):
            verb = met.groupdict().get("verb") or ""
            if verb and forms.not_served.match(verb):
                continue
            if verb and forms.genitive.search(met.group()) and not _verbal(at, *met.span("verb")):
                continue
            if verb and forms.relative.search(at.text, start, met.start()):
                continue
            names = _people_at(at, met.end(), whoever=not verb) or _helped(at, verb, met.end())
            if names:
                return names
    return []


def _verbal(at: Clause, start: int, end: int) -> bool:
    """Whether a word is a verb, and no noun or adjective before `of`: `accompanied | girls`."""
    word = at.text[start:end]
    return (
        at.words.verbs.known(word)
        or word.endswith(("er", "ir", "re"))
        or at.words.roles.auxiliary.search(at.text[:start][-40:]) is not None
    )


def _helped(at: Clause, verb: str, start: int) -> list[str]:
    """Whoever is counted behind a verb of helping: `a formé 210 | hôtesses`."""
    forms = at.words.roles
    if not forms.helps.fullmatch(verb) or not forms.counted.search(at.text, 0, start):
        return []
    whole = _up_to_end(at, start, FURTHEST)
    return _served(whole, at.words) if _ONLY.match(whole) and not forms.no_folk.match(whole) else []


def _up_to_end(at: Clause, start: int, furthest: int) -> str:
    """What stands at a place, up to what is told of it."""
    near = at.text[start : min(at.end, start + furthest)]
    ends = at.words.roles.ends_people.search(near)
    return near[: ends.start()] if ends else near


def _served(named: str, words: Wordings) -> list[str]:
    """The parties of a stretch that names people, whatever they are called."""
    return list(parties(named, words, served=True)) or list(said_to_act(named, words))


def _people_at(at: Clause, start: int, *, whoever: bool) -> list[str]:
    """The people that stand at a place, with what is told of them."""
    whole = _up_to_end(at, start, LONGEST_PEOPLE)
    head = " ".join(whole.split()[:2])
    if not head or is_exploiter(head, at.words):
        return []
    if is_people(head, at.words) or at.words.roles.folk.search(head):
        return _served(whole, at.words)
    if (whoever or at.words.language == "es") and _ONLY.match(whole):
        return list(parties(whole, at.words, served=True))
    return []


def is_exploiter(head: str, words: Wordings) -> bool:
    """Whether people are those who exploit others, of whom nobody is served."""
    return words.exploiters.match(head) is not None
