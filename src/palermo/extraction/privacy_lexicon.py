"""The lexicon of private persons, by the section `privacy` of `languages/<code>/extraction.yaml`.

How each language names private persons, and officials, who are not private.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale

from palermo import registry
from palermo.extraction.state_names import is_state
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords

CONTEXT_CHARS = 60
"""Characters beside a name or number in which a word says whose it is."""
PHRASE_CHARS = 120
"""Characters before a name in which a title with its complement says whose it is."""

_WORDS = LanguageWords("extraction")
_OPENING_QUOTE = re.compile(r"(?<=\s)[«“„\"'‘]\s?$")
_CLOSES_APPOSITION = _WORDS.compile_pattern(
    r"(?!\s*[,،(]\s*(?:(?:{privacy.ages})\s+)?\d{1,2}\b)\s*(?:[,،;؛.:)\]»”\"]|$)|\s+[إأ]ن\b", re.IGNORECASE
)
_CLOSING_QUOTE = re.compile(r"[»”]")
"""After a name that no mark opens it ends a quotation, which who spoke may follow: `… Jane Doe,” the officer said`."""
_SPEECH_AFTER = _WORDS.compile_pattern(r"\s+(?:{roles.reported_speech})\b")
"""After the title of who speaks about the person: `Jane Doe, the judge said, was sold`."""
_SPACE = re.compile(r"\s+")
_POSSESSIVES = ("’s", "'s", "s’", "s'")
"""Endings of a title that is another person's: `Jane Doe, the minister’s maid`."""
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]*"
_CITED_AFTER = _WORDS.compile_pattern(
    rf"(?P<others>(?:(?:,? (?:&|{{privacy.conjunctions}}) |, ){_CAPITALISED}){{0,3}})"
    r"(?:,? et al\b|(?P<comma>,)? (?P<bracket>\()?(?P<year>(?:19|20)\d\d[a-z]?\b))"
)
"""What follows the author of a cited work: `Smith & Doe, 1994`, `Smith et al.`."""
_CITATION_BEFORE = _WORDS.compile_pattern(
    rf"[(;]\s?(?:(?i:{{privacy.citation_openings}})\s)?"
    rf"(?:{_CAPITALISED}(?:,? (?:&|{{privacy.conjunctions}}) |, | ))*$"
)
_COAUTHOR_BEFORE = _WORDS.compile_pattern(rf"{_CAPITALISED} (?:&|{{privacy.conjunctions}}) $")
_CREDIT_BEFORE = _WORDS.compile_pattern(r"(?i:{privacy.credits})\s?[:：︰]\s?$")
"""What precedes who wrote a text, or answers for it."""
_AGENCY_AFTER = re.compile(r"\s?/\s?[A-Z][\w ]{1,30}\)")
"""An agency after a photographer: `(Jane Doe/Agency)`."""
_DEGREE_AFTER = re.compile(r",? (?:Ph\.? ?D|M\.?D|J\.?D|LL\.?[BM]|MSW|QC|KC|SC|MP|MEP|OBE|CBE|MBE|A[OCM]|Esq)(?![\w-])")
_NAMES_BEFORE = re.compile(rf"(?:{_CAPITALISED} ){{1,2}}$")
_NAMES_AFTER = re.compile(rf"(?: {_CAPITALISED}){{1,2}}")
_PHRASE = _WORDS.compile_pattern(rf"{_CAPITALISED}(?: (?:(?:{{privacy.joiners}}) ){{0,2}}{_CAPITALISED}){{1,6}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyLexicon:
    """How one language speaks of private persons."""

    cue: re.Pattern[str]
    """What stands in every text in which one of `persons` may find a name."""
    persons: tuple[re.Pattern[str], ...]
    officials: re.Pattern[str]
    title: re.Pattern[str]
    """An official's title at the end of what stands before a name."""
    form_of_title: re.Pattern[str] | None
    """A title that no form of address has to follow, in languages in which other words may stand between."""
    titled_phrase: re.Pattern[str] | None
    """A title with its complement, such as `Minister of Labour`, at the end of what stands before a name."""
    private_nouns: re.Pattern[str]
    """Words for persons without an office; a phrase with a title must not have them."""
    private_noun: re.Pattern[str]
    """One of them at the end of what stands before a name: `the witness`."""
    apposition: re.Pattern[str]
    """What stands between a name and a title after it."""
    modifiers: re.Pattern[str] | None
    """Words in small letters that may stand before such a title."""
    speech: re.Pattern[str] | None
    """A verb of speech at the end of what stands before a name that a title follows without a comma."""
    never: re.Pattern[str]
    public: re.Pattern[str]
    telling: re.Pattern[str]
    harmed: re.Pattern[str]
    age_and_place: tuple[re.Pattern[str], ...]
    """Age and place directly after a name."""
    country_names: frozenset[str]
    """Names of countries, which numbers follow too."""


def is_official(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a title is directly before a name, or follows it as an apposition."""
    words = get_lexicon(language)
    if words is None:
        return False
    before, after = _get_text_before(text, start), text[end : end + CONTEXT_CHARS]
    if words.title.search(before) or (words.form_of_title and words.form_of_title.search(before)):
        return True
    if _has_titled_phrase(before, after, words) or _DEGREE_AFTER.match(after):
        return True
    if language == "zh" and words.officials.match(after):
        return True
    opened = words.apposition.match(after)
    if (
        opened
        and _CLOSING_QUOTE.search(opened[0])
        and not _OPENING_QUOTE.search(text[max(0, start - CONTEXT_CHARS) : start])
    ):
        opened = None
    if opened is None and words.speech and words.speech.search(before):
        opened = _SPACE.match(after)
    return opened is not None and _begins_with_title(after[opened.end() :], words, language)


def _has_titled_phrase(before: str, after: str, lexicon: PrivacyLexicon) -> bool:
    """Return whether a title and what it is of stand before a name, without words for private persons.

    After a comma, the name has to end an apposition, and no age may follow: `according to the director of the home,
    Jane Doe was sold` names no director.
    """
    found = lexicon.titled_phrase.search(before) if lexicon.titled_phrase else None
    if found is None or lexicon.private_nouns.search(found.group()) or lexicon.private_noun.search(found[0].lower()):
        return False
    return found["comma"] is None or _CLOSES_APPOSITION.match(after) is not None


def is_called_private(text: str, start: int, language: str) -> bool:
    """Return whether a word such as `witness` or `daughter` is directly before a name."""
    words = get_lexicon(language)
    return words is not None and words.private_noun.search(_get_text_before(text, start)) is not None


def _get_text_before(text: str, start: int) -> str:
    """Return what stands before a name, without the quotation mark that opens it."""
    return _OPENING_QUOTE.sub("", text[max(0, start - PHRASE_CHARS) : start])


def is_public_name(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a name in a text is an official's.

    Or part of a longer name that is, or that the registry knows.
    """
    if is_official(text, start, end, language) or is_credited(text, start, end):
        return True
    before, after = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    earlier, later = _NAMES_BEFORE.search(before), _NAMES_AFTER.match(after)
    if earlier is None and later is None:
        return False
    names = earlier.group().split() if earlier else []
    last = end + (later.end() if later else 0)
    firsts = [start - len(" ".join(names[number:])) - 1 for number in range(len(names))]
    if any(is_official(text, first, last, language) for first in (*firsts, start)):
        return True
    offset = max(0, start - CONTEXT_CHARS)
    return any(
        offset + phrase.start() <= start and end <= offset + phrase.end() and is_registered(phrase.group())
        for phrase in _PHRASE.finditer(text[offset : end + CONTEXT_CHARS])
    )


def is_credited(text: str, start: int, end: int) -> bool:
    """Return whether a name is printed as that of an author: in a citation or credit."""
    before = text[max(0, start - CONTEXT_CHARS) : start]
    if _CREDIT_BEFORE.search(before) or _AGENCY_AFTER.match(text, end):
        return True
    cited = _CITED_AFTER.match(text[end : end + CONTEXT_CHARS])
    if cited is None or cited["year"] is None:
        return cited is not None
    if cited["comma"]:
        return _CITATION_BEFORE.search(before) is not None
    return cited["bracket"] is not None and bool(cited["others"] or _COAUTHOR_BEFORE.search(before))


def is_registered(name: str) -> bool:
    """Return whether a name is a State's, an entity's of the registry or, in Chinese, that of a part of a State."""
    return (
        is_state(name) or name in _load_chinese_areas() or registry.load_registry().match_entity_name(name) is not None
    )


@cache
def _load_chinese_areas() -> frozenset[str]:
    """Return names such as `新疆`; in other scripts they are first names too."""
    areas = LanguageWords("linking").get_section("zh", "places")["areas"]
    return frozenset(name for names in areas.values() for name in names)


def _begins_with_title(text: str, lexicon: PrivacyLexicon, language: str) -> bool:
    if language in ("ar", "zh"):
        first = text[:8] if language == "zh" else text.partition(" ")[0]
        title = lexicon.officials.search(first)
        return title is not None and not text.startswith("的", title.end())
    before_titles = _WORDS.list_words("privacy", "before_titles")
    matches = list(re.finditer(r"[\w’'-]+|[^\w\s]", text))[:6]
    for match in matches:
        word = match[0]
        if lexicon.officials.match(word.casefold()) and not word.endswith(_POSSESSIVES):
            return _SPEECH_AFTER.match(text, match.end()) is None
        if lexicon.private_nouns.match(word):
            return False
        if word[0].isupper() or word.casefold() in before_titles:
            continue
        if not (matches[0][0].casefold() in before_titles and lexicon.modifiers and lexicon.modifiers.fullmatch(word)):
            return False
    return False


@cache
def get_lexicon(language: str) -> PrivacyLexicon | None:
    """Return the lexicon of a language of the table; None for others."""
    if language not in LANGUAGES:
        return None
    row = _WORDS.get_section(language, "privacy")
    slots = {
        "{name}": f"(?P<name>{row['name']})",
        "{initials}": f"(?P<name>{row['initials']})",
        "{age}": r"(?P<age>\d{1,2})",
        "{place}": f"(?P<place>{row['place']})",
    }
    return PrivacyLexicon(
        cue=re.compile(row["cue"]),
        persons=tuple(re.compile(_build_cased_pattern(pattern, slots)) for pattern in row["persons"]),
        officials=re.compile(row["officials"]),
        title=re.compile(_build_title_pattern(language, row["officials"]), re.IGNORECASE),
        form_of_title=re.compile(rf"(?<!\w){row['titles']}\s+$", re.IGNORECASE) if row["titles"] else None,
        titled_phrase=re.compile(_build_titled_phrase(language, row)) if row["complement"] else None,
        private_nouns=re.compile(row["private_nouns"]),
        private_noun=re.compile(rf"(?:{row['private_nouns']})\s*$"),
        apposition=re.compile(_build_apposition(row["copulas"])),
        modifiers=re.compile(row["modifiers"]) if row["modifiers"] else None,
        speech=re.compile(rf"(?<!\w)و?{row['speech']}\s+$") if row["speech"] else None,
        never=re.compile(row["never"]),
        public=re.compile(row["public"]),
        telling=re.compile(row["telling"], re.I if language not in ("en",) else 0),
        harmed=re.compile(row["harmed"], re.I),
        age_and_place=tuple(re.compile(_build_cased_pattern(item, slots)) for item in row["beside"]),
        country_names=frozenset(Locale.parse(language).territories.values()),
    )


def _build_title_pattern(language: str, officials: str) -> str:
    """Return the pattern of a title; where a verb may follow it, a form of address must too.

    As in Arabic and Russian.
    """
    if language == "zh":
        return f"{officials}$"
    address = rf"[,،]?\s+(?:{'|'.join(_WORDS.list_words('privacy', 'honorifics'))})\.?"
    return f"{officials}\\w*{address if language in ('ar', 'ru') else f'(?:{address})?'}\\s*$"


def _build_apposition(copulas: str) -> str:
    ages = "|".join(_WORDS.list_words("privacy", "ages"))
    punctuation = rf"\s*[,،，(（–—»”]+\s*(?:(?:{ages})\s+)?(?:\d{{1,2}}\s*[,،，)）]\s*)?(?:{copulas}\s+)?"
    return rf"{punctuation}|\s+{copulas}\s+" if copulas else punctuation


def _build_titled_phrase(language: str, row: Mapping[str, Any]) -> str:
    """Return the pattern of a title with what it is of, up to a name: `Minister of Labour, Ms`."""
    address = rf"(?:\s+(?:{'|'.join(_WORDS.list_words('privacy', 'honorifics'))})\.?)?"
    comma = "(?!)" if language == "ru" else "[,،]"  # a surname without its first name may be the complement
    titles = rf"(?i:{row['officials']})\w*" + (rf"|{row['titles']}(?!\w)" if row["titles"] else "")
    word_before = r"(?:\w+ )?" if language in ("ar", "ru") else ""
    return rf"{word_before}(?:{titles})(?:{row['complement']})(?:\s?[:–—-]|(?P<comma>{comma}))?{address}\s+$"


def _build_cased_pattern(template: str, slots: Mapping[str, str]) -> str:
    """Return a pattern with capitals of names as written; other words may begin a sentence."""
    parts = re.split(r"(\{(?:name|initials|age|place)\})", template)
    return "".join(slots.get(part) or f"(?i:{part})" for part in parts if part)
