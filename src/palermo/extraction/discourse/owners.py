"""Whose the people and rooms are that act: `our lawyers`, `its country office`, `the vans of Harbour Light`."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from palermo.statements import digest
from palermo.vocabulary.lines import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """Whose a subject is: ours, theirs, or of somebody who is named; none of it where it is nobody's."""

    ours: bool = False
    theirs: bool = False
    name: str | None = None
    """As it stands behind `of`, with its article."""
    rooms: bool = False
    """Whether it is a part of the body, which may have a name of its own: `the regional office of`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    we: re.Pattern[str]
    ours: re.Pattern[str]
    theirs: re.Pattern[str]
    of: re.Pattern[str]
    of_rooms: re.Pattern[str]


def owned(subject: str, language: str) -> Owned | None:
    """Whose the people or rooms are that a subject names; None where it is no such subject.

    >>> owned("The outreach vans of Harbour Light", "en").name
    'Harbour Light'
    """
    words = _words(language)
    subject = subject.strip(" ,")
    if words is None or not subject:
        return None
    if words.ours.match(subject) or words.we.match(subject):
        return Owned(ours=True)
    if words.theirs.match(subject):
        return Owned(theirs=True)
    for pattern, rooms in ((words.of, False), (words.of_rooms, True)):
        if found := pattern.match(subject):
            groups = found.groupdict()
            return Owned(name=groups["name"] or groups.get("whose"), rooms=rooms)
    return None


def owners_version() -> str:
    """Hash of the file of owners: part of the key under which extractions are kept."""
    return digest("owners", _source())


@cache
def _words(language: str) -> _Words | None:
    rows = parsed(_source()).get(language)
    if rows is None:
        return None
    people, rooms = rows["people"], rows["rooms"]
    ours, theirs = (rf"{rows[name]}(?:{people}|{rooms})(?!\w)" for name in ("ours", "theirs"))
    if language == "zh":
        ours, theirs = ours.removesuffix(r"(?!\w)"), theirs.removesuffix(r"(?!\w)")
    return _Words(
        we=re.compile(rows["we"], re.I),
        ours=re.compile(ours, re.I),
        theirs=re.compile(theirs, re.I),
        of=re.compile(rows["of"].replace("PART", people), re.I),
        of_rooms=re.compile(rows["of"].replace("PART", rooms), re.I),
    )


def _source() -> str:
    return files("palermo.extraction.discourse").joinpath("owners.yaml").read_text(encoding="utf-8")
