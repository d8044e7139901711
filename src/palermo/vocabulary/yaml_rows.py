"""YAML rows with line numbers, for errors that say where a row is wrong."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, NoReturn, Protocol, get_type_hints

import yaml

from palermo.errors import RegistryInvalid
from palermo.languages import LANGUAGES
from palermo.safe_yaml import SAFE_YAML_LOADER

YamlValue = Any
"""str, int, bool, None, a list of values, or a YamlRow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlRow:
    """One mapping of a YAML file: its values by key, and the 1-based line of each key."""

    file: str
    line_number: int
    values: Mapping[str, YamlValue]
    line_numbers: Mapping[str, int]

    def raise_error(self, key: str, reason: str, hint: str = "") -> NoReturn:
        """Raise RegistryInvalid at the line of a key, or of the row if it does not have the key."""
        raise RegistryInvalid(f"{self.file}, line {self.line_numbers.get(key, self.line_number)}", reason, hint)

    def build[T](
        self,
        row_type: type[T],
        derived: Mapping[str, Any] = MappingProxyType({}),
        keys: Iterable[str] = (),
        **parsed: Any,
    ) -> T:
        """Build a dataclass of the values of its fields' keys; raises RegistryInvalid for an unknown key.

        parsed: fields that need more than their type to be read. derived: fields that are read from other keys, which
        `keys` names.
        """
        types = {name: type for name, type in _get_field_types(row_type).items() if name not in derived}  # type: ignore[arg-type]
        self.check_keys(*types, *keys)
        read = {name: _READERS[type](self, name) for name, type in types.items() if name not in parsed}
        return row_type(**read, **parsed, **derived)

    def check_keys(self, *keys: str) -> None:
        """Raise RegistryInvalid for any key that is not listed."""
        for key in self.values:
            if key not in keys:
                self.raise_error(key, f"unknown key {key!r}", f"Known keys: {', '.join(keys)}")

    def get_text(self, key: str) -> str:
        """Return the text at a key; raises RegistryInvalid if it is missing, empty or not a text."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            self.raise_error(key, f"{key!r} must be a text", f"Write `{key}: ...`, in quotes if it looks like a number")
        return value

    def get_optional_text(self, key: str) -> str | None:
        """Return the text at a key, or None if missing or null; raises RegistryInvalid for other values."""
        return None if self.values.get(key) is None else self.get_text(key)

    def get_choice(self, key: str, choices: Sequence[str]) -> str:
        """Return the text at a key, which must be one of the choices; raises RegistryInvalid."""
        value = self.get_text(key)
        if value not in choices:
            self.raise_error(key, f"there is no {key} {value!r}", f"Use one of: {', '.join(choices)}")
        return value

    def get_optional_choice(self, key: str, choices: Sequence[str]) -> str | None:
        """Return the choice at a key, or None if missing or null; raises RegistryInvalid for other values."""
        return None if self.values.get(key) is None else self.get_choice(key, choices)

    def get_texts(self, key: str) -> tuple[str, ...]:
        """Return the list of texts at a key, empty if missing; raises RegistryInvalid for other values."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.raise_error(key, f"{key!r} must be a list of texts", f"Write `{key}: [one, two]`")
        return tuple(value)

    def get_texts_by_language(
        self, key: str, required: Iterable[str], languages: Collection[str] | None = LANGUAGES
    ) -> dict[str, str]:
        """Return the texts by language at a key; raises RegistryInvalid for a missing language, or an unknown one.

        None for `languages` allows any.
        """
        texts = self.get_row(key)
        texts.check_keys(*(languages or texts.values))
        for language in required:
            if language not in texts.values:
                self.raise_error(key, f"no {language!r} in {key}", f"Add `{language}: ...` below `{key}:`")
        return {language: texts.get_text(language) for language in texts.values}

    def get_optional_year(self, key: str) -> int | None:
        """Return the year at a key, or None if missing or null; raises RegistryInvalid for other values."""
        value = self.values.get(key)
        if value is not None and not isinstance(value, int):
            self.raise_error(key, f"{key!r} must be a year", "Write it without quotes, or leave the line out")
        return value

    def get_flag(self, key: str) -> bool:
        """Return the Boolean at a key; raises RegistryInvalid if it is missing or not a Boolean."""
        value = self.values.get(key)
        if not isinstance(value, bool):
            self.raise_error(key, f"{key!r} must be true or false")
        return value

    def get_row(self, key: str) -> "YamlRow":
        """Return the mapping at a key; raises RegistryInvalid if there is none."""
        value = self.values.get(key)
        if not isinstance(value, YamlRow):
            self.raise_error(key, f"{key!r} must be a mapping", f"Write `{key}:` and below it `name: value` lines")
        return value


