"""The lexicon of `privacy.yaml`.

How each language names private persons, and officials, who are not private.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel import Locale

from palermo import registry
from palermo.extraction.state_names import is_state
from palermo.statements import hash_json
from palermo.vocabulary.yaml_rows import parse_yaml

CONTEXT_CHARS = 60
"""Characters beside a name or number in which a word says whose it is."""

_LATIN = r"[A-ZÀ-ÖØ-Þ][\w’'-]{1,20}(?: (?:(?:al|el|de|da|dos|van|bin|ben|la)[ -])?[A-ZÀ-ÖØ-Þ][\w’'-]{1,20}){0,3}"
_CYRILLIC = r"[А-ЯЁ][а-яё-]{1,20}(?: [А-ЯЁ][а-яё-]{1,20}){0,2}"
_ARABIC = r"[\u0621-\u064a\u064b-\u0652]{2,15}(?: [\u0621-\u064a\u064b-\u0652]{2,15})?"
_NAME_PATTERNS = {"ru": _CYRILLIC, "ar": _ARABIC}
_INITIALS_PATTERNS = {"ru": r"[А-ЯЁ]\. ?[А-ЯЁ]\.?", "ar": r"[\u0621-\u064a]\. ?[\u0621-\u064a]\.?"}
_LATIN_INITIALS = r"[A-Z]\. ?[A-Z]\.?(?: ?[A-Z]\.)?(?![\w.])(?! [A-Z][a-z])"
_PLACE_PATTERNS = {
    "ar": r"[\u0621-\u064a]{3,15}(?: ال[\u0621-\u064a]{2,15})?",
    "zh": r"[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|镇|乡|村)(?:[\u4e00-\u9fff]{1,6}?(?:市|县|区|镇|乡|村)){0,2}",
}

HAN_TITLES = ("先生", "女士", "小姐", "太太", "老师", "同学", "某某")
"""What follows a Chinese surname instead of a given name."""
_HONORIFICS = r"(?:Ms|Mrs?|Miss|Dr|Mme|Mlle|M|Sra|Sr|Srta|[Гг]-(?:жа|н|жи|на|же|ну)|السيدة|السيد|الآنسة)\.?"
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "former",
        "deputy",
        "assistant",
        "vice",
        "senior",
        "executive",
        "associate",
        "acting",
        "leading",
        "prominent",
        "veteran",
        "then",
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "ancien",
        "ancienne",
        "el",
        "los",
        "una",
        "ex",
        "de",
        "del",
        "du",
        "бывший",
        "бывшая",
        "заместитель",
        "старший",
        "старшая",
        "главный",
        "главная",
    ]
)
_OPENS_APPOSITION = re.compile(r"\s*[,،，(（–—]\s*(?:aged?\s+)?(?:\d{1,2}\s*[,،，)）]\s*)?")
_CAPITALISED = r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'-]*"
_CITED_AFTER = re.compile(
    rf"(?P<others>(?:(?:,? (?:&|and|et|y|и) |, ){_CAPITALISED}){{0,3}})"
    r"(?:,? et al\b|(?P<comma>,)? (?P<bracket>\()?(?P<year>(?:19|20)\d\d[a-z]?\b))"
)
"""What follows the author of a cited work: `Smith & Doe, 1994`, `Smith et al.`."""
_CITATION_BEFORE = re.compile(
    rf"[(;]\s?(?:(?i:see|cf\.?|e\.g\.,?|voir|véase|см\.)\s)?(?:{_CAPITALISED}(?:,? (?:&|and|et|y|и) |, | ))*$"
)
_COAUTHOR_BEFORE = re.compile(rf"{_CAPITALISED} (?:&|and|et|y|и) $")
_CREDIT_BEFORE = re.compile(
    r"(?i:\bcontacts?(?: person)?|\b(?:photo|credit|editor|author|auteure?|autora?|foto|автор|фото)s?"
    r"|撰?文|作者|记者|記者)\s?[:：︰]\s?$"
)
"""What precedes who wrote a text, or answers for it."""
_AGENCY_AFTER = re.compile(r"\s?/\s?[A-Z][\w ]{1,30}\)")
"""An agency after a photographer: `(Jane Doe/Agency)`."""
_DEGREE_AFTER = re.compile(r",? (?:Ph\.? ?D|M\.?D|J\.?D|LL\.?[BM]|MSW|QC|KC|SC|MP|MEP|OBE|CBE|MBE|A[OCM]|Esq)(?![\w-])")
_NAMES_BEFORE = re.compile(rf"(?:{_CAPITALISED} ){{1,2}}$")
_NAMES_AFTER = re.compile(rf"(?: {_CAPITALISED}){{1,2}}")
_PHRASE = re.compile(
    rf"{_CAPITALISED}(?: (?:(?:of|for|and|the|de|des|du|la|le|pour|del|para|y|et|для|по) ){{0,2}}{_CAPITALISED}){{1,6}}"
)


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
    never: re.Pattern[str]
    public: re.Pattern[str]
    telling: re.Pattern[str]
    harmed: re.Pattern[str]
    age_and_place: tuple[re.Pattern[str], ...]
    """Age and place directly after a name."""
    country_names: frozenset[str]
    """Names of countries, which numbers follow too."""


def get_lexicon(language: str) -> PrivacyLexicon | None:
    """Return the lexicon of one of the six languages; None for others."""
    return _load_lexicons().get(language)


def is_official(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a title is directly before a name, or follows it as an apposition."""
    words = get_lexicon(language)
    if words is None:
        return False
    before, after = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    if words.title.search(before) or (words.form_of_title and words.form_of_title.search(before)):
        return True
    if _DEGREE_AFTER.match(after):
        return True
    if language == "zh" and words.officials.match(after):
        return True
    opened = _OPENS_APPOSITION.match(after)
    return opened is not None and _begins_with_title(after[opened.end() :], words, language)


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
    for phrase in _PHRASE.finditer(text[offset : end + CONTEXT_CHARS]):
        if offset + phrase.start() <= start and end <= offset + phrase.end() and is_registered(phrase.group()):
            return True
    return False


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
    """Return whether a name is a State's or an entity's of the registry."""
    return is_state(name) or registry.load_registry().match_entity_name(name) is not None


