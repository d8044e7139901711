"""Words and patterns of the languages: each file is read, holds nothing twice, and says what its rules ask."""

import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
import yaml

from palermo import extraction
from palermo.extraction.language.forms import NEVER, forms_of, source
from palermo.extraction.language.grammar import GRAMMARS
from palermo.extraction.language.wording_files import TOPICS, wordings

FOLDER = Path(extraction.__file__).parent
FILES = sorted(FOLDER.rglob("*.yaml"))
OPENING = re.compile(r"\?(?:P<\w+>|<?[=!]|[aiLmsux-]*:)")
PASSED = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
"""An escaped sign, or a class of signs."""
PROSE = frozenset({"words", "why"})
"""Keys of a wording whose text is told to people."""


def alternations(pattern: str) -> Iterator[list[str]]:
    """The alternatives of each group of a pattern, and of the whole, with their blanks made one."""
    begins, at = [[0]], 0
    while at < len(pattern):
        if passed := PASSED.match(pattern, at):
            at = passed.end()
            continue
        sign = pattern[at]
        if sign == "(":
            opening = OPENING.match(pattern, at + 1)
            begins.append([opening.end() if opening else at + 1])
        elif sign == "|":
            begins[-1].append(at + 1)
        elif sign == ")":
            yield _parts(pattern, begins.pop(), at)
        at += 1
    yield _parts(pattern, begins.pop(), at)


def _parts(pattern: str, begins: list[int], end: int) -> list[str]:
    ends = [*(begin - 1 for begin in begins[1:]), end]
    return [" ".join(pattern[begin:stop].split()) for begin, stop in zip(begins, ends, strict=True)]


def twice(entries: list[str]) -> list[str]:
    """What a list holds more than once."""
    return sorted({entry for entry in entries if entry and entries.count(entry) > 1})


def texts(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each text of a file, with the keys that lead to it."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for at, each in enumerate(value):
            yield from texts(each, (*place, str(at)))
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts(each, (*place, str(key)))


def repeated(file: Path) -> list[tuple[str, list[str]]]:
    """The lists of a file that hold an entry twice: alternatives of a pattern, or words with blanks between."""
    rows = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = [(place, twice(entries)) for place, entries in lists(rows)]
    for place, text in texts(rows):
        if len(place) > 1 and place[-1] in PROSE:
            continue
        word_list = re.fullmatch(r"[\w\s'’-]+", text) is not None and not place[-1].isdigit()
        parts = [text.split()] if word_list else alternations(text) if "|" in text else []
        found += [(place, twice(entries)) for entries in parts]
    return [(".".join(place), again) for place, again in found if again]


def lists(value: Any, place: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Each list of texts of a file, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from lists(each, (*place, str(key)))
    elif isinstance(value, list):
        yield place, [each for each in value if isinstance(each, str)]
        for each in value:
            yield from lists(each, place)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(FOLDER)))
def test_no_list_of_words_holds_an_entry_twice(file: Path) -> None:
    assert repeated(file) == []


def test_no_pattern_in_code_holds_an_alternative_twice() -> None:
    modules = [import_module(found.name) for found in walk_packages(extraction.__path__, "palermo.extraction.")]
    patterns = {
        f"{module.__name__}.{name}": value.pattern
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern)
    }
    assert patterns
    again = {name: [twice(parts) for parts in alternations(pattern)] for name, pattern in patterns.items()}
    assert {name: found for name, found in again.items() if any(found)} == {}


def test_alternatives_are_found_at_any_depth() -> None:
    found = [twice(parts) for parts in alternations(r"a[|)]|(?:b|c\||b)|(?P<x>d|(?=e|e))")]
    assert [each for each in found if each] == [["b"], ["e"]]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("language", GRAMMARS)
def test_a_file_of_forms_names_only_forms_that_are_told_of(topic: str, language: str) -> None:
    known = {field.name for field in fields(TOPICS[topic])}
    rows = yaml.safe_load(source(topic, language) or "{}")
    assert rows.keys() - {"words"} <= known
    read = forms_of(TOPICS[topic], topic, language)
    assert all(getattr(read, name) is not NEVER for name in rows.keys() - {"words"})


@pytest.mark.parametrize("topic", TOPICS)
def test_each_form_is_in_a_language_and_asked_for(topic: str) -> None:
    written = {name for language in GRAMMARS for name in yaml.safe_load(source(topic, language) or "{}")} - {"words"}
    known = {field.name for field in fields(TOPICS[topic])}
    told_of = set((FOLDER / "language").glob("*_forms.py"))
    code = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.py") if file not in told_of)
    assert known == written
    assert [name for name in sorted(known) if not re.search(rf"\.{name}\b", code)] == []


def test_what_a_language_has_not_is_met_nowhere() -> None:
    words = wordings("zh")
    assert words is not None
    assert words.clauses.participle is NEVER
    assert NEVER.search("translated by the Office") is None


def test_an_unknown_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("palermo.extraction.language.forms.source", lambda topic, language: "no_such_form: a|b")
    with pytest.raises(KeyError, match="no_such_form"):
        forms_of(TOPICS["roles"], "roles", "en")
