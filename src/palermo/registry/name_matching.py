"""Name matching: exact forms first, then names of a State's government, then one misprinted letter."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

from palermo.grouping import group_items
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.registry.name_keys import BRACKETED_TEXT, build_name_key, build_state_keys, is_acronym
from palermo.registry.records import Entity, NameMatch, State
from palermo.statements import RefType, build_reason, normalise_text

MIN_MISPRINT_CHARS = 7
"""Minimum letters of a name for correcting a misprint, so that Iran and Iraq, Niger and Nigeria stay distinct."""

MIN_INFLECTED_CHARS = 4
"""Minimum letters of a Russian name for stripping case endings."""

RUSSIAN_NAME = re.compile(r"[а-яё][а-яё\s«»,’'-]+")
RUSSIAN_CASE_ENDING = re.compile(
    r"(?<=\w{3})(?:иями|ями|ами|иях|иям|иеи|ого|его|ому|ему|ыми|ими|ых|их|ым|им|ои|еи|ом|ем|ам|ям|ах|ях|ов|ев"
    r"|ая|яя|ую|юю|ое|ее|ые|ие|ыи|ии|ия|ию|[аеиоуыюяь])$"
)
"""Russian case endings, folded: `й` is `и`."""

STEM_CHARS, MIN_STEM_CHARS = 5, 4
"""Letters of a word by which names of one body in related languages agree, and minimum letters of such a word."""

FOOTNOTE_MARK = re.compile(r"\s*(?:\d{1,3}|\*+)$")
"""A footnote mark, which PDF text has after a name: "Spain 2"."""

STATE_AUTHORITY = LanguageWords("linking").compile_pattern(r"{registry_names.authorities}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameTable:
    """Name keys and acronyms of one kind of rows, each with a unique id."""

    keys: dict[str, str]
    acronyms: dict[str, str]
    stems: dict[str, frozenset[str]] = field(default_factory=dict)
    """First letters of the words of all names, by id."""
    _by_length: dict[int, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def list_keys(self, length: int) -> Sequence[str]:
        """Return the keys with this number of letters."""
        if not self._by_length:
            self._by_length.update(group_items(self.keys, len))  # a single update, because other threads may read
        return self._by_length.get(length, ())

    def find_id(self, name: str, candidate_keys: Iterable[str]) -> str | None:
        """Return the id of a name, by its acronym if it is written as one, else by its first known key."""
        if is_acronym(name) and (known := self.acronyms.get(normalise_acronym(name))):
            return known
        return next((self.keys[form] for form in candidate_keys if form in self.keys), None)


def normalise_acronym(acronym: str) -> str:
    """Return an acronym without dots and blanks."""
    return re.sub(r"[\W_]", "", acronym)


def build_state_names(states: Iterable[State]) -> NameTable:
    """Return all names of all States: UN names, others in use, and CLDR's in the six languages.

    The registry's names take precedence over CLDR's; a CLDR name that two areas share is omitted.
    """
    keys: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    states = tuple(states)
    for state in states:
        for name in (*state.names.values(), *state.matching):
            if is_acronym(name):
                acronyms[normalise_acronym(name)] = state.id
            else:
                keys.setdefault(build_name_key(name), state.id)
    un_names = [(state.id, name) for state in states for name in state.names.values()]
    others = [(state.id, name) for state in states for name in state.matching if not is_acronym(name)]
    common = [(state.id, name) for state in states for name in list_common_names(state)]
    for pairs in (un_names, others, common):
        _add_unique_keys(
            keys,
            ((form, id) for id, name in pairs for form in (*build_state_keys(name), stem_russian_name(name)) if form),
        )
    return NameTable(keys=keys, acronyms=acronyms)


def list_common_names(state: State) -> Iterator[str]:
    """Return the State's common names in the six languages from CLDR, such as `Benín`."""
    for language in LANGUAGES:
        if name := Locale.parse(language).territories.get(state.alpha2):
            yield name


def _add_unique_keys(keys: dict[str, str], pairs: Iterable[tuple[str, str]]) -> None:
    """Add keys that are new and belong to a single id."""
    new: dict[str, str | None] = {}
    for form, id in pairs:
        if form not in keys:
            new[form] = id if new.get(form, id) == id else None
    keys.update({form: id for form, id in new.items() if id})


def build_entity_names(entities: Iterable[Entity]) -> NameTable:
    """Return all names and acronyms of the entities, without names that two entities share."""
    keys: dict[str, str] = {}
    acronyms: dict[str, str] = {}
    rows = tuple(entities)
    pairs = [(name, row.id) for row in rows for name in (*row.names.values(), *row.matching)]
    full = [(name, id) for name, id in pairs if not is_acronym(name)]
    _add_unique_keys(keys, ((form, id) for name, id in full for form in build_entity_keys(name)))
    short = [(row.acronym, row.id) for row in rows if row.acronym] + [pair for pair in pairs if is_acronym(pair[0])]
    _add_unique_keys(acronyms, ((normalise_acronym(name), id) for name, id in short))
    mixed = [(name, id) for name, id in short if not is_acronym(name)]
    _add_unique_keys(
        keys, ((form, id) for name, id in mixed for form in (build_name_key(name), *build_entity_keys(name)))
    )
    stems: dict[str, frozenset[str]] = {}
    for name, id in pairs:
        stems[id] = stems.get(id, frozenset()) | _list_stems(name)
    return NameTable(keys=keys, acronyms=acronyms, stems=stems)


