"""Tests of static security rules: no pickles, safe YAML, and reviewed uses of HTML and SQL."""

import ast
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from architecture.test_code import functions, modules, walk

SAFE_LOADERS = {"SAFE_YAML_LOADER", "yaml.SafeLoader", "yaml.CSafeLoader", "SafeLoader", "CSafeLoader"}
MARKED_SAFE = {
    "src/palermo/portal/base/templatetags/template_filters.py",
    "src/palermo/portal/partnerships/views.py",
    "src/palermo/portal/services/partnerships.py",
}
"""Where HTML is marked safe; tests of these modules give them hostile content."""
SQL = re.compile(r"\b(SELECT|DELETE|UPDATE|INSERT) ")


@cache
def index_calls() -> Mapping[str, Sequence[tuple[str, ast.Call]]]:
    """Map the name of each function that is called to its calls, with their paths."""
    calls = defaultdict(list)
    for path, tree in modules("src"):
        for node in walk(tree):
            if isinstance(node, ast.Call):
                calls[ast.unparse(node.func)].append((str(path), node))
    return calls


def find_calls(name: str) -> Sequence[tuple[str, ast.Call]]:
    return index_calls().get(name, ())


def test_nothing_is_unpickled_or_evaluated() -> None:
    forbidden = {"pickle", "cPickle", "shelve", "marshal", "dill", "joblib"}
    result = []
    for path, tree in modules("src"):
        for node in walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            result += [f"{path}: {name}" for name in names if name.split(".")[0] in forbidden]
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"eval", "exec", "os.system"}:
                result.append(f"{path}:{node.lineno}")
    assert result == []


def test_yaml_is_loaded_by_safe_loaders_alone() -> None:
    wrong = []
    for name in ("yaml.load", "yaml.load_all", "yaml.compose", "yaml.parse"):
        for path, call in find_calls(name):
            loaders = [ast.unparse(item) for item in call.args[1:]] + [
                ast.unparse(item.value) for item in call.keywords
            ]
            if not set(loaders) & SAFE_LOADERS:
                wrong.append(f"{path}:{call.lineno}")
    for name in ("yaml.unsafe_load", "yaml.full_load", "yaml.Loader"):
        wrong += [path for path, _ in find_calls(name)]
    assert wrong == []


def test_html_is_marked_safe_where_a_test_tries_hostile_content() -> None:
    assert {path for path, _ in find_calls("mark_safe")} <= MARKED_SAFE


def test_sql_is_never_built_with_values_of_readers() -> None:
    """Formatted SQL names columns and tables of ours; a value of a reader is a parameter (`?`)."""
    wrong = []
    for path, tree in modules("src"):
        for function in functions(tree):
            parameters = {item.arg for item in (*function.args.args, *function.args.kwonlyargs)}
            for node in ast.walk(function):
                if not isinstance(node, ast.JoinedStr) or not SQL.search(ast.unparse(node)):
                    continue
                names = {ast.unparse(item.value) for item in node.values if isinstance(item, ast.FormattedValue)}
                quoted = [item for item in names & parameters if f"'{{{item}}}'" in ast.unparse(node)]
                wrong += [f"{path}:{node.lineno} {name}" for name in quoted]
    assert wrong == []
