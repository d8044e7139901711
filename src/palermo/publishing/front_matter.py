"""The front matter of a text: YAML fields, each with the line it stands on."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from palermo.errors import CatalogueInvalid
from palermo.statements import LANGUAGES

FIELDS = (
    "title",
    "of",
    "of_symbol",
    "publisher",
    "date",
    "symbol",
    "language",
    "nature",
    "address",
    "sources",
    "format",
)
OPTIONAL = ("works",)
_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Fields by name, with their 1-based lines in the file; every getter raises CatalogueInvalid for a wrong value."""

    file: str
    values: dict[str, Any]
    lines: dict[str, int]

    def wrong(self, field: str, reason: str, mend: str) -> CatalogueInvalid:
        """Make the error for a field."""
        return CatalogueInvalid(f"{self.file}, line {self.lines.get(field, 1)}", f"{field}: {reason}", mend)

    def words(self, field: str) -> str:
        """Give a field that must hold words."""
        found = self.words_or_none(field)
        if found is None:
            raise self.wrong(field, "it is empty", "Write it")
        return found

    def words_or_none(self, field: str) -> str | None:
        """Give a field that holds words or null."""
        value = self.values[field]
        if value is None or (isinstance(value, str) and value.strip()):
            return value.strip() if value else None
        raise self.wrong(field, f"{value!r} is not a text", "Write words, in quotes, or null")

    def list_of(self, field: str) -> tuple[str, ...]:
        """Give a field that holds a list of words, possibly empty; nothing where an optional field is not there."""
        value = self.values.get(field, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.wrong(field, "it is not a list of texts", "Write [a, b], or [] for none")
        return tuple(value)

    def date(self, field: str) -> str | None:
        """Give an ISO date, possibly only YYYY or YYYY-MM, or None."""
        value = self.values[field]
        if value is None:
            return None
        printed = str(value)
        try:
            if re.fullmatch(r"\d{4}(-\d{2}){0,2}", printed, re.ASCII):
                date.fromisoformat(f"{printed}-01-01"[:10])
                return printed
        except ValueError:
            pass
        raise self.wrong(field, f"{printed!r} is not a date", "Write it as 2026-11-24, 2026-11 or 2026")

    def one_of(self, field: str, allowed: tuple[str, ...]) -> str:
        """Give a field that must be one of the allowed words."""
        value = self.values[field]
        if value not in allowed:
            raise self.wrong(field, f"{value!r} is not known", f"Use one of: {', '.join(allowed)}")
        return str(value)

    def language(self, field: str) -> str:
        """Give one of the six languages."""
        return self.one_of(field, LANGUAGES)

    def address(self, field: str) -> str:
        """Give a web address."""
        return self._address(field, self.words(field))

    def addresses(self, field: str) -> tuple[str, ...]:
        """Give a list of at least one web address."""
        found = tuple(self._address(field, value) for value in self.list_of(field))
        if not found:
            raise self.wrong(field, "it names none", "Give at least one address that the facts rest on")
        return found

    def _address(self, field: str, value: str) -> str:
        if not _ADDRESS.fullmatch(value):
            raise self.wrong(field, f"{value!r} is not a web address", "Write it as https://...")
        return value


def read_front(source: str, file: str) -> Front:
    """Read the YAML between the two fences; raises CatalogueInvalid for an unknown, doubled or missing field."""
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
        values = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise CatalogueInvalid(f"{file}, line {line}", f"it is not YAML ({error.problem})", "Mend the line") from error
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueInvalid(f"{file}, line 1", f"it is not YAML ({error})", "Mend the front matter") from error
    if not isinstance(node, yaml.MappingNode):
        raise CatalogueInvalid(f"{file}, line 2", "the front matter holds no fields", "Write lines of `field: value`")
    front = Front(file=file, values=values, lines=_lines(node, file))
    for field in FIELDS:
        if field not in front.lines:
            raise front.wrong(field, "it is missing", "Add it to the front matter; null is allowed where there is none")
    return front


def _lines(node: yaml.MappingNode, file: str) -> dict[str, int]:
    """Lines of the fields; the opening fence is line 1."""
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name not in (*FIELDS, *OPTIONAL):
            known = ", ".join((*FIELDS, *OPTIONAL))
            raise CatalogueInvalid(f"{file}, line {line}", f"there is no field {name!r}", f"Use {known}")
        if name in lines:
            raise CatalogueInvalid(f"{file}, line {line}", f"{name} stands in line {lines[name]} already", "Keep one")
        lines[name] = line
    return lines
