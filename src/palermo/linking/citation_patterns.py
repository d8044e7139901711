"""Citation patterns by language, for normalised texts, of the section `citations` of `linking.yaml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords, Section
from palermo.linking.character_normalisation import normalise_characters
from palermo.vocabulary import RESOLUTION_NUMBER, Organ, load_organs

PROVISION_NUMBER = r"\d+(?:[.-]\d+|\.[a-z])?[a-z]?(?:\s?\((?:\d+|[a-z]|[ivx]+)\))*"
"""The number of a provision: 9, 8.7, 16.a, 10 (b)."""

PATTERN_KEYS = (
    *("resolution", "decision", "article", "paragraph", "target", "objective", "section", "number", "and", "of"),
    *("ilo", "directive", "series", "goals", "supplement", "protocol_to", "before", "unknown"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationPatterns:
    """Patterns of one language, for normalised texts."""

    language: str
    numbered: re.Pattern[str]
    """Resolutions and decisions by number; groups: decision (if it is one), gap, numbers."""
    organs: re.Pattern[str]
    """Names of organs; the number of the matched group gives the organ."""
    provisions_before: re.Pattern[str]
    """Provisions before the name of a text: "articles 6, 7 and 8 of the "."""
    provisions_after: re.Pattern[str]
    """Provisions after the name of a text: ", article 9"."""
    targets: re.Pattern[str]
    """Targets of the Sustainable Development Goals; group: list."""
    goals: re.Pattern[str]
    """Words for the goals and their agenda."""
    labour: re.Pattern[str]
    """Conventions and recommendations of the ILO by number; groups: kind, list."""
    directive: re.Pattern[str]
    """Directives and regulations of the European Union; group: number."""
    series: re.Pattern[str]
    """Treaties of the Council of Europe by number; group: number."""
    head_words: re.Pattern[str]
    """Any head word; `short_names` and `unknown_names` match only texts with one."""
    short_names: Mapping[str, re.Pattern[str]]
    """Short names by head word, such as "the Protocol"; group: name."""
    unknown_names: Mapping[str, re.Pattern[str]]
    """The beginning of a possibly unknown name by head word: "Protocol on"."""
    supplement: re.Pattern[str]
    """Words before a text that is only named as the one being supplemented."""
    protocol_to: re.Pattern[str]
    """Words before a text of which a protocol is named, which the registry may not have."""
    conjunction: re.Pattern[str]
    """Words and marks that join two citations."""


def get_citation_patterns(language: str) -> CitationPatterns:
    """Return the patterns of a language; those of English if it is none of the six."""
    known = _load_languages()
    return known.get(language) or known["en"]


@lru_cache(maxsize=1)
def _load_languages() -> dict[str, CitationPatterns]:
    words = LanguageWords("linking")
    return {language: _build_patterns(language, words.get_section(language, "citations")) for language in LANGUAGES}


def _build_patterns(language: str, words: Section) -> CitationPatterns:
    heads = words["heads"]
    patterns = {key: f"(?:{words[key]})" for key in PATTERN_KEYS if words[key]}
    chinese = language == "zh"
    provisions = "|".join(patterns[key] for key in ("article", "paragraph", "target", "objective", "section"))
    listed = _build_list_pattern(PROVISION_NUMBER, patterns["and"])
    build_patterns = _build_chinese_patterns if chinese else _build_spaced_patterns
    return CitationPatterns(
        language=language,
        organs=_compile_organs(language),
        head_words=re.compile("|".join(heads.values()), re.I),
        short_names={head: _compile_short_name(word, patterns, chinese) for head, word in heads.items()},
        unknown_names={
            head: _compile_pattern(rf"(?:{word})\s*(?:{words['unknown']})", chinese) for head, word in heads.items()
        },
        goals=_compile_pattern(patterns["goals"], chinese),
        supplement=re.compile(rf"{patterns['supplement']}\W*(?:\w+\W+){{0,3}}$", re.I),
        protocol_to=re.compile(rf"{patterns['protocol_to']}\W*(?:\w{{1,3}}\W+){{0,2}}$", re.I),
        conjunction=re.compile(rf"\s*(?:[,;、]|(?:{patterns['and']})(?!\w))", re.I),
        **build_patterns(patterns, provisions, listed),
    )


def _build_list_pattern(item: str, conjunction: str) -> str:
    """Return a pattern of one or more items with commas and conjunctions between them."""
    between = rf"(?:\s*[,、;]\s*(?:{conjunction}\s*)?|\s*{conjunction}\s*|\s?-\s?)"
    return rf"{item}(?:{between}{item})*"


def _build_spaced_patterns(
    word_patterns: dict[str, str], provisions: str, number_list: str
) -> dict[str, re.Pattern[str]]:
    numbers = _build_list_pattern(
        rf"(?:{RESOLUTION_NUMBER})(?:\s(?-i:[A-Z])(?![\w]))?",
        rf"(?:{word_patterns['and']}(?:\s+{word_patterns['resolution']})?)",
    )
    below = rf"(?:,?\s+(?:{word_patterns['paragraph']})\s*(?P<below>{PROVISION_NUMBER}),?)?"
    above = rf"(?:{word_patterns['paragraph']}\s+(?P<above>{PROVISION_NUMBER})\s+(?:{word_patterns['of']}\s+)?)?"
    labour = _build_list_pattern(r"\d{1,3}(?!\d|/)", rf"(?:{word_patterns['and']}(?:\s*{word_patterns['number']})?)")
    decision = (
        rf"(?P<decision>{word_patterns['decision']})(?!\s+[^\d.;:()]{{0,80}}?(?<!\w){word_patterns['resolution']})"
    )
    return {
        "numbered": _compile_pattern(
            rf"(?:{word_patterns['resolution']}|{decision})(?P<gap>\s+(?:[^\d.;:()]{{0,80}}\s)?)(?P<numbers>{numbers})"
        ),
        "provisions_before": re.compile(
            rf"{above}(?<!\w)(?:{provisions})\s+(?P<list>{number_list}){below}\s*{word_patterns['of']}\s*\W?$", re.I
        ),
        "provisions_after": re.compile(
            rf"\W{{0,2}}(?:,|\(|\s)\s*(?:{word_patterns['number']}\s*\d+\W+)?(?:{provisions})\s+(?P<list>{number_list}){below}",
            re.I,
        ),
        "targets": _compile_pattern(
            rf"(?:(?:{word_patterns['goals']})\s+)?(?:{word_patterns['target']})\s+"
            rf"(?P<list>{_build_list_pattern(_SDG_TARGET, word_patterns['and'])})"
            rf"|(?:{word_patterns['goals']})\s+(?P<short>{_build_list_pattern(_SDG_GOAL, word_patterns['and'])})"
        ),
        "labour": _compile_pattern(
            rf"{word_patterns['ilo']}\s*(?:(?:(?!{_drop_group_name(word_patterns['ilo'])})[^\d.;:()]){{0,60}}\s)?\(?{word_patterns['number']}\s*(?P<list>{labour})"
        ),
        "directive": _compile_pattern(
            rf"{word_patterns['directive']}\s*(?:\((?:EU|UE|ЕС|EC|CE)\)\s*)?(?:{word_patterns['number']}\s*)?(?P<number>{_EU_NUMBER})"
        ),
        "series": _compile_pattern(
            rf"(?:{word_patterns['series']})\s*[-,]?\s*(?:{word_patterns['number']})?\s*(?P<number>\d{{1,3}})"
        ),
    }


_SDG_TARGET = r"(?:1[0-7]|[1-9])[.-](?:\d{1,2}|[a-d])\b"
_SDG_GOAL = r"(?:1[0-7]|[1-9])(?:[.-](?:\d{1,2}|[a-d]))?(?![\d/])"
_EU_NUMBER = r"(?:19|20)\d\d/\d{1,4}(?:/(?:EU|UE|EC|CE|ЕС|JHA|JAI))?"


def _build_chinese_patterns(
    word_patterns: dict[str, str], provisions: str, number_list: str
) -> dict[str, re.Pattern[str]]:
    number = rf"(?:第?\s*(?:{RESOLUTION_NUMBER})\s*[A-Z]?\s*号?)"
    numbers = _build_list_pattern(number, word_patterns["and"])
    number_list = _build_list_pattern(
        rf"第?\s*(?:{PROVISION_NUMBER}|[一二三四五六七八九十]+)\s*(?:{word_patterns['article']})?", word_patterns["and"]
    )
    return {
        "numbered": re.compile(
            rf"(?P<gap>)(?P<numbers>{numbers})\s*(?:{word_patterns['resolution']}|(?P<decision>{word_patterns['decision']}))"
        ),
        "provisions_before": re.compile(r"(?!)(?P<list>)"),
        "provisions_after": re.compile(
            rf"[》\"》),]?\s*(?:的)?\s*(?:第(?P<list>{number_list})\s*(?:{provisions})"
            rf"(?:第(?P<below>{PROVISION_NUMBER})\s*(?:{word_patterns['paragraph']}))?|(?:{word_patterns['objective']})\s*(?P<goal>{PROVISION_NUMBER}))"
        ),
        "targets": re.compile(
            rf"(?:{word_patterns['goals']})?(?:的)?\s*(?:{word_patterns['target']})\s*"
            rf"(?P<list>{_build_list_pattern(_SDG_TARGET, word_patterns['and'])})"
            rf"|(?:{word_patterns['goals']})\s*(?P<short>{_build_list_pattern(_SDG_GOAL, word_patterns['and'])})"
        ),
        "labour": re.compile(
            rf"第\s*(?P<list>{_build_list_pattern(r'第?\d{1,3}(?:\s*号(?=\s*[和及与至、,]))?', word_patterns['and'])})"
            rf"\s*号\s*{word_patterns['ilo']}"
        ),
        "directive": re.compile(rf"(?:第\s*)?(?P<number>{_EU_NUMBER})\s*号?\s*{word_patterns['directive']}"),
        "series": re.compile(rf"(?:{word_patterns['series']})\s*第?\s*(?P<number>\d{{1,3}})\s*号?"),
    }


def _drop_group_name(pattern: str) -> str:
    """Return a pattern without its group's name, so that it can be used twice in another."""
    return pattern.replace("?P<kind>", "?:")


