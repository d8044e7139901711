"""Acts: what a call's verbs ask for, and how firmly, so that "ratify" and "consider ratifying" are told apart."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.statements import normalised
from palermo.vocabulary.lines import parsed

HEAD, HEAD_SIGNS = 60, 16
"""Characters within which a sentence says that somebody spoke."""
WITHIN = ("ar", "zh")
"""Languages whose terms may stand within a word: articles are written with it, or words have no blanks between."""
KEPT = 32_768
"""Texts of which is kept what they ask for: each is asked about as a call of a chain, and as one that is answered."""
_ARABIC = str.maketrans("أإآٱىة", "اااايه")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a text asks for."""

    acts: frozenset[str]
    firmness: frozenset[str]
    """consider, go-on, more; empty for what is asked outright."""


@lru_cache(maxsize=KEPT)
def asked_for(text: str, language: str) -> Asked:
    """The acts of a text, and how firmly they are asked for; an unknown language is read as English.

    >>> one = asked_for("Consider ratifying the Protocol", "en")
    >>> sorted(one.acts), sorted(one.firmness)
    (['be-bound'], ['consider'])
    """
    acts, firmness = _patterns(language if language in _languages() else "en")
    found = f" {letters(text)} "
    return Asked(
        acts=frozenset(name for name, pattern in acts if pattern.search(found)),
        firmness=frozenset(name for name, pattern in firmness if pattern.search(found)),
    )


@lru_cache(maxsize=KEPT)
def telling(text: str, language: str) -> str:
    """A text's letters without the words that say how firmly it asks, or only that something be done.

    >>> telling("Continue to take all necessary measures against forced begging", "en")
    'to against forced begging'
    """
    _, firmness = _patterns(language if language in _languages() else "en")
    found = f" {letters(text)} "
    for pattern in (*(pattern for _, pattern in firmness), _filler(language if language in _languages() else "en")):
        found = pattern.sub(" ", found)
    return " ".join(found.split())


def manner(text: str, language: str) -> frozenset[str]:
    """How a statement tells of a deed: intended, refused, or `said`, where somebody speaks of another's.

    >>> sorted(manner("Samoa intended to establish a shelter", "en")), sorted(manner("It asked about shelters", "en"))
    (['intended'], ['said'])
    """
    found = f" {letters(text)} "
    start = found[: HEAD_SIGNS if language == "zh" else HEAD]
    patterns = dict(_compiled(language if language in _languages() else "en", "manner"))
    told = {name for name in ("intended", "refused") if patterns[name].search(found)}
    return frozenset(told | ({"said"} if patterns["said"].search(start) else set()))


@lru_cache(maxsize=KEPT)
def treaties(text: str) -> frozenset[str]:
    """Treaties that a text names, in any language; `op` where it names an optional protocol.

    >>> sorted(treaties("Ratify OP-CAT")), sorted(treaties("Accede to the Convention against Torture"))
    (['cat', 'op'], ['cat'])
    """
    found = f" {letters(text)} "
    held = found.__contains__
    return frozenset(name for name, parts, pattern in _treaties() if any(map(held, parts)) and pattern.search(found))


def letters(text: str) -> str:
    """A text's letters for matching: accents, vowel marks, case and forms of alif do not count."""
    return normalised(text).translate(_ARABIC)


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, dict[str, list[str]]]]:
    found: dict[str, dict[str, dict[str, list[str]]]] = parsed(
        (files("palermo.analysis.follow_up") / "acts.yaml").read_text(encoding="utf-8")
    )
    return found


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(language for one in _lists()["acts"].values() for language in one)


type Patterns = list[tuple[str, re.Pattern[str]]]


def _patterns(language: str) -> tuple[Patterns, Patterns]:
    return _compiled(language, "acts"), _compiled(language, "firmness")


@lru_cache(maxsize=32)
def _compiled(language: str, group: str) -> Patterns:
    start, end = ("", "") if language in WITHIN else (r"(?<!\w)", r"\w*")
    return [
        (name, re.compile(start + "(?:" + "|".join(map(_term, terms[language])) + ")" + end))
        for name, terms in _lists()[group].items()
    ]


@lru_cache(maxsize=1)
def _treaties() -> list[tuple[str, tuple[str, ...], re.Pattern[str]]]:
    """Latin and Cyrillic names begin at a word, others may stand within one.

    With each pattern go the longest parts of its names: a text without any of them is not searched, which most are.
    """
    found = []
    for name, terms in _lists()["treaties"].items():
        patterns = [(r"(?<!\w)" if re.match(r"[a-zа-я]", term) else "") + _treaty(term) for term in terms]
        parts = tuple(max(map(letters, term.rstrip("$").split("..")), key=len) for term in terms)
        found.append((name, parts, re.compile("|".join(patterns))))
    return found


def _treaty(term: str) -> str:
    """A name as a pattern; `..` stands for the rest of a word, `$` at its end for the end of a word."""
    parts = [re.escape(letters(part)) for part in term.rstrip("$").split("..")]
    return r"\w*".join(parts) + (r"(?!\w)" if term.endswith("$") else "")


@lru_cache(maxsize=8)
def _filler(language: str) -> re.Pattern[str]:
    if language in WITHIN:
        return re.compile("|".join(map(_term, _lists()["filler"]["any"][language])))
    terms = "|".join(map(_term, _lists()["filler"]["any"][language]))
    return re.compile(rf"(?<!\w)(?:{terms})\w*")


def _term(term: str) -> str:
    """A term as a pattern; ` .. ` stands for up to six words between, `$` at its end for the end of a word."""
    parts = [re.escape(letters(part)) for part in re.split(r" \.\. |\.\*", term.rstrip("$"))]
    joined = r"\W+(?:\w+\W+){0,6}?".join(parts) if " .. " in term else ".{0,30}?".join(parts)
    return joined + (r"(?!\w)" if term.endswith("$") else "")
