"""Tests of names by docs/contributing.md: nouns for modules and classes, verbs for functions."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from architecture.test_code import Function, modules, walk

HERE = Path(__file__).parent
EVERYDAY_WORDS = frozenset((HERE / "everyday_words.txt").read_text(encoding="utf-8").split())
"""Words that alone, or only with each other, name nothing."""
VERBS = frozenset((HERE / "verbs.txt").read_text(encoding="utf-8").split())
PREDICATES = frozenset(
    [
        "is",
        "has",
        "can",
        "should",
        "may",
        "matches",
        "begins",
        "exists",
        "holds",
        "mentions",
        "needs",
        "refers",
        "repeats",
        "overlaps",
    ]
)
CONVERTERS = frozenset(["to", "from", "as", "on", "with"])
_BANNED_TEXT = (
    "told tells asked found held kept made said known wanted shown given taken looked heard unheard untold once again"
    " beside behind upon around whole alike ourselves folk deed mend mended shelf door room ground kinship houses"
    " traces halves signs"
)
BANNED_NAMES = frozenset(_BANNED_TEXT.split())
MAX_EVERYDAY_SHARE = 0.01
NOUN_MODULES = re.compile(r"views$|^portal/api/|^api/|^cli/")
"""Modules whose functions are named like the pages, endpoints and commands that they answer, as Django does."""
FRAMEWORK_NAMES = frozenset({"ready", "value_from_datadict", "showPage", "w", "shipped_stages", "id_for_label"})
PUBLISHED_FIELDS = frozenset({"mend", "held"})
"""Banned names that files of editions and the API have had from the first: fixes of errors, a filter."""
FRAMEWORK_CLASSES = frozenset({"Command"})
"""Names that Django demands of more than one class."""


def split_name(name: str) -> list[str]:
    """Split snake case and camel case into lower-case words."""
    return re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower().strip("_").split("_")


def definitions() -> Iterator[tuple[str, str]]:
    """Yield where each module, class and function of the package is, and its name."""
    for name, tree in modules("src"):
        yield str(name), name.stem
        for node in walk(tree):
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("__"):
                yield f"{name}:{node.lineno}", node.name


def is_everyday(name: str) -> bool:
    return all(word in EVERYDAY_WORDS for word in split_name(name) if word)


def is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    decorators = {ast.unparse(item).split(".")[-1].split("(")[0] for item in node.decorator_list}
    return bool(decorators & {"property", "cached_property", "setter", "overload"})


def begins_with_verb(name: str) -> bool:
    first = split_name(name)[0]
    return first in VERBS | PREDICATES | CONVERTERS or name in FRAMEWORK_NAMES


def test_a_name_of_everyday_words_is_recognised() -> None:
    assert [is_everyday(name) for name in ("told_others", "_Kept", "load_register")] == [True, True, False]
    assert [begins_with_verb(name) for name in ("_merge_cells", "margins")] == [True, False]


def test_few_definitions_are_named_in_everyday_words_alone() -> None:
    every = [(place, name) for place, name in definitions() if name != "__init__"]
    everyday = [f"{place} {name}" for place, name in every if is_everyday(name)]
    assert len(everyday) <= MAX_EVERYDAY_SHARE * len(every), everyday


def test_no_definition_has_a_banned_name() -> None:
    assert [f"{place} {name}" for place, name in definitions() if name.strip("_").lower() in BANNED_NAMES] == []


def attributes() -> Iterator[tuple[str, str]]:
    """Yield where each annotated field and each attribute of an instance is, and its name."""
    for name, tree in modules("src"):
        for node in walk(tree):
            if isinstance(node, ast.ClassDef):
                fields = [item.target for item in node.body if isinstance(item, ast.AnnAssign)]
                yield from ((f"{name}:{field.lineno}", field.id) for field in fields if isinstance(field, ast.Name))
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                yield f"{name}:{node.lineno}", node.attr


def test_no_attribute_has_a_banned_name() -> None:
    banned = BANNED_NAMES - PUBLISHED_FIELDS
    assert [f"{place} {name}" for place, name in attributes() if name.strip("_") in banned] == []


def test_class_names_are_unique_in_the_package() -> None:
    places = defaultdict(list)
    for name, tree in modules("src"):
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in FRAMEWORK_CLASSES:
                places[node.name].append(str(name))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_functions_begin_with_a_verb() -> None:
    nouns = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("src")
        if not NOUN_MODULES.search(str(name.relative_to("src/palermo").with_suffix("")))
        for node in walk(tree)
        if isinstance(node, Function) and not node.name.startswith("__") and not is_property(node)
        if not begins_with_verb(node.name)
    ]
    assert nouns == []
