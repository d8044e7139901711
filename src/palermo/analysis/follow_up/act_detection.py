"""Requested acts: what the verbs of a recommendation ask for, and how firmly."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords, Section
from palermo.safe_yaml import parse_yaml
from palermo.statements import normalise_text

SPEECH_HEAD_CHARS, CHINESE_SPEECH_HEAD_CHARS = 60, 16
"""Characters at the beginning of a sentence that are searched for verbs of speech."""
UNSEGMENTED_LANGUAGES = ("ar", "zh")
"""Languages whose terms may be part of a longer word: Arabic writes the article with it, Chinese has no blanks."""
MAX_CACHED_TEXTS = 32_768
"""Size of the caches: each text is analysed both as a recommendation in a chain and as one that is answered."""
_ARABIC_FOLDING = str.maketrans("أإآٱىة", "اااايه")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestedActs:
    """The acts that a text asks for."""

    acts: frozenset[str]
    firmness: frozenset[str]
    """consider, go-on, more; empty if the text asks without qualification."""


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def detect_requested_acts(text: str, language: str) -> RequestedActs:
    """Return the acts that a text asks for, and how firmly; unknown languages are read as English.

    >>> one = detect_requested_acts("Consider ratifying the Protocol", "en")
    >>> sorted(one.acts), sorted(one.firmness)
    (['be-bound'], ['consider'])
    """
    acts, firmness = _get_patterns(language)
    folded_text = f" {fold_letters(text)} "
    return RequestedActs(
        acts=frozenset(name for name, pattern in acts if pattern.search(folded_text)),
        firmness=frozenset(name for name, pattern in firmness if pattern.search(folded_text)),
    )


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def remove_filler(text: str, language: str) -> str:
    """Return a folded text without words of firmness and without phrases that only ask for action.

    >>> remove_filler("Continue to take all necessary measures against forced begging", "en")
    'to against forced begging'
    """
    _, firmness = _get_patterns(language)
    folded_text = f" {fold_letters(text)} "
    for pattern in (
        *(pattern for _, pattern in firmness),
        _compile_filler(language),
    ):
        folded_text = pattern.sub(" ", folded_text)
    return " ".join(folded_text.split())


def detect_manner(text: str, language: str) -> frozenset[str]:
    """Return how a statement reports an act: intended, refused, or said, if it reports somebody's words.

    >>> sorted(detect_manner("Samoa intended to establish a shelter", "en"))
    ['intended']
    >>> sorted(detect_manner("It asked about shelters", "en"))
    ['said']
    """
    folded_text = f" {fold_letters(text)} "
    start = folded_text[: CHINESE_SPEECH_HEAD_CHARS if language == "zh" else SPEECH_HEAD_CHARS]
    patterns = dict(_compile_patterns(language, "manner"))
    manners = {name for name in ("intended", "refused") if patterns[name].search(folded_text)}
    return frozenset(manners | ({"said"} if patterns["said"].search(start) else set()))


@lru_cache(maxsize=MAX_CACHED_TEXTS)
def find_treaties(text: str) -> frozenset[str]:
    """Return the treaties that a text names, in any language; `op` if it names an optional protocol.

    >>> sorted(find_treaties("Ratify OP-CAT")), sorted(find_treaties("Accede to the Convention against Torture"))
    (['cat', 'op'], ['cat'])
    """
    folded_text = f" {fold_letters(text)} "
    contains = folded_text.__contains__
    return frozenset(
        name
        for name, parts, pattern in _compile_treaties()
        if any(map(contains, parts)) and pattern.search(folded_text)
    )


def fold_letters(text: str) -> str:
    """Fold a text for matching: without accents, vowel marks, case and forms of alif."""
    return normalise_text(text).translate(_ARABIC_FOLDING)


@lru_cache(maxsize=1)
def _load_treaties() -> dict[str, list[str]]:
    treaties: dict[str, list[str]] = parse_yaml(
        (files("palermo.analysis.follow_up") / "treaties.yaml").read_text(encoding="utf-8")
    )
    return treaties


def _get_section(language: str) -> Section:
    """Return the words of a language; those of English for one that is not of the table."""
    return LanguageWords("analysis").get_section(language if language in LANGUAGES else "en", "acts")


type NamedPatterns = list[tuple[str, re.Pattern[str]]]


def _get_patterns(language: str) -> tuple[NamedPatterns, NamedPatterns]:
    return _compile_patterns(language, "acts"), _compile_patterns(language, "firmness")


@lru_cache(maxsize=32)
def _compile_patterns(language: str, group: str) -> NamedPatterns:
    start, end = ("", "") if language in UNSEGMENTED_LANGUAGES else (r"(?<!\w)", r"\w*")
    return [
        (name, re.compile(start + "(?:" + "|".join(map(_build_term_pattern, terms)) + ")" + end))
        for name, terms in _get_section(language)[group].items()
    ]


@lru_cache(maxsize=1)
def _compile_treaties() -> list[tuple[str, tuple[str, ...], re.Pattern[str]]]:
    """Return the name, longest literal parts and pattern of each treaty.

    Latin and Cyrillic names must begin at a word boundary. A text without any of the literal parts is not searched with
    the pattern; this applies to most texts.
    """
    treaties = []
    for name, terms in _load_treaties().items():
        patterns = [(r"(?<!\w)" if re.match(r"[a-zа-я]", term) else "") + _build_treaty_pattern(term) for term in terms]
        parts = tuple(max(map(fold_letters, term.rstrip("$").split("..")), key=len) for term in terms)
        treaties.append((name, parts, re.compile("|".join(patterns))))
    return treaties


def _build_treaty_pattern(term: str) -> str:
    """Compile a name: `..` stands for the rest of a word, a final `$` for the end of a word."""
    parts = [re.escape(fold_letters(part)) for part in term.rstrip("$").split("..")]
    return r"\w*".join(parts) + (r"(?!\w)" if term.endswith("$") else "")


@lru_cache(maxsize=8)
def _compile_filler(language: str) -> re.Pattern[str]:
    terms = "|".join(map(_build_term_pattern, _get_section(language)["filler"]))
    if language in UNSEGMENTED_LANGUAGES:
        return re.compile(terms)
    return re.compile(rf"(?<!\w)(?:{terms})\w*")


def _build_term_pattern(term: str) -> str:
    """Compile a term: ` .. ` stands for up to six words between, a final `$` for the end of a word."""
    parts = [re.escape(fold_letters(part)) for part in re.split(r" \.\. |\.\*", term.rstrip("$"))]
    joined = r"\W+(?:\w+\W+){0,6}?".join(parts) if " .. " in term else ".{0,30}?".join(parts)
    return joined + (r"(?!\w)" if term.endswith("$") else "")
