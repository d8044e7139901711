"""Words by language: the files `languages/<code>/<name>.yaml`, with the same names for each language of the table.

A file has sections, a section has entries, an entry is a text, a list of texts or a mapping. The English file is the
schema: every language has its entries, of the same kinds, and a comment there says what each means.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import RegistryInvalid
from palermo.languages.language_table import LANGUAGES
from palermo.safe_yaml import parse_yaml

SHIPPED_FOLDER = Path(str(files("palermo"))) / "languages"
REFERENCE_LANGUAGE = "en"
"""Whose file the others have to match."""
_ENTRY_NAME = re.compile(r"[a-z][a-z_-]*")
"""Other keys are codes, as of States; each language has those that it needs."""
_SLOT = re.compile(r"\{([a-z_]+)\.([a-z_]+)\}")

type Section = Mapping[str, Any]
"""Entries of a section by name."""


class WordPattern:
    """A regular expression with the words of all languages, compiled when it is first used."""

    def __init__(self, build: Callable[[], str], flags: int) -> None:
        self._build = build
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The regular expression itself."""
        return re.compile(self._build(), self._flags)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Its method, as of `re.Pattern`; so are the next four."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """See `search`."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """See `search`."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """See `search`."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """See `search`."""
        return self.compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[Any]]:
        """See `search`."""
        return self.compiled.split


class LanguageWords:
    """The words of a file by language; each file is read and validated when it is first needed."""

    def __init__(self, name: str, folder: Path = SHIPPED_FOLDER) -> None:
        """Take the name of the files, such as `extraction`, and the folder with a folder for each language."""
        self.name = name
        self.folder = folder

    def get_section(self, language: str, name: str) -> Section:
        """Return a section of a language; raises RegistryInvalid if the file does not match the English one."""
        section: Section = _load_file(self.folder, self.name, language)[name]
        return section

    def list_words(self, section: str, entry: str) -> tuple[str, ...]:
        """Return what all languages have for an entry, in the order of the table, each once."""
        return _list_words(self.folder, self.name, section, entry)

    def compile_pattern(self, template: str, flags: int = 0) -> WordPattern:
        """Return a regular expression in which each `{section.entry}` stands for the alternatives of all languages.

        Words of an entry are regular expressions themselves, so that one can stand for several forms.
        """
        return WordPattern(lambda: self.fill_template(template), flags)

    def fill_template(self, template: str) -> str:
        """Return a template with the alternatives of all languages in the place of each `{section.entry}`."""
        return _SLOT.sub(lambda slot: "|".join(self.list_words(slot[1], slot[2])), template)


def _read_file(folder: Path, name: str, language: str) -> str:
    path = folder / language / f"{name}.yaml"
    if not path.is_file():
        hint = f"Copy {_name_file(name, REFERENCE_LANGUAGE)} and translate its words"
        raise RegistryInvalid(_name_file(name, language), "the language has no such file", hint)
    return path.read_text(encoding="utf-8")


@cache
def _load_file(folder: Path, name: str, language: str) -> Mapping[str, Any]:
    file = _name_file(name, language)
    try:
        words: Mapping[str, Any] = parse_yaml(_read_file(folder, name, language))
    except yaml.YAMLError as error:
        raise RegistryInvalid(file, f"broken YAML: {error}") from error
    if language != REFERENCE_LANGUAGE:
        for fault in find_differences(_load_file(folder, name, REFERENCE_LANGUAGE), words):
            raise RegistryInvalid(file, fault, f"Compare {_name_file(name, REFERENCE_LANGUAGE)}")
    return words


@cache
def _list_words(folder: Path, name: str, section: str, entry: str) -> tuple[str, ...]:
    values = (_load_file(folder, name, language)[section][entry] for language in LANGUAGES)
    words = (word for value in values for word in ([value] if isinstance(value, str) else value) if word)
    return tuple(dict.fromkeys(words))


def find_differences(reference: Any, value: Any, path: str = "") -> Iterator[str]:
    """Yield in which entries, or in the kind of which, a value of a file differs from the one of the English file.

    >>> list(find_differences({"names": {"edge": ["of"], "text": []}}, {"names": {"edge": "de", "txt": []}}))
    ['`names.text` is missing', '`names.txt` is unknown', '`names.edge` must be a list']
    """
    if isinstance(reference, Mapping) and isinstance(value, Mapping):
        yield from (f"`{path}{key}` is missing" for key in reference if _is_entry(key) and key not in value)
        yield from (f"`{path}{key}` is unknown" for key in value if _is_entry(key) and key not in reference)
        for key in (key for key in reference if key in value):
            yield from find_differences(reference[key], value[key], f"{path}{key}.")
    elif isinstance(reference, list) and isinstance(value, list):
        item_type = type(reference[0]) if reference else str
        if not all(isinstance(item, item_type) for item in value):
            yield f"`{path.rstrip('.')}` must be a list of {'texts' if item_type is str else 'mappings'}"
    elif type(reference) is not type(value):
        yield f"`{path.rstrip('.')}` must be a {_KINDS[type(reference)]}"


def _is_entry(key: str | int) -> bool:
    return _ENTRY_NAME.fullmatch(str(key)) is not None


_KINDS: Mapping[type, str] = {
    dict: "mapping",
    list: "list",
    str: "text",
    bool: "truth value",
    int: "number",
    float: "number",
}


def _name_file(name: str, language: str) -> str:
    return f"languages/{language}/{name}.yaml"
