"""Section grammars: headings of sections that ask for something, addressee lines, beginnings of items.

The patterns of a language are in the section `request_sections` of `languages/<code>/extraction.yaml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from palermo.extraction.lists.grammar import Grammar, compile_pattern, load_grammar
from palermo.extraction.lists.recommenders import UNICASE_LANGUAGES, split_addressees
from palermo.extraction.state_names import is_state
from palermo.languages.language_words import LanguageWords

MAX_PARTY_WORDS = 32
MAX_PARTY_ITEM_WORDS = 4
MIN_REQUEST_WORDS = 3
MAX_TITLE_WORDS = 8
"""Words of a capitalised name whose noun is not known to be that of a party."""
MAX_MODAL_CHARS = 260
"""Characters at the beginning of an item within which `should` makes it a request."""
_ACRONYM = re.compile(r"(?=\w{2,9}\b)(?:[A-Z][\w-]*[A-Z][\w-]*)(?:\s\([^()]*\))?")
_BRACKETED_ACRONYM = re.compile(r"^(?P<words>.*?)\s*\((?P<acronym>[A-Z][A-Za-z]*[A-Z])\)$")
_WORDS = LanguageWords("extraction")
_SMALL_WORD = _WORDS.compile_pattern(r"{lists.small_words}", re.I)
_PREPOSITION = _WORDS.compile_pattern(r"(?<!\w)(?:{lists.prepositions})(?!\w)|[–—]")
"""What stands before the noun of a party only in names of something else: `Training of | police officers`."""
_FILE_NAME = re.compile(r"\S+\.[A-Za-z]\w{1,3}|.*(?://|www\.).*")
_LABELLED = re.compile(r"^[^:.;]{2,60}:\s+(?=\S)")
"""What may stand before the words that ask: `Human rights: Uphold the ...`."""
_FIRST_PERSON_END = _WORDS.compile_pattern(r"(?<!\w)(?:{lists.first_person_ends})$", re.IGNORECASE)
_FINITE_VERB = _WORDS.compile_pattern(r"\b(?:{lists.finite_verbs})\b")
OPENING_PHRASE = _WORDS.compile_pattern(r"(?:{lists.opening_phrases})", re.IGNORECASE)
_ADVERBIAL_START = _WORDS.compile_pattern(r"(?:{lists.adverbial_openings})(?!\w)", re.IGNORECASE)
_COMMA = re.compile(r",\s|[，،]\s?")
MAX_NOUN_FORM_WORDS = 14
"""First words among which a finite verb shows that a noun is the subject of a sentence, and asks for nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionGrammar:
    """One language's patterns of sections that ask for something."""

    grammar: Grammar
    section: re.Pattern[str]
    ending: re.Pattern[str]
    """Headings after which such a section has ended."""
    addressees: tuple[re.Pattern[str], ...]
    bare_addressee: re.Pattern[str]
    """A line that is only the addressee."""
    parties: re.Pattern[str]
    own: tuple[re.Pattern[str], ...]
    """Items that name their addressee."""
    openings: re.Pattern[str]
    gerund_endings: tuple[str, ...]
    nouns: re.Pattern[str]
    modal: re.Pattern[str]
    labels: re.Pattern[str]
    foreign: re.Pattern[str]
    """An introduction of something else than what is asked."""

    def find_addressee(self, line: str) -> str | None:
        """Return the addressees that a heading or a separate line names, or None."""
        text = line.strip().rstrip(":：").strip()
        if _FILE_NAME.fullmatch(text):
            return None
        is_section = self.section.match(text) is not None
        for pattern in self.addressees if is_section else (*self.addressees, self.bare_addressee):
            match = pattern.search(text)
            if match and self.is_party(match["addressee"], allows_acronyms=not text.isupper()):
                return match["addressee"]
        return None

    def find_own_addressee(self, item: str) -> str | None:
        """Return the addressee that an item names: `The Home Office should ...`."""
        text = _LABELLED.sub("", item)
        names = (match["addressee"] for pattern in self.own if (match := pattern.search(text)))
        return next((name for name in names if self.is_party(name)), None)

    def is_party(self, name: str, *, allows_acronyms: bool = True) -> bool:
        """Return whether a name is that of someone who can act, or of several of whom at least half are."""
        parts = split_parties(name, self.grammar)
        if not parts or len(name.split()) > MAX_PARTY_WORDS:
            return False
        return 2 * sum(self._is_one_party(part, allows_acronyms=allows_acronyms) for part in parts) >= len(parts)

    def is_only_party(self, item: str) -> bool:
        """Return whether an item is only the name of a party, as where a list says whom recommendations help."""
        name = item.strip(" .;,")
        is_short = self.grammar.language not in UNICASE_LANGUAGES and len(name.split()) <= MAX_PARTY_ITEM_WORDS
        return is_short and self.is_party(name) and not (self.is_request(name) or self.begins_as_request(name))

    def split_names(self, name: str) -> list[str]:
        """Divide the names of those who are asked; `public and private employers` are one."""
        parts = split_parties(name, self.grammar)
        if not parts:
            return []
        return parts if self._is_one_party(parts[0]) else [self.grammar.articles.sub("", " ".join(name.split()))]

    def cut_adverbial(self, names: str) -> str:
        """Return the names of an introduction after the adverbial that it begins with.

        >>> load_section_grammar("en").cut_adverbial("Under articles 8, 11 and 18, States and banks")
        'States and banks'
        """
        opening = OPENING_PHRASE.match(names)
        names = names[opening.end() :] if opening else names
        rests = (names[comma.end() :] for comma in _COMMA.finditer(names) if _ADVERBIAL_START.match(names))
        return next(
            (rest for rest in rests if any(self._is_one_party(name) for name in split_parties(rest, self.grammar)[:1])),
            names,
        )

    def cut_predicate(self, names: str) -> str:
        """Return the names of an introduction up to what is asked; nothing if they are those of no party.

        >>> load_section_grammar("en").cut_predicate("States should pursue by all means a policy of prevention")
        'States'
        """
        modal = self.modal.search(names)
        names = names[: modal.start()].rstrip(" ,") if modal else names
        if _FIRST_PERSON_END.search(names):
            return ""
        is_title = names[:1].isupper() and len(names.split()) <= MAX_TITLE_WORDS
        is_named = is_title or self.grammar.language in UNICASE_LANGUAGES
        return names if is_named or self.is_party(names) else ""

    def _is_one_party(self, name: str, *, allows_acronyms: bool = True) -> bool:
        match = self.parties.search(name)
        if match and not _PREPOSITION.search(name[: match.start()]):
            return True
        return is_state(name) or (allows_acronyms and _ACRONYM.fullmatch(name) is not None)

    def is_request(self, item: str) -> bool:
        """Return whether an item is worded as a request: by a verb, a gerund, a noun of action, or `should`."""
        return any(self._is_worded_as_request(text) for text in {item, _LABELLED.sub("", item)})

    def begins_as_request(self, item: str) -> bool:
        """Return whether an item begins with a verb that asks for an act; before a colon, it is a subject."""
        if self.grammar.language in UNICASE_LANGUAGES:
            return False
        openings = ((text, self.openings.match(text)) for text in {item, _LABELLED.sub("", item)})
        return any(
            opening and not text.startswith((":", "："), opening.end()) and not self._is_topic(text, opening.end())
            for text, opening in openings
        )

    def _is_topic(self, text: str, opening_end: int) -> bool:
        """Return whether a gerund at the beginning is a noun: `Rating results`, `Training, awareness and care`."""
        words = text.split()
        if not words[0].lower().rstrip(",").endswith(self.gerund_endings):
            return False
        is_listed = text.startswith(",", opening_end) and not words[1].lower().rstrip(",").endswith(self.gerund_endings)
        return is_listed or len(words) < MIN_REQUEST_WORDS

    def _is_worded_as_request(self, text: str) -> bool:
        if self.modal.search(text[:MAX_MODAL_CHARS]):
            return True
        words = text.split()
        if len(words) < MIN_REQUEST_WORDS and self.grammar.language not in UNICASE_LANGUAGES:
            return False
        first = " ".join(words[:MAX_NOUN_FORM_WORDS])
        if self.openings.match(text) and not words[0].lower().endswith(self.gerund_endings):
            return True
        opening = self.openings.match(text)
        worded = self.nouns.match(text) or (opening and not self._is_topic(text, opening.end()))
        return bool(worded) and not _FINITE_VERB.search(first)