def compute_privacy_version() -> str:
    """Return a version that changes with any word by which private persons are recognised."""
    return f"privacy.2-{hash_json('privacy', _read_data())[:12]}"


def _begins_with_title(text: str, lexicon: PrivacyLexicon, language: str) -> bool:
    if language in ("ar", "zh"):
        first = text[:8] if language == "zh" else text.partition(" ")[0]
        return lexicon.officials.search(first) is not None
    for word in re.findall(r"[\w’'-]+|[^\w\s]", text)[:6]:
        if lexicon.officials.match(word.casefold()):
            return True
        if not (word[0].isupper() or word.casefold() in _ARTICLES):
            return False
    return False


@lru_cache(maxsize=1)
def _load_lexicons() -> Mapping[str, PrivacyLexicon]:
    rows = parse_yaml(_read_data())
    return {language: _build_lexicon(language, row) for language, row in rows.items()}


def _build_lexicon(language: str, row: Mapping[str, object]) -> PrivacyLexicon:
    name = _NAME_PATTERNS.get(language, _LATIN)
    initials = _INITIALS_PATTERNS.get(language, _LATIN_INITIALS)
    place = _PLACE_PATTERNS.get(language, name)
    persons, adjacent = row["persons"], row["beside"]
    assert isinstance(persons, list)
    assert isinstance(adjacent, list)
    slots = {
        "{name}": f"(?P<name>{name})",
        "{initials}": f"(?P<name>{initials})",
        "{age}": r"(?P<age>\d{1,2})",
        "{place}": f"(?P<place>{place})",
    }
    return PrivacyLexicon(
        cue=re.compile(str(row["cue"])),
        persons=tuple(re.compile(_build_cased_pattern(pattern, slots)) for pattern in persons),
        officials=re.compile(str(row["officials"])),
        title=re.compile(_build_title_pattern(language, str(row["officials"])), re.IGNORECASE),
        form_of_title=re.compile(rf"(?<!\w){row['titles']}\s+$", re.IGNORECASE) if "titles" in row else None,
        never=re.compile(str(row["never"])),
        public=re.compile(str(row["public"])),
        telling=re.compile(str(row["telling"]), re.I if language not in ("en",) else 0),
        harmed=re.compile(str(row["harmed"]), re.I),
        age_and_place=tuple(re.compile(_build_cased_pattern(item, slots)) for item in adjacent),
        country_names=frozenset(Locale.parse(language).territories.values()),
    )


def _build_title_pattern(language: str, officials: str) -> str:
    """Return the pattern of a title; where a verb may follow it, a form of address must too.

    As in Arabic and Russian.
    """
    if language == "zh":
        return f"{officials}$"
    address = f"[,،]?\\s+{_HONORIFICS}"
    return f"{officials}\\w*{address if language in ('ar', 'ru') else f'(?:{address})?'}\\s*$"


def _build_cased_pattern(template: str, slots: Mapping[str, str]) -> str:
    """Return a pattern with capitals of names as written; other words may begin a sentence."""
    parts = re.split(r"(\{(?:name|initials|age|place)\})", template)
    return "".join(slots.get(part) or f"(?i:{part})" for part in parts if part)


def _read_data() -> str:
    return (files("palermo.extraction") / "privacy.yaml").read_text(encoding="utf-8")