def _compile_pattern(pattern: str, is_chinese: bool = False) -> re.Pattern[str]:
    return re.compile(pattern if is_chinese else rf"(?<!\w)(?:{pattern})", re.I)


def _compile_short_name(head_pattern: str, word_patterns: dict[str, str], is_chinese: bool) -> re.Pattern[str]:
    """Return the pattern of a head word as a short name, after an article if possible, and not before `on`."""
    if is_chinese:
        return re.compile(rf"(?:(?<=[该本《,.;的和与及])|^)(?P<name>{head_pattern})")
    article = rf"(?i:{word_patterns['before']})\s+" if "before" in word_patterns else ""
    return re.compile(rf"(?<!\w){article}(?P<name>{head_pattern})(?!\w|\s+(?i:{word_patterns['unknown']})(?!\w))")


@lru_cache(maxsize=8)
def _list_organ_names(language: str) -> tuple[tuple[str, Organ], ...]:
    """Return the names of organs in normalised texts of a language, the longest first."""
    names = [(normalise_characters(form), organ) for organ in load_organs() for form in organ.list_names(language)]
    longest = sorted(names, key=lambda pair: len(pair[0]), reverse=True)
    return (*longest, ("Assembly", load_organs()[0])) if language == "en" else tuple(longest)


def _compile_organs(language: str) -> re.Pattern[str]:
    boundary = "" if language == "zh" else r"(?<!\w)"
    names = "|".join(f"({_escape_words(form)})" for form, _ in _list_organ_names(language))
    return re.compile(f"{boundary}(?:{names})", re.I)


def _escape_words(form: str) -> str:
    return r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in form.split())


def get_matched_organ(match: re.Match[str], language: str) -> Organ:
    """Return the organ that a match of `CitationPatterns.organs` names."""
    return _list_organ_names(language)[(match.lastindex or 1) - 1][1]
