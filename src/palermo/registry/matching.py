"""Names to ids: exact forms first, then what a State's government is called, then one misprinted letter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from palermo.registry.names import BRACKETS, forms, is_acronym, key
from palermo.registry.rows import Entity, Match, State
from palermo.statements import LANGUAGES, RefType, normalised

SHORTEST_MISPRINT = 7
"""Letters that a name needs before one misprinted letter is forgiven: Iran and Iraq, Niger and Nigeria stay apart."""

SHORTEST_INFLECTED = 4
"""Letters that a Russian name needs before its endings are left aside."""

RUSSIAN = re.compile(r"[а-яё][а-яё\s«»,’'-]+")
CASE = re.compile(
    r"(?<=\w{3})(?:иями|ями|ами|иях|иям|иеи|ого|его|ому|ему|ыми|ими|ых|их|ым|им|ои|еи|ом|ем|ам|ям|ах|ях|ов|ев"
    r"|ая|яя|ую|юю|ое|ее|ые|ие|ыи|ии|ия|ию|[аеиоуыюяь])$"
)
"""Endings of Russian cases, folded: `й` is `и`."""

FOOTNOTE = re.compile(r"\s*(?:\d{1,3}|\*+)$")
"""The mark of a note, which PDF leaves behind a name: "Spain 2"."""

AUTHORITIES = re.compile(
    r"^(?:the )?(?:government|authorities|parliament|state) of (?P<of>.+)$"
    r"|^(?:the )?(?P<adjective>.+?) (?:government|authorities|state|parliament|delegation)$"
    r"|^(?:le )?gouvernement (?:du|de la|de l'|des|de|d')\s?(?P<fr>.+)$"
    r"|^(?:el )?gobierno (?:del|de la|de los|de)\s(?P<es>.+)$"
    r"|^правительство (?P<ru>.+)$|^حكومة (?P<ar>.+)$|^(?P<zh>.+)政府$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one kind of rows: folded names and acronyms, each with the one id that it stands for."""

    keys: dict[str, str]
    acronyms: dict[str, str]
    _by_length: dict[int, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of_length(self, letters: int) -> Sequence[str]:
        """Keys of so many letters."""
        if not self._by_length:
            made: dict[int, list[str]] = {}
            for known in self.keys:
                made.setdefault(len(known), []).append(known)
            self._by_length.update(made)  # at once: another thread may ask meanwhile
        return self._by_length.get(letters, ())

    def id(self, name: str, found: Iterable[str]) -> str | None:
        """The id of a name: by its acronym where it is written as one, else by the first of its keys that is known."""
        if is_acronym(name) and (known := self.acronyms.get(letters(name))):
            return known
        return next((self.keys[form] for form in found if form in self.keys), None)


def letters(acronym: str) -> str:
    """An acronym without dots and blanks."""
    return re.sub(r"[\W_]", "", acronym)


def state_names(states: Iterable[State]) -> Names:
    """Every name of every State: UN names, other names in use, and CLDR's names in the six languages.

    A name of ours takes precedence over CLDR's; a CLDR name that two areas share is left out.
    """
    keys: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    states = tuple(states)
    for state in states:
        for name in (*state.names.values(), *state.matching):
            if is_acronym(name):
                acronyms[letters(name)] = state.id
            else:
                keys.setdefault(key(name), state.id)
    for source in (_un_names, _other_names, common_names):
        pairs = [(state.id, name) for state in states for name in source(state)]
        _add(keys, ((form, id) for id, name in pairs for form in (*forms(name), in_any_case(name)) if form))
    return Names(keys=keys, acronyms=acronyms)


def _un_names(state: State) -> Iterator[str]:
    yield from state.names.values()


def _other_names(state: State) -> Iterator[str]:
    yield from (name for name in state.matching if not is_acronym(name))


def common_names(state: State) -> Iterator[str]:
    """The State's names in the six languages as CLDR has them, which are the common ones: `Benín`."""
    for language in LANGUAGES:
        if name := Locale.parse(language).territories.get(state.alpha2):
            yield name


def _add(keys: dict[str, str], found: Iterable[tuple[str, str]]) -> None:
    """Add keys that are new and stand for one id only."""
    new: dict[str, str | None] = {}
    for form, id in found:
        if form not in keys:
            new[form] = id if new.get(form, id) == id else None
    keys.update({form: id for form, id in new.items() if id})


def entity_names(entities: Iterable[Entity]) -> Names:
    """Every name and acronym of the entities; a name that two entities share stands for neither."""
    keys: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    rows = tuple(entities)
    pairs = [(name, row.id) for row in rows for name in (*row.names.values(), *row.matching)]
    _add(keys, ((form, id) for name, id in pairs if not is_acronym(name) for form in entity_forms(name)))
    short = [(row.acronym, row.id) for row in rows if row.acronym] + [pair for pair in pairs if is_acronym(pair[0])]
    _add(acronyms, ((letters(name), id) for name, id in short))
    _add(keys, ((form, id) for name, id in short if not is_acronym(name) for form in (key(name), *entity_forms(name))))
    return Names(keys=keys, acronyms=acronyms)


def entity_forms(name: str) -> tuple[str, ...]:
    """Keys of an organisation's name: spelling of -ize and labour, UN for United Nations, articles and "Office of"."""
    folded = re.sub(r"^(?:the|la|le|les|el) |^l'", "", normalised(name))
    folded = re.sub(r"\bun\b", "united nations", folded)
    folded = re.sub(r"\bonu\b", "nations unies", folded) if "nations" in folded else folded
    folded = re.sub(r"organiz", "organis", folded).replace("labor ", "labour ").replace("programs", "programmes")
    whole = key(folded)
    bare = key(re.sub(r"^office of (?:the )?", "", folded))
    outside = key(BRACKETS.sub("", folded))
    return tuple(dict.fromkeys(form for form in (whole, outside, bare, in_any_case(folded)) if len(form) > 1))


def in_any_case(name: str) -> str:
    """One form for a Russian name in all its cases: its words without their endings; empty for any other name.

    >>> in_any_case("Международной организацией труда") == in_any_case("Международная организация труда")
    True
    """
    folded = normalised(name)
    if len(folded) < SHORTEST_INFLECTED or not RUSSIAN.fullmatch(folded):
        return ""
    return "~~" + " ".join(CASE.sub("", word) for word in re.findall(r"\w+", folded))


def demonyms(states: Iterable[State]) -> dict[str, str]:
    """English adjectives to ids; one that two States share (Congolese, Dominican) stands for neither."""
    keys: dict[str, str] = {}
    _add(keys, ((key(word), state.id) for state in states for word in state.demonyms))
    return keys


def authority(name: str) -> str | None:
    """The State's name or adjective within "the Government of Kenya", "Kenyan authorities" and the like."""
    found = AUTHORITIES.match(normalised(name))
    return next((part for part in found.groups() if part), None) if found else None


def misprint(name: str, names: Names) -> str | None:
    """The one State whose name differs by one inner letter (changed, left out, doubled or swapped with its neighbour).

    First and last letter must stand: they tell Dominica from Dominican, Nigeria from Nigerian.
    """
    form = key(name)
    if len(form) < SHORTEST_MISPRINT:
        return None
    keys = names.keys
    close = [known for length in (-1, 0, 1) for known in names.of_length(len(form) + length)]
    near = process.extract(form, close, scorer=OSA.distance, score_cutoff=1, limit=None)
    found = {
        keys[known]
        for known, _, _ in near
        if len(known) >= SHORTEST_MISPRINT and known[0] == form[0] and known[-1] == form[-1]
    }
    return found.pop() if len({keys[known] for known, _, _ in near}) == len(found) == 1 else None


def state_match(name: str, names: Names, adjectives: dict[str, str]) -> Match | None:
    """A State by its name, by its government, or by its name with a note mark or one letter misprinted."""
    if id := names.id(name, (*forms(name), in_any_case(name))):
        return Match(id=id, type=RefType.STATE)
    if (part := authority(name)) and (id := names.id(part, forms(part)) or adjectives.get(key(part))):
        return Match(id=id, type=RefType.STATE, reason=f"“{name}” read as the State")
    if (bare := FOOTNOTE.sub("", name)) != name and (id := names.id(bare, forms(bare))):
        return Match(id=id, type=RefType.STATE, reason=f"“{name}” read without its note mark")
    if id := misprint(name, names):
        return Match(id=id, type=RefType.STATE, reason=f"“{name}” read with one letter corrected")
    return None


def entity_match(name: str, names: Names) -> Match | None:
    """An entity by its name or acronym, or by either of them where the other stands in brackets."""
    if id := names.id(name, entity_forms(name)):
        return Match(id=id, type=RefType.ENTITY)
    bracket = BRACKETS.search(name)
    if bracket and (id := names.id(bracket.group(1).strip(), entity_forms(bracket.group(1)))):
        return Match(id=id, type=RefType.ENTITY, reason=f"“{name}” read by the name in its brackets")
    return None
