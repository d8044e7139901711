"""The front matter of a text: YAML fields with their line numbers."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from palermo.errors import CatalogueInvalid
from palermo.statements import LANGUAGES

REQUIRED_FIELDS = (
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
OPTIONAL_FIELDS = ("works",)
_ADDRESS_PATTERN = re.compile(r"https?://[^\s/]+\S*")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """Fields by name with 1-based line numbers; every getter raises CatalogueInvalid for a wrong value."""

    file: str
    values: dict[str, Any]
    line_numbers: dict[str, int]

    def build_error(self, field: str, reason: str, fix: str) -> CatalogueInvalid:
        """Return the error for a field."""
        return CatalogueInvalid(f"{self.file}, line {self.line_numbers.get(field, 1)}", f"{field}: {reason}", fix)

    def get_text(self, field: str) -> str:
        """Return a field that must be text."""
        value = self.get_optional_text(field)
        if value is None:
            raise self.build_error(field, "it is empty", "Write it")
        return value

    def get_optional_text(self, field: str) -> str | None:
        """Return a field that is text or null."""
        value = self.values[field]
        if value is None or (isinstance(value, str) and value.strip()):
            return value.strip() if value else None
        raise self.build_error(field, f"{value!r} is not a text", "Write words, in quotes, or null")

    def get_list(self, field: str) -> tuple[str, ...]:
        """Return a field that is a list of words, possibly empty; empty if an optional field is missing."""
        value = self.values.get(field, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            raise self.build_error(field, "it is not a list of texts", "Write [a, b], or [] for none")
        return tuple(value)

    def get_date(self, field: str) -> str | None:
        """Return an ISO date, possibly only YYYY or YYYY-MM, or None."""
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
        raise self.build_error(field, f"{printed!r} is not a date", "Write it as 2026-11-24, 2026-11 or 2026")

    def get_choice(self, field: str, allowed: tuple[str, ...]) -> str:
        """Return a field that must be one of the allowed values."""
        value = self.values[field]
        if value not in allowed:
            raise self.build_error(field, f"{value!r} is not known", f"Use one of: {', '.join(allowed)}")
        return str(value)

    def get_language(self, field: str) -> str:
        """Return one of the six languages."""
        return self.get_choice(field, LANGUAGES)

    def get_address(self, field: str) -> str:
        """Return a web address."""
        return self._check_address(field, self.get_text(field))

    def get_addresses(self, field: str) -> tuple[str, ...]:
        """Return a list of at least one web address."""
        addresses = tuple(self._check_address(field, value) for value in self.get_list(field))
        if not addresses:
            raise self.build_error(field, "it names none", "Give at least one address that the facts rest on")
        return addresses

    def _check_address(self, field: str, value: str) -> str:
        if not _ADDRESS_PATTERN.fullmatch(value):
            raise self.build_error(field, f"{value!r} is not a web address", "Write it as https://...")
        return value


def read_front_matter(source: str, file: str) -> FrontMatter:
    """Read the YAML between the two fences.

    Raises CatalogueInvalid for an unknown, repeated or missing field.
    """
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
        values = yaml.safe_load(source)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise CatalogueInvalid(
            f"{file}, line {line}", f"it is not YAML ({error.problem})", "Correct the line"
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise CatalogueInvalid(f"{file}, line 1", f"it is not YAML ({error})", "Correct the front matter") from error
    if not isinstance(node, yaml.MappingNode):
        raise CatalogueInvalid(
            f"{file}, line 2", "the front matter contains no fields", "Write lines of `field: value`"
        )
    front = FrontMatter(file=file, values=values, line_numbers=_map_line_numbers(node, file))
    for field in REQUIRED_FIELDS:
        if field not in front.line_numbers:
            raise front.build_error(
                field, "it is missing", "Add it to the front matter; null is allowed where there is none"
            )
    return front


def _map_line_numbers(node: yaml.MappingNode, file: str) -> dict[str, int]:
    """Return the line numbers of the fields; the opening fence is line 1."""
    lines: dict[str, int] = {}
    for key, _ in node.value:
        name, line = str(key.value), key.start_mark.line + 2
        if name not in (*REQUIRED_FIELDS, *OPTIONAL_FIELDS):
            known = ", ".join((*REQUIRED_FIELDS, *OPTIONAL_FIELDS))
            raise CatalogueInvalid(f"{file}, line {line}", f"there is no field {name!r}", f"Use {known}")
        if name in lines:
            raise CatalogueInvalid(f"{file}, line {line}", f"{name} stands in line {lines[name]} already", "Keep one")
        lines[name] = line
    return lines
