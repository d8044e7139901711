"""Validation of a model's answer: its structure, and that every quote is in the passage exactly."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from palermo.second_opinion.prompts import NO_STATEMENT, OpinionQuestion, StatementParties
from palermo.statements import ROLES, StatementKind

MAX_MISSING_STATEMENTS: Final = 50
"""Maximum number of accepted missing statements of one passage; further ones are dropped."""
MAX_QUOTES: Final = 10
"""Maximum number of quotes of one opinion, and of names of one role."""
_THINKING_PATTERN = re.compile(r"\A\s*<think>.*?</think>", re.S)
_FENCE_PATTERN = re.compile(r"\A```(?:json)?[ \t]*\r?\n(.*?)\r?\n?```\Z", re.S)


class AnswerMalformed(Exception):
    """The answer is not the requested JSON object; the message says why, without quoting the answer."""


class Verdict(StrEnum):
    """A model's verdict on a passage and a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    MISSING = "missing"
    """The passage makes a statement that was not extracted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A model's opinion on one statement, or a statement that it reports as missing."""

    verdict: Verdict
    number: int | None = None
    """Number of the statement in the question, from 1; None for a missing statement."""
    kind: str | None = None
    """The proposed kind, or `none`; None where the model agrees."""
    quotes: tuple[str, ...] = ()
    """Substrings of the passage."""
    parties: StatementParties = field(default_factory=StatementParties)
    """The proposed parties: names of the passage, or of the statements in the question."""

    def as_dict(self) -> dict[str, Any]:
        """Return JSON values in the format of answers, which `parse_answer` reads."""
        proposed = {"kind": self.kind, "quotes": list(self.quotes), **self.parties.as_dict()}
        if self.verdict is Verdict.MISSING:
            return proposed
        return {"number": self.number, "verdict": self.verdict.value, **proposed}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAnswer:
    """The valid parts of an answer."""

    opinions: tuple[Opinion, ...]
    dropped: int = 0
    """Parts that were left out: a quote or name is not in the passage, or a value is not one of those allowed."""

    def to_json(self) -> str:
        """Return JSON that `parse_answer` reads."""
        missing = [opinion.as_dict() for opinion in self.opinions if opinion.verdict is Verdict.MISSING]
        others = [opinion.as_dict() for opinion in self.opinions if opinion.verdict is not Verdict.MISSING]
        return json.dumps({"statements": others, "missing": missing}, ensure_ascii=False)


def parse_answer(text: str, question: OpinionQuestion) -> OpinionAnswer:
    """Return the valid parts of an answer; raises AnswerMalformed if it is not the requested object."""
    value = _parse_object(text)
    parts = [(Verdict.DISAGREE, item) for item in _parse_list(value, "statements")]
    parts += [(Verdict.MISSING, item) for item in _parse_list(value, "missing")]
    opinions: dict[object, Opinion] = {}
    missing = 0
    for section, part in parts:
        opinion = _parse_missing(part, question) if section is Verdict.MISSING else _parse_opinion(part, question)
        if opinion is None:
            continue
        key = opinion.number if opinion.number is not None else (opinion.kind, opinion.quotes)
        missing += opinion.number is None
        if key not in opinions and missing <= MAX_MISSING_STATEMENTS:
            opinions[key] = opinion
    return OpinionAnswer(opinions=tuple(opinions.values()), dropped=len(parts) - len(opinions))


def _parse_object(text: str) -> Mapping[str, Any]:
    """Parse the object, from a code fence or after a block of reasoning if there is one."""
    bare = _THINKING_PATTERN.sub("", text).strip()
    if fenced := _FENCE_PATTERN.match(bare):
        bare = fenced[1]
    try:
        value = json.loads(bare)
    except RecursionError:
        raise AnswerMalformed("its JSON is nested too deeply") from None
    except ValueError as error:
        location = f" at character {error.pos}" if isinstance(error, json.JSONDecodeError) else ""
        raise AnswerMalformed(f"it is not valid JSON{location}") from None
    if not isinstance(value, dict):
        raise AnswerMalformed("it is not a JSON object")
    return value


def _parse_list(answer: Mapping[str, Any], name: str) -> list[Any]:
    values = answer.get(name)
    if values is None and name == "missing":
        return []
    if not isinstance(values, list):
        raise AnswerMalformed(f'"{name}" is not a list')
    return values


def _parse_opinion(fields: Any, question: OpinionQuestion) -> Opinion | None:
    """Parse an opinion on a statement of the question; None if it is invalid."""
    if not isinstance(fields, dict):
        return None
    number, verdict = fields.get("number"), fields.get("verdict")
    if type(number) is not int or not 1 <= number <= len(question.items):
        return None
    quotes = _parse_quotes(fields, question)
    if quotes is None:
        return None
    if verdict == Verdict.AGREE:
        return Opinion(verdict=Verdict.AGREE, number=number, quotes=quotes)
    kind, parties = fields.get("kind"), _parse_parties(fields, question)
    if verdict != Verdict.DISAGREE or parties is None:
        return None
    if kind == NO_STATEMENT:
        return Opinion(verdict=Verdict.DISAGREE, number=number, kind=NO_STATEMENT, quotes=quotes)
    if not _is_kind(kind) or not quotes:
        return None
    opinion = Opinion(verdict=Verdict.DISAGREE, number=number, kind=kind, quotes=quotes, parties=parties)
    return None if _repeats_statement(opinion, question) else opinion


def _parse_missing(fields: Any, question: OpinionQuestion) -> Opinion | None:
    """Parse a missing statement; None if it is invalid."""
    if not isinstance(fields, dict) or not _is_kind(fields.get("kind")):
        return None
    quotes, parties = _parse_quotes(fields, question), _parse_parties(fields, question)
    if not quotes or parties is None:
        return None
    return Opinion(verdict=Verdict.MISSING, kind=fields["kind"], quotes=quotes, parties=parties)


def _is_kind(value: Any) -> bool:
    return isinstance(value, str) and value in set(StatementKind)


def _parse_quotes(fields: Mapping[str, Any], question: OpinionQuestion) -> tuple[str, ...] | None:
    """Parse the quotes; None if one is not in the passage."""
    value = fields.get("quotes")
    quotes = _parse_strings([] if value is None else value)
    return quotes if quotes is not None and all(quote in question.text for quote in quotes) else None


def _parse_parties(fields: Mapping[str, Any], question: OpinionQuestion) -> StatementParties | None:
    """Parse the roles; None if a name is neither in the passage nor in the statements of the question."""
    known = frozenset().union(*(item.parties.list_names() for item in question.items))
    roles: dict[str, tuple[str, ...]] = {}
    for role in ROLES:
        value = fields.get(role)
        names = _parse_strings([] if value is None else value)
        if names is None or not all(name in known or name in question.text for name in names):
            return None
        roles[role] = names
    return StatementParties(**roles)


def _parse_strings(value: Any) -> tuple[str, ...] | None:
    """Parse a list of at most MAX_QUOTES non-blank strings; None for anything else."""
    if not isinstance(value, list) or len(value) > MAX_QUOTES:
        return None
    if not all(isinstance(item, str) and item.strip() for item in value):
        return None
    return tuple(dict.fromkeys(value))


def _repeats_statement(opinion: Opinion, question: OpinionQuestion) -> bool:
    """Return whether a disagreement proposes exactly the fields that the statement already has."""
    assert opinion.number is not None
    item = question.items[opinion.number - 1]
    return (opinion.kind, opinion.quotes, opinion.parties) == (item.kind.value, (item.quote,), item.parties)
