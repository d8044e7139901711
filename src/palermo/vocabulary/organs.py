"""Organs that adopt resolutions and decisions, and the document symbols of their numbers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from palermo.languages import LABELLED_LANGUAGES
from palermo.vocabulary.yaml_rows import YamlRow, parse_rows, read_yaml_file

ORGANS_FILE = "organs.yaml"

RESOLUTION_NUMBER = (
    r"(?:E?S-?\d{1,2}/\d{1,4}|\d{1,4}/\d{1,4}"
    r"|\d{1,4}(?:\s[A-Z])?\s?\((?:(?:19|20)\d\d|E?S?-?[IVXL]{1,8})\))"
)
"""A resolution's number: 64/293, S-30/1, 2006/27, 2331 (2016), 317 (IV); without letters of parts after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """An organ whose resolutions and decisions are cited by number."""

    id: str
    labels: Mapping[str, str]
    """By language, in all six."""
    matching: Mapping[str, tuple[str, ...]]
    """Other forms in texts, by language; `*` stands for the end of a word."""
    resolutions: str | None
    """Beginning of the symbols of its resolutions; None if it prints only bare numbers."""
    decisions: str | None
    numbers: str | None
    """Pattern of its numbers without blanks; None if any number is valid."""
    decisions_from: int | None
    """Lowest number within a session or year that belongs to decisions, even under a heading for resolutions."""

    def is_own_number(self, number: str) -> bool:
        """Return True if a number has this organ's form: by year in brackets (S/RES), by session (A/RES)."""
        return self.numbers is None or re.fullmatch(self.numbers, normalise_number(number)) is not None

    def build_symbol(self, number: str, *, decision: bool = False) -> str | None:
        """Return the UN symbol of a number, or None if the organ has no such symbols.

        >>> organs = {organ.id: organ for organ in load_organs()}
        >>> organs["economic-and-social-council"].build_symbol("2024/312")
        'E/DEC/2024/312'
        >>> organs["security-council"].build_symbol("2331 (2016)")
        'S/RES/2331(2016)'
        """
        printed = normalise_number(number)
        last = printed.rpartition("/")[2]
        if self.decisions_from and "/" in printed and last.isdigit():
            decision = decision or int(last) >= self.decisions_from
        prefix = self.decisions if decision else self.resolutions
        return f"{prefix}{printed}" if prefix else None

    def list_names(self, language: str) -> tuple[str, ...]:
        """Return the organ's names in texts of a language, longest first."""
        names = {self.labels.get(language, self.labels["en"]), *self.matching.get(language, ())}
        return tuple(sorted(names, key=len, reverse=True))


def normalise_number(number: str) -> str:
    """Normalise a number: capitals, without blanks and without the letter of a part.

    >>> normalise_number("319 A (IV)")
    '319(IV)'
    """
    return re.sub(r"(?<=\d)[A-Z](?=\()", "", "".join(number.split()).upper())


@lru_cache(maxsize=1)
def load_organs() -> tuple[Organ, ...]:
    """Load all organs, in the order of their file; raises RegistryInvalid with file and line."""
    text = read_yaml_file(files("palermo.vocabulary"), ORGANS_FILE)
    return tuple(map(_parse_organ, parse_rows(text, ORGANS_FILE)))


def _parse_organ(row: YamlRow) -> Organ:
    matching = row.get_row("matching") if "matching" in row.values else None
    return row.build(
        Organ,
        labels=row.get_texts_by_language("labels", LABELLED_LANGUAGES),
        matching={language: matching.get_texts(language) for language in matching.values} if matching else {},
    )
