"""Names that the tagger points at, as the document prints them in full: acronyms and short forms resolved."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from palermo.extraction.state_names import is_state
from palermo.extraction.tagger.adjacent_names import has_initials
from palermo.extraction.tagger.coordinated_names import FINAL_ACRONYM, find_listed_bodies
from palermo.extraction.tagger.party_names import load_name_words
from palermo.languages.language_words import LanguageWords
from palermo.statements import Passage

MAX_NAME_WORDS = 12
_CAPITALISED = r"(?:[A-Z]\.(?:[A-Z]\.)+|[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'&-]*)"
_WORDS = LanguageWords("extraction")
_NAME_WITH_ACRONYM = _WORDS.compile_pattern(
    rf"(?P<name>{_CAPITALISED}(?:[ -](?:{_CAPITALISED}|{{names.name_joiners}})){{1,11}})"
    r"\s*[(（][“\"«]?(?:(?:{names.acronym_articles}) )?(?P<short>[A-ZА-ЯЁ][\w&/-]{1,14})[”\"»]?[)）]"
)
_DEFINED_ACRONYM = _WORDS.compile_pattern(
    r"\s*[,(（]\s*(?:{names.definitions})\s*[:–—-]?\s*(?:(?:{names.acronym_articles}) )?[“\"„«]?\s*"
    r"(?P<short>[A-ZА-ЯЁ]{2,10})\b"
)
"""An acronym that a text announces: `Office of river affairs, hereinafter “ORA”`."""
_ANNOUNCEMENT = _WORDS.compile_pattern(
    r"\s*[(（](?:(?:{names.definitions})|(?=[“\"„«]))(?P<forms>[^()（）]{2,120})[)）]"
)
"""Several short forms that a text announces: `Office of river affairs (hereinafter “the Office” or “ORA”)`."""
_QUOTED_FORM = _WORDS.compile_pattern(
    r"[“\"„«](?:(?:{names.acronym_articles}|{names.article}) )?(?P<form>[^\W\d_]{2,20})[”\"»“]"
)
_ARTICLE = _WORDS.compile_pattern(
    r"^(?:(?:{names.article}|{names.capitalised_articles})\s+|{names.elided_articles})(?=\S)"
)
_ARABIC_PREPOSITION = re.compile(r"^لل(?!اجئ)(?=\w{3})|^ل(?=لاجئ)")
"""`To the`, written as one word with the noun; the noun of refugees begins with the same letter."""
_ARABIC_ARTICLE = "\u0627\u0644"
_OPENING = _WORDS.compile_pattern(r"^(?:{names.sentence_openings})")
"""Words before a name at the beginning of a sentence."""
_PREPOSITION = _WORDS.compile_pattern(r"\s(?:{names.name_joiners})\s")
_OWNER = re.compile(r".+[’']s (?=\w)")
_PARTS = re.compile(r"-|(?<=\b[dlDL])[’']|(?<=[A-Z])\.(?=[A-Z])")
"""Between the parts of a word that have initials of their own: hyphens, French elisions, the stops of `U.S.`."""
_SHORT_FORM = _WORDS.compile_pattern(r"^(?:{names.short_forms})$", re.IGNORECASE)
_STATE_BODY = _WORDS.compile_pattern(r"^(?:{names.state_bodies})$", re.IGNORECASE)
"""Short forms that stand for a body of the State that a text is about, also after names of others."""


@dataclass(slots=True)
class FullNameIndex:
    """Full names of a document: by acronym, and by the head noun of those that it has introduced so far."""

    publisher: str | None = None
    acronyms: dict[str, str] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    """Full names by surname."""
    roles: set[str] = field(default_factory=set)
    """Names of several words that have had a role in statements so far."""
    text: str = ""
    """Text of the last passage."""

    @classmethod
    def build_for_document(
        cls, passages: Iterable[Passage], publisher: str | None, persons: Mapping[str, str] | None = None
    ) -> Self:
        """Return the acronyms of a whole document, which may be introduced after their first use."""
        whole = cls()
        for passage in passages:
            whole.add_passage(passage)
        return cls(publisher=publisher, acronyms=whole.acronyms, persons=persons or {})

    def add_passage(self, passage: Passage) -> None:
        """Note the names that a passage introduces: `Example Fund for Wells (EFW)`."""
        self.text = passage.text
        for found in _NAME_WITH_ACRONYM.finditer(passage.text):
            name, short = _ARTICLE.sub("", _OPENING.sub("", found["name"].removesuffix("’s"))), found["short"]
            name = _drop_owner(short, _find_abbreviated(short, name))
            *_, (start, end) = find_listed_bodies(name)
            name = _add_first_word(short, name[start:end], passage.text)
            if len(name.split()) <= MAX_NAME_WORDS and _is_abbreviation(short, name):
                self.acronyms.setdefault(short, name)
                for word in _list_head_words(name):
                    if _SHORT_FORM.match(word):
                        self.heads[word.lower()] = name

        for found in _DEFINED_ACRONYM.finditer(passage.text):
            words_before = " ".join(passage.text[: found.start()].split(" ")[-MAX_NAME_WORDS - 1 :])
            name = _find_abbreviated(found["short"], words_before)
            if name != words_before:
                self.acronyms.setdefault(found["short"], name)
        for found in _ANNOUNCEMENT.finditer(passage.text):
            words = passage.text[: found.start()].split(" ")[-MAX_NAME_WORDS - 1 :]
            for quoted in _QUOTED_FORM.finditer(found["forms"]):
                self._add_announced(quoted["form"], words)

    def add_role_name(self, name: str) -> None:
        """Note a name that has a role in a statement, for which its head noun may stand from here on."""
        if len(name.split()) > 1 and not is_state(name) and _is_proper(name):
            self.roles.add(FINAL_ACRONYM.sub("", name))

    def _add_announced(self, form: str, words: Sequence[str]) -> None:
        """Note the name at the end of words for which a short form stands from here on."""
        if form.isupper():
            name = _find_abbreviated(form, " ".join(words))
            if len(name.split()) < len(words):
                self.acronyms.setdefault(form, name)
        elif _SHORT_FORM.match(form) and form.istitle() and form in words[:-1]:
            start = max(number for number, word in enumerate(words) if word == form)
            self.heads[form.lower()] = " ".join(words[start:])

    def resolve_name(self, name: str) -> str:
        """Return the full name of a short form (`the Commission`), or the name without its article.

        An acronym stays in brackets after its full name.
        """
        bare = name if name.startswith(_list_article_names()) else _ARTICLE.sub("", name).strip()
        bare = _ARABIC_PREPOSITION.sub("ال", bare)
        if bare in self.acronyms:
            return f"{self.acronyms[bare]} ({bare})"
        if _SHORT_FORM.match(bare):
            if self.publisher and bare in _list_head_words(self.publisher):
                return self.publisher
            if bare.lower() in self.heads:
                return self.heads[bare.lower()]
            if not bare.islower() and not _STATE_BODY.match(bare):
                return self._find_only_name(bare)
        return self.persons.get(bare, bare or name)

    def _find_only_name(self, head: str) -> str:
        """Return the one name with a role for which a head noun can stand, else the noun itself.

        The last passage must print no other: `the Example Council and the | Council`.
        """
        noun = _get_noun(head)
        names = {name for name in self.roles if noun in map(_get_noun, _list_head_words(name))}
        longest = max(names, key=len, default=head)
        printed = re.findall(rf"(?<!\w)[^\W\d_a-z][\w’-]* {re.escape(head)}(?!\w)", self.text)
        others = names.union(_ARTICLE.sub("", _OPENING.sub("", name)) for name in printed)
        return longest if all(name in longest for name in others) else head


def _is_proper(name: str) -> bool:
    """Return whether all words but joining ones have capitals: `Harbour Board of Tarn`, but not `Harbour staff`."""
    words = [word for word in name.split() if word not in load_name_words()["name_joiners"]]
    return not any(word.islower() for word in words)


def _get_noun(word: str) -> str:
    return word.lower().removeprefix(_ARABIC_ARTICLE)


def _list_article_names() -> tuple[str, ...]:
    """Return the names of which the article is a part: `El Salvador`."""
    return tuple(load_name_words()["article_name"])


def _list_head_words(name: str) -> list[str]:
    """Return the words that may stand for a name: the first, and the last before a preposition.

    >>> _list_head_words("National Commission on Labour"), _list_head_words("Local Government Association")
    (['National', 'Commission'], ['Local', 'Association'])
    """
    words = _PREPOSITION.split(name)[0].split()
    return [words[0], words[-1]]


def _find_abbreviated(short: str, name: str) -> str:
    """Return the shortest end of a name whose initials hold all letters of its acronym; the name where none does.

    >>> _find_abbreviated("AFP", "Ministry and the Australian Federal Police")
    'Australian Federal Police'
    >>> _find_abbreviated("ODB", "Par L’Organisation des Bateliers")
    'Organisation des Bateliers'
    """
    letters = [letter for letter in short if letter.isupper()]
    words = name.split()
    for start in range(len(words) - 2, -1, -1):
        ending = [_ARTICLE.sub("", words[start]), *words[start + 1 :]]  # without an elided article
        initials = [part[0].upper() for word in ending for part in _PARTS.split(word) if part]
        if letters and initials[0] == letters[0] and ending[0][0].isupper() and _is_subsequence(letters, initials):
            return " ".join(ending)
    return name


def _drop_owner(short: str, name: str) -> str:
    """Return a name without the body whose it is, if its acronym begins after that.

    >>> _drop_owner("GRETA", "Council of Europe’s Group of Experts on Action against Trafficking")
    'Group of Experts on Action against Trafficking'
    """
    owned = _OWNER.match(name)
    return name[owned.end() :] if owned and name[owned.end()] == short[0] and name[0] != short[0] else name


def _add_first_word(short: str, name: str, text: str) -> str:
    """Return a name with the word before it in small letters that its acronym counts: `projet | Intégré (PI)`."""
    if name[0] == short[0]:
        return name
    found = re.search(rf"(?<!\w)(?P<word>{short[0].lower()}[a-zà-ÿа-яё]+) {re.escape(name)}", text)
    return f"{found['word']} {name}" if found and has_initials(f"{found['word']} {name}".title(), short) else name


def _is_subsequence(letters: Sequence[str], initials: Iterable[str]) -> bool:
    remaining = iter(initials)
    return all(letter in remaining for letter in letters)


def _is_abbreviation(short: str, name: str) -> bool:
    """Return whether most letters of an acronym are initials of the name, in their order; a word of the name is none.

    >>> _is_abbreviation("IOM", "International Organization for Migration")
    True
    >>> _is_abbreviation("Annex", "Report of the Board")
    False
    """
    letters = [letter for letter in short if letter.isupper()]
    initials = [word[0].upper() for word in re.split(r"[\s-]+", name) if word]
    place = 0
    matched = 0
    for letter in letters:
        if letter in initials[place:]:
            place = initials.index(letter, place) + 1
            matched += 1
    return len(letters) >= 2 and matched >= 0.6 * len(letters)
