"""Grammars: what a language's recommendations look like, as YAML; patterns are compiled once."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from palermo.statements import LANGUAGES, Response, hash_json
from palermo.vocabulary.yaml_rows import parse_yaml

GRAMMAR_LANGUAGES = LANGUAGES
"""Languages that have a grammar file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPattern:
    """A wording by which an addressee answers a list of recommendations."""

    response: Response
    pattern: re.Pattern[str]
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapeau:
    """A wording that introduces a list of what is asked; groups `actor` and `addressee`.

    Either may be missing; where no pattern of a list names whom it asks, each item does: `We recommend that:`.
    """

    pattern: re.Pattern[str]
    description: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPatterns:
    """How a report of the Universal Periodic Review prints its conclusions."""

    conclusions: re.Pattern[str]
    """The heading of the section that lists the recommendations."""
    end: re.Pattern[str]
    """The first line after that section's lists."""
    held: re.Pattern[str]
    """With `state`, the sentence that says whose review was held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """One language's wordings."""

    language: str
    speaks_of: re.Pattern[str]
    """What every announcement holds: looked for first, since most passages hold none."""
    announcements: tuple[re.Pattern[str], ...]
    not_announcements: tuple[re.Pattern[str], ...]
    answers: tuple[AnswerPattern, ...]
    review: ReviewPatterns
    chapeaux: tuple[Chapeau, ...]
    addressed: Chapeau
    """A line below a heading such as `Recommendations` that says to whom its items are made: `To States:`."""
    request_headings: re.Pattern[str]
    """Headings below which items ask for something: `Recommendations`, `Calls to action`."""
    action_prefixes: tuple[re.Pattern[str], ...]
    compounds: re.Pattern[str]
    """Names that hold what divides names, and brackets, which belong to a name."""
    dividers: re.Pattern[str]
    joined_requests: frozenset[str]
    articles: re.Pattern[str]
    texts: re.Pattern[str]
    open_ends: re.Pattern[str]
    not_names: frozenset[str]
    abbreviations: frozenset[str]

    def is_announcement(self, text: str) -> bool:
        """Return whether a passage announces a list of recommendations."""
        if not self.speaks_of.search(text):
            return False
        if self.refers_elsewhere(text):
            return False
        return any(pattern.search(text) for pattern in self.announcements)

    def refers_elsewhere(self, text: str) -> bool:
        """Return whether a passage refers to recommendations that are printed elsewhere."""
        return any(pattern.search(text) for pattern in self.not_announcements)

    def find_answer(self, text: str) -> tuple[AnswerPattern, re.Match[str]] | None:
        """Return the answer that a passage gives, and where; None if it gives none."""
        for answer in self.answers:
            match = answer.pattern.search(text)
            if match:
                return answer, match
        return None


@cache
def load_grammar(language: str) -> Grammar | None:
    """Return the grammar of a language, or None where there is none yet."""
    if language not in GRAMMAR_LANGUAGES:
        return None
    rows: dict[str, Any] = parse_yaml(_read_grammar(language))
    return Grammar(
        language=rows["language"],
        speaks_of=_compile_pattern(rows["speaks_of"]),
        announcements=_compile_patterns(rows["announcements"]),
        not_announcements=_compile_patterns(rows["not_announcements"]),
        answers=tuple(
            AnswerPattern(
                response=Response(x["response"]), pattern=_compile_pattern(x["pattern"]), description=x["words"]
            )
            for x in rows["answers"]
        ),
        review=ReviewPatterns(
            **{name: _compile_pattern(rows["review"][name]) for name in ("conclusions", "end", "held")}
        ),
        chapeaux=tuple(
            Chapeau(pattern=_compile_pattern(x["pattern"]), description=x["words"], weight=x["weight"])
            for x in rows["chapeaux"]
        ),
        addressed=Chapeau(
            pattern=_compile_pattern(rows["addressed"]),
            description="it says to whom, below a heading of recommendations",
            weight=0.45,
        ),
        request_headings=_compile_pattern(rows["request_headings"]),
        action_prefixes=tuple(re.compile(x) for x in rows["action_prefixes"]),
        compounds=_compile_pattern(
            "|".join([r"\([^()]*\)", *(rf"\b{re.escape(name)}\b" for name in rows["compounds"])])
        ),
        dividers=_compile_pattern(rows["dividers"]),
        joined_requests=frozenset(rows["joined_requests"]),
        articles=_compile_pattern(rows["articles"]),
        texts=_compile_pattern(rows["texts"]),
        open_ends=_compile_pattern(rows["open_ends"]),
        not_names=frozenset(str(x) for x in rows["not_names"]),
        abbreviations=frozenset(rows["abbreviations"]),
    )


def compute_grammars_version() -> str:
    """Hash of all grammar files: part of the key under which extractions are kept."""
    return hash_json(*(_read_grammar(language) for language in GRAMMAR_LANGUAGES))


def _read_grammar(language: str) -> str:
    return files("palermo.extraction.lists").joinpath("grammars", f"{language}.yaml").read_text(encoding="utf-8")


def _compile_patterns(rows: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(_compile_pattern(row) for row in rows)


def _compile_pattern(row: str) -> re.Pattern[str]:
    return re.compile(row, re.IGNORECASE)
