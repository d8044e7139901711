"""YAML that remembers its lines, so that an editor of the facts is told where a row is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from palermo.errors import RegistryInvalid

SAFE_YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where the wheel holds it: eight times faster."""


def parse_yaml(text: str) -> Any:
    """Values of a YAML text, as `yaml.safe_load` gives them; raises yaml.YAMLError."""
    return yaml.load(text, SAFE_YAML_LOADER)


YamlValue = Any
"""str, int, bool, None, a list of values, or a Row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlRow:
    """One mapping of a YAML file: its values by key, and the 1-based line of each key."""

    file: str
    line_number: int
    values: Mapping[str, YamlValue]
    line_numbers: Mapping[str, int]

    def raise_error(self, key: str, reason: str, hint: str = "") -> NoReturn:
        """Raise RegistryInvalid at the line of that key, or of the row where it has no such key."""
        raise RegistryInvalid(f"{self.file}, line {self.line_numbers.get(key, self.line_number)}", reason, hint)

    def check_keys(self, *keys: str) -> None:
        """Refuse any key that is not among these; raises RegistryInvalid."""
        for key in self.values:
            if key not in keys:
                self.raise_error(key, f"unknown key {key!r}", f"Known keys: {', '.join(keys)}")

    def get_text(self, key: str) -> str:
        """The text at that key; raises RegistryInvalid where it is missing, empty or no text."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            self.raise_error(key, f"{key!r} must be a text", f"Write `{key}: ...`, in quotes if it looks like a number")
        return value

    def get_optional_text(self, key: str) -> str | None:
        """The text at that key, or None where it is missing or null; raises RegistryInvalid for another value."""
        return None if self.values.get(key) is None else self.get_text(key)

    def get_texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at that key, empty where it is missing; raises RegistryInvalid for another value."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.raise_error(key, f"{key!r} must be a list of texts", f"Write `{key}: [one, two]`")
        return tuple(value)

    def get_flag(self, key: str) -> bool:
        """The truth value at that key; raises RegistryInvalid where it is missing or is neither true nor false."""
        value = self.values.get(key)
        if not isinstance(value, bool):
            self.raise_error(key, f"{key!r} must be true or false")
        return value

    def get_row(self, key: str) -> "YamlRow":
        """The mapping at that key; raises RegistryInvalid where there is none."""
        value = self.values.get(key)
        if not isinstance(value, YamlRow):
            self.raise_error(key, f"{key!r} must be a mapping", f"Write `{key}:` and below it `name: value` lines")
        return value


def parse_rows(text: str, file: str) -> Iterator[YamlRow]:
    """Read a YAML list of mappings; raises RegistryInvalid with file and line for broken YAML and doubled keys."""
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
            at = key_node.start_mark.line + 1
            raise RegistryInvalid(f"{file}, line {at}", f"{key!r} stands twice in one row", "Keep one of the two")
        values[key] = _parse_value(value_node, file)
        lines[key] = key_node.start_mark.line + 1
    return YamlRow(file=file, line_number=line, values=values, line_numbers=lines)
