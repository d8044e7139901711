"""Grammars: what a language's recommendations look like.

The patterns of a language are in the section `recommendations` of `languages/<code>/extraction.yaml`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.statements import Response

GRAMMAR_LANGUAGES = LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPattern:
    """A pattern by which an addressee answers a list of recommendations."""

    response: Response
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapeau:
    """A pattern of the line that introduces a list of requests, with the groups `actor` and `addressee`.

    Either group may be missing. If no line names the addressee, each item does, as after `We recommend that:`.
    """

    pattern: re.Pattern[str]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPatterns:
    """How a report of the Universal Periodic Review prints its conclusions."""

    conclusions: re.Pattern[str]
    """The heading of the section that lists the recommendations."""
    end: re.Pattern[str]
    """The first line after that section's lists."""
    held: re.Pattern[str]
    """The sentence that names the State whose review was held, in the group `state`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """Patterns and words of one language for lists of recommendations."""

    language: str
    speaks_of: re.Pattern[str]
    """What every announcement contains; it is searched first, because most passages contain none."""
    announcements: tuple[re.Pattern[str], ...]
    """Lines that announce a list of recommendations."""
    not_announcements: tuple[re.Pattern[str], ...]
    """Lines that refer to recommendations printed elsewhere."""
    answers: tuple[AnswerPattern, ...]
    review: ReviewPatterns
    chapeaux: tuple[Chapeau, ...]
    addressed: Chapeau
    """A line below a heading such as `Recommendations` that names the addressee of its items: `To States:`."""
    request_headings: re.Pattern[str]
    """Headings below which items ask for something: `Recommendations`, `Calls to action`."""
    action_prefixes: tuple[re.Pattern[str], ...]
    compounds: re.Pattern[str]
    """Names that contain a divider, and brackets, which belong to a name."""
    dividers: re.Pattern[str]
    joined_requests: frozenset[str]
    """Verbs with which another request begins after a signature."""
    articles: re.Pattern[str]
    texts: re.Pattern[str]
    """Names of texts, which are no parties."""
    open_ends: re.Pattern[str]
    """Ends of a text after which a request goes on."""
    not_names: frozenset[str]
    """Words that no name in a signature contains."""
    abbreviations: frozenset[str]
    """Acronyms that a name in a signature may contain."""

    def is_announcement(self, text: str) -> bool:
        """Return whether a passage announces a list of recommendations."""
        if not self.speaks_of.search(text) or self.refers_elsewhere(text):
            return False
        return any(pattern.search(text) for pattern in self.announcements)

    def refers_elsewhere(self, text: str) -> bool:
        """Return whether a passage refers to recommendations that are printed elsewhere."""
        return any(pattern.search(text) for pattern in self.not_announcements)

    def find_answer(self, text: str) -> tuple[AnswerPattern, re.Match[str]] | None:
        """Return the answer that a passage gives, and where; None if it gives none."""
        given = ((answer, match) for answer in self.answers if (match := answer.pattern.search(text)))
        return next(given, None)


@cache
def load_grammar(language: str) -> Grammar | None:
    """Return the grammar of a language, or None if there is none yet."""
    if language not in GRAMMAR_LANGUAGES:
        return None
    rows: Mapping[str, Any] = LanguageWords("extraction").get_section(language, "recommendations")
    return Grammar(
        language=language,
        announcements=tuple(map(compile_pattern, rows["announcements"])),
        not_announcements=tuple(map(compile_pattern, rows["not_announcements"])),
        answers=tuple(
            AnswerPattern(response=Response(x["response"]), pattern=compile_pattern(x["pattern"]))
            for x in rows["answers"]
        ),
        review=ReviewPatterns(
            **{name: compile_pattern(rows["review"][name]) for name in ("conclusions", "end", "held")}
        ),
        chapeaux=tuple(Chapeau(pattern=compile_pattern(x["pattern"]), weight=x["weight"]) for x in rows["chapeaux"]),
        addressed=Chapeau(pattern=compile_pattern(rows["addressed"]), weight=0.45),
        action_prefixes=tuple(re.compile(x) for x in rows["action_prefixes"]),
        compounds=compile_pattern(
            "|".join([r"\([^()]*\)", *(rf"\b{re.escape(name)}\b" for name in rows["compounds"])])
        ),
        joined_requests=frozenset(rows["joined_requests"]),
        not_names=frozenset(str(x) for x in rows["not_names"]),
        abbreviations=frozenset(rows["abbreviations"]),
        **{
            name: compile_pattern(rows[name])
            for name in ("speaks_of", "request_headings", "dividers", "articles", "texts", "open_ends")
        },
    )


def compile_pattern(row: str) -> re.Pattern[str]:
    """Compile a pattern of the lists of a language, which ignores case."""
    return re.compile(row, re.IGNORECASE)