def build_entity_keys(name: str) -> tuple[str, ...]:
    """Return keys of an organisation's name, normalised for -ize, labour, UN, articles and "Office of"."""
    folded = re.sub(r"^(?:the|la|le|les|el) |^l'", "", normalise_text(name))
    folded = re.sub(r"\bun\b", "united nations", folded)
    folded = re.sub(r"\bonu\b", "nations unies", folded) if "nations" in folded else folded
    folded = re.sub(r"organiz", "organis", folded).replace("labor ", "labour ").replace("programs", "programmes")
    name_key = build_name_key(folded)
    bare = build_name_key(re.sub(r"^office of (?:the )?", "", folded))
    outside = build_name_key(BRACKETED_TEXT.sub("", folded))
    return tuple(dict.fromkeys(form for form in (name_key, outside, bare, stem_russian_name(folded)) if len(form) > 1))


def stem_russian_name(name: str) -> str:
    """Return the words of a Russian name without case endings; empty for any other name.

    >>> stem_russian_name("Международной организацией труда") == stem_russian_name("Международная организация труда")
    True
    """
    folded = normalise_text(name)
    if len(folded) < MIN_INFLECTED_CHARS or not RUSSIAN_NAME.fullmatch(folded):
        return ""
    return "~~" + " ".join(RUSSIAN_CASE_ENDING.sub("", word) for word in re.findall(r"\w+", folded))


def build_demonyms(states: Iterable[State]) -> dict[str, str]:
    """Return ids by English adjective, without adjectives that two States share (Congolese, Dominican)."""
    keys: dict[str, str] = {}
    _add_unique_keys(keys, ((build_name_key(word), state.id) for state in states for word in state.demonyms))
    return keys


def extract_governed_state(name: str) -> str | None:
    """Return the State's name or adjective in "the Government of Kenya", "Kenyan authorities" etc."""
    match = STATE_AUTHORITY.match(normalise_text(name))
    return next((part for part in match.groups() if part), None) if match else None


def correct_misprint(name: str, names: NameTable) -> str | None:
    """Return the id of the only State whose name differs by one inner letter, or None.

    The letter may be changed, missing, doubled or swapped with its neighbour. First and last letters must be equal:
    they distinguish Dominica from Dominican, Nigeria from Nigerian.
    """
    form = build_name_key(name)
    if len(form) < MIN_MISPRINT_CHARS:
        return None
    keys = names.keys
    close = [known for length in (-1, 0, 1) for known in names.list_keys(len(form) + length)]
    similar = process.extract(form, close, scorer=OSA.distance, score_cutoff=1, limit=None)
    corrections = {
        keys[known]
        for known, _, _ in similar
        if len(known) >= MIN_MISPRINT_CHARS and known[0] == form[0] and known[-1] == form[-1]
    }
    return corrections.pop() if len({keys[known] for known, _, _ in similar}) == len(corrections) == 1 else None


def match_state(name: str, names: NameTable, adjectives: dict[str, str]) -> NameMatch | None:
    """Match a State by name, by its government, without a footnote mark, or with one letter corrected."""
    if id := names.find_id(name, (*build_state_keys(name), stem_russian_name(name))):
        return NameMatch(id=id, type=RefType.STATE)
    code = "name-government"
    if part := extract_governed_state(name):
        id = names.find_id(part, build_state_keys(part)) or adjectives.get(build_name_key(part))
    if id is None and (bare := FOOTNOTE_MARK.sub("", name)) != name:
        code, id = "name-note-mark", names.find_id(bare, build_state_keys(bare))
    if id is None:
        code, id = "name-misprint", correct_misprint(name, names)
    return NameMatch(id=id, type=RefType.STATE, reason=build_reason(code, words=name)) if id else None


def match_entity(name: str, names: NameTable) -> NameMatch | None:
    """Match an entity by name or acronym, or by the one of them that is in brackets after the other.

    An acronym in brackets after a name that shares few words with the entity's names is another body's.
    """
    if id := names.find_id(name, build_entity_keys(name)):
        return NameMatch(id=id, type=RefType.ENTITY)
    bracket = BRACKETED_TEXT.search(name)
    if (
        bracket
        and (id := names.find_id(bracket.group(1).strip(), build_entity_keys(bracket.group(1))))
        and (not is_acronym(bracket.group(1)) or _has_common_words(name[: bracket.start()], names.stems.get(id)))
    ):
        return NameMatch(id=id, type=RefType.ENTITY, reason=build_reason("name-brackets", words=name))
    return None


def _has_common_words(name: str, stems: frozenset[str] | None) -> bool:
    """Return whether half of a name's words are in an entity's names, or none of these is in the name's script."""
    own = _list_stems(name)
    if not own or not stems:
        return True
    scripts = {unicodedata.name(stem[0]).split()[0] for stem in own}
    comparable = {stem for stem in stems if unicodedata.name(stem[0]).split()[0] in scripts}
    return not comparable or 2 * len(own & comparable) >= len(own)


def _list_stems(name: str) -> frozenset[str]:
    """Return the first STEM_CHARS letters of the words of a name, folded, without short words; Chinese by character."""
    return frozenset(
        word[:STEM_CHARS]
        for word in re.findall(r"[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+", normalise_text(name))
        if len(word) >= MIN_STEM_CHARS or "\u3400" <= word <= "\u9fff"
    )
