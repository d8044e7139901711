"""Whether `it` or `they` may stand for the party just before, or for a text that it has made."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from palermo.extraction.names.compound_names import is_known
from palermo.extraction.syntax.clauses import Clause
from palermo.statements import digest
from palermo.vocabulary import plain_chinese
from palermo.vocabulary.lines import parsed

_ALSO = re.compile(r"(?:also\s+)?", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How a language tells one from several, and a party from what it makes; docs in agreement.yaml."""

    one: re.Pattern[str]
    several: re.Pattern[str]
    singular: re.Pattern[str]
    joined: re.Pattern[str]
    texts: re.Pattern[str]
    text: re.Pattern[str]
    tells: re.Pattern[str]


def agrees(at: Clause, name: str) -> bool:
    """Whether a pronoun may be a party by number: `it` no two of them, and outside English `they` no single body."""
    words = agreement(at.words.language)
    if words is None:
        return True
    about, name = at.about, _plain(name, at)
    if _pronoun(words.one, about):
        return is_known(name) or words.joined.search(name) is None
    if _pronoun(words.several, about):
        alone = words.joined.search(name) is None or is_known(name)
        return not (alone and words.singular.match(name))
    return True


def made_of_text(at: Clause, name: str, before: str) -> bool:
    """Whether a pronoun is a text named behind the party just before: `ILO published indicators. They help`."""
    words = agreement(at.words.language)
    if words is None:
        return False
    said = _plain(at.text[at.subject[0] if at.subject else at.start : at.end], at)
    behind = _plain(before, at).partition(_plain(name, at))[2]
    for pronoun, texts in ((words.one, words.text), (words.several, words.texts)):
        if found := _pronoun(pronoun, said):
            return texts.search(behind) is not None and words.tells.match(said, found.end()) is not None
    return False


def agreement_version() -> str:
    """Hash of the file of agreement: part of the key under which extractions are kept."""
    return digest("agreement", _source())


@cache
def agreement(language: str) -> Agreement | None:
    """The words of a language; None for unknown ones."""
    rows = parsed(_source()).get(language)
    return Agreement(**{name: re.compile(said, re.IGNORECASE) for name, said in rows.items()}) if rows else None


def _pronoun(pronoun: re.Pattern[str], said: str) -> re.Match[str] | None:
    also = _ALSO.match(said)
    return pronoun.match(said, also.end() if also else 0)


def _plain(text: str, at: Clause) -> str:
    return plain_chinese(text) if at.words.language == "zh" else text


def _source() -> str:
    return files("palermo.extraction.discourse").joinpath("agreement.yaml").read_text(encoding="utf-8")