_READERS: Mapping[Any, Callable[[YamlRow, str], Any]] = {
    str: YamlRow.get_text,
    str | None: YamlRow.get_optional_text,
    tuple[str, ...]: YamlRow.get_texts,
    int | None: YamlRow.get_optional_year,
}
"""By the type of a field: how its value is read."""


@cache
def _get_field_types(row_type: type) -> Mapping[str, Any]:
    return get_type_hints(row_type)


class IdentifiedRow(Protocol):
    """A row with an id."""

    @property
    def id(self) -> str: ...


def parse_unique_rows[T: IdentifiedRow](
    text: str, file: str, build: Callable[[YamlRow], T], rows_by_id: dict[str, YamlRow]
) -> Iterator[T]:
    """Yield what is built of each row; raises RegistryInvalid for an id of `rows_by_id`, which gains the rows."""
    for row in parse_rows(text, file):
        built = build(row)
        if earlier := rows_by_id.get(built.id):
            location = f"{earlier.file}, line {earlier.line_number}"
            row.raise_error("id", f"id {built.id!r} is already in {location}", "Rename one of the two rows")
        rows_by_id[built.id] = row
        yield built


def read_yaml_file(folder: Traversable, name: str) -> str:
    """Return the text of a file; raises RegistryInvalid if it cannot be read."""
    try:
        return (folder / name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryInvalid(name, f"cannot be read ({error})", f"Put a UTF-8 {name} into {folder}") from None


def parse_rows(text: str, file: str) -> Iterator[YamlRow]:
    """Parse a YAML list of mappings; raises RegistryInvalid for broken YAML and repeated keys."""
    try:
        node = yaml.compose(text, Loader=SAFE_YAML_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RegistryInvalid(f"{file}, line {line}", f"not YAML: {error.problem}", "Correct the line") from None
    if not isinstance(node, yaml.SequenceNode):
        raise RegistryInvalid(f"{file}, line 1", "the file must be a list", "Begin each row with `- id: ...`")
    for item in node.value:
        value = _parse_value(item, file)
        if not isinstance(value, YamlRow):
            raise RegistryInvalid(f"{file}, line {item.start_mark.line + 1}", "a row must be a mapping")
        yield value


def _parse_value(node: Any, file: str) -> YamlValue:
    if isinstance(node, yaml.MappingNode):
        return _parse_row(node, file)
    if isinstance(node, yaml.SequenceNode):
        return [_parse_value(item, file) for item in node.value]
    return _parse_scalar(node.tag.rpartition(":")[2], node.value)


def _parse_scalar(tag: str, value: str) -> YamlValue:
    if tag == "null":
        return None
    if tag == "bool":
        return value.lower() in {"true", "yes", "on"}
    return int(value) if tag == "int" and value.isdigit() else value


def _parse_row(node: Any, file: str) -> YamlRow:
    values: dict[str, YamlValue] = {}
    lines: dict[str, int] = {}
    line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in values:
            key_line = key_node.start_mark.line + 1
            raise RegistryInvalid(
                f"{file}, line {key_line}", f"{key!r} is given twice in one row", "Keep one of the two"
            )
        values[key] = _parse_value(value_node, file)
        lines[key] = key_node.start_mark.line + 1
    return YamlRow(file=file, line_number=line, values=values, line_numbers=lines)