def split_parties(name: str, grammar: Grammar) -> list[str]:
    """Divide names of those who are asked; words whose initials a bracket gives are one name.

    >>> split_parties("the Department for Housing and Communities (DHC) and the Home Office", load_grammar("en"))
    ['Department for Housing and Communities (DHC)', 'Home Office']
    """
    full_name = " ".join(name.split())
    parts = list(split_addressees(full_name, grammar))
    for place in range(len(parts) - 1, 0, -1):
        if place >= len(parts) or not (match := _BRACKETED_ACRONYM.match(parts[place])):
            continue
        for first in range(place - 1, -1, -1):
            start, end = full_name.find(parts[first]), full_name.find(parts[place]) + len(parts[place])
            if _has_initials(full_name[start:end].rpartition(" (")[0], match["acronym"]):
                parts[first : place + 1] = [full_name[start:end]]
                break
    return parts


def _has_initials(words: str, acronym: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"\w+", words) if not _SMALL_WORD.fullmatch(word))
    return initials.casefold() == acronym.casefold()


@cache
def load_section_grammar(language: str) -> SectionGrammar | None:
    """Return the section grammar of a language, or None where there is none."""
    grammar = load_grammar(language)
    if grammar is None:
        return None
    rows: Mapping[str, Any] = _WORDS.get_section(language, "request_sections")
    return SectionGrammar(
        grammar=grammar,
        addressees=tuple(compile_pattern(row) for row in rows["addressees"]),
        own=tuple(compile_pattern(row) for row in rows["own"]),
        gerund_endings=tuple(rows["gerund_endings"]),
        parties=_compile_parties(rows["parties"], language),
        **{
            name: compile_pattern(rows[name])
            for name in ("section", "ending", "bare_addressee", "openings", "nouns", "modal", "labels", "foreign")
        },
    )


def _compile_parties(row: str, language: str) -> re.Pattern[str]:
    """Compile the nouns of parties: at the end of a name, or before `of` and the like."""
    if language in UNICASE_LANGUAGES:
        pattern = rf"(?:{row})$" if language == "zh" else rf"^(?:{row})(?!\w)"
        return re.compile(pattern)
    complements = _WORDS.fill_template("{lists.party_complements}")
    adjectives = "" if language == "en" else r"(?:\s+[^\W\d_][\w-]*){0,2}"
    return compile_pattern(rf"(?<!\w)(?:{row}){adjectives}(?:\s*\([^()]*\))*(?:\s+(?:{complements})[\s’'].*)?$")
