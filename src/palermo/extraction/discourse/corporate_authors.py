"""Whose a document is, by its title or by the first line in which a body says what it is: it is `we` there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from palermo.extraction.discourse.full_names import Named
from palermo.extraction.names.states import is_state
from palermo.statements import Passage, PassageKind, digest
from palermo.vocabulary import plain_chinese
from palermo.vocabulary.lines import parsed

FIRST = 3
"""Paragraphs from the first on in which a body says what it is."""
_RUNNING = frozenset({PassageKind.PARAGRAPH, PassageKind.ITEM})
_POINTING = re.compile(
    r"(?:This|That|These|It|There|He|She|They|We|Here|Il|Elle|Cela|Ce|Este|Esta|Esto|Это|Он|Она|这|那|它|该|本)\b", re.I
)
"""What says of nobody by a name what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The body whose document it is, and the words for its sort."""

    named: Named
    sorts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    title: re.Pattern[str]
    itself: re.Pattern[str]
    short: re.Pattern[str]


def own_body(passages: Iterable[Passage]) -> Body | None:
    """Whose a document is; None where neither its title nor its first lines say so."""
    titled: Body | None = None
    lines = 0
    for passage in passages:
        words = _words(passage.language)
        if words is None:
            continue
        top = passage.text if passage.kind is PassageKind.HEADING else next(iter(passage.headings), "")
        if titled is None and lines == 0 and top:
            titled = _by_title(top, passage, words)
        if passage.kind in _RUNNING:
            lines += 1
            told = _by_itself(passage, words) if lines == 1 or (titled and lines <= FIRST) else None
            if told and titled:
                return Body(named=told.named, sorts=told.sorts | titled.sorts)
            if told or lines >= FIRST:
                return told or titled
    return titled


def called(body: Body, short: str, language: str) -> bool:
    """Whether a body is called by its sort alone, or without it: `the Foundation`, `Harbour Light`."""
    if short.strip() == " ".join(re.sub(rf"\b(?:{'|'.join(body.sorts)})\b", "", body.named.name, flags=re.I).split()):
        return bool(body.sorts) and language != "zh"
    words = _words(language)
    found = words.short.fullmatch(short.strip().casefold()) if words else None
    return found is not None and found["sort"] in body.sorts


def bodies_version() -> str:
    """Hash of the file of bodies: part of the key under which extractions are kept."""
    return digest("bodies", _source())


def _by_title(heading: str, passage: Passage, words: _Words) -> Body | None:
    printed = _plain(heading.strip(" ."), passage.language)
    found = words.title.fullmatch(printed)
    if found is None or is_state(found["name"]):
        return None
    name = heading.strip(" .")[found.start("name") : found.end("name")]
    start = passage.text.find(name)
    at = (start, start + len(name)) if start >= 0 else (0, 0)
    return Body(named=Named(name=name, passage=passage, start=at[0], end=at[1]), sorts=_sorts(found))


def _by_itself(passage: Passage, words: _Words) -> Body | None:
    found = words.itself.match(_plain(passage.text, passage.language))
    if found is None or _POINTING.match(found["name"]) or is_state(found["name"]):
        return None
    start, end = found.span("name")
    return Body(named=Named(name=passage.text[start:end], passage=passage, start=start, end=end), sorts=_sorts(found))


def _sorts(found: re.Match[str]) -> frozenset[str]:
    return frozenset({found["sort"].casefold()}) if found["sort"] else frozenset()


def _plain(text: str, language: str) -> str:
    return plain_chinese(text) if language == "zh" else text


@cache
def _words(language: str) -> _Words | None:
    rows = parsed(_source()).get(language)
    return _Words(**{name: re.compile(rows[name]) for name in ("title", "itself", "short")}) if rows else None


def _source() -> str:
    return files("palermo.extraction.discourse").joinpath("corporate_authors.yaml").read_text(encoding="utf-8")
