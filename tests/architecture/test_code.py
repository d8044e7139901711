"""Tests of rules that import contracts cannot express: entry points, names, sizes, assertions."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src/palermo"
ENTRY_POINTS = {"cli", "pipeline", "portal"}
"""Rooms that may catch anything, so that no traceback reaches a user."""

PUBLIC_PACKAGES = {"palermo", "palermo.api", "palermo.client"}
"""Packages for programs of others."""

MAX_LAZY_IMPORTS = 15
"""Imports within functions, of libraries that are large or need prepared settings."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files() -> tuple[Path, ...]:
    """The files under version control that exist, or would be if they were added."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in sorted(set(listed.split("\0")) - {""}) if (path := ROOT / name).is_file())


def modules(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Path from the root, and syntax tree, of each Python file of ours in these folders; migrations are Django's."""
    for path in files():
        name = path.relative_to(ROOT)
        if path.suffix == ".py" and name.parts[0] in folders and "migrations" not in name.parts:
            yield name, parse_file(path)


@cache
def parse_file(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def walk(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in walk(tree) if isinstance(node, Function))


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in caught)


def test_only_entry_points_catch_everything() -> None:
    result = [
        f"{name}:{node.lineno}"
        for name, tree in modules("src")
        for node in walk(tree)
        if isinstance(node, ast.ExceptHandler) and is_broad(node) and name.parts[2] not in ENTRY_POINTS
    ]
    assert result == []


def test_only_one_module_reads_the_environment() -> None:
    reads = re.compile(r"os\.(getenv$|environ\.get$|environ$)")
    result = [
        f"{name}:{node.lineno}"
        for name, tree in modules("src")
        for node in walk(tree)
        if isinstance(node, ast.Call | ast.Subscript)
        and not isinstance(getattr(node, "ctx", None), ast.Store | ast.Del)
        and reads.match(ast.unparse(node.func if isinstance(node, ast.Call) else node.value))
        and name != Path("src/palermo/environment.py")
    ]
    assert result == []


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from palermo.cli import app; app(['--help'], standalone_mode=False);"
        " print(sorted(m for m in sys.modules if m.partition('.')[0] in ('django', 'distributed', 'pyarrow')"
        " or m.startswith('palermo.') and m.split('.')[1] not in ('cli', 'errors', 'environment')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1:] == ["[]"], done.stdout + done.stderr


def test_search_and_show_load_no_stage_that_reads_documents() -> None:
    code = "import palermo.cli.search, palermo.cli.show, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"palermo.extraction", "palermo.reading", "palermo.sources", "rdflib", "xlsxwriter"} & {*loaded}


def test_statements_open_nothing() -> None:
    calls = [
        f"{name}:{node.lineno}"
        for name, tree in modules("src")
        if name.parts[2] == "statements"
        for node in walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"open", "print", "input", "__import__"}
    ]
    assert calls == []


def test_names_of_packages_and_files_are_specific() -> None:
    empty_words = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler", "processor"}
    result = [str(name) for name, _ in modules("src", "tests", "benchmarks") if empty_words & set(_split_words(name))]
    assert result == []


def _split_words(name: Path) -> Iterator[str]:
    for part in name.parts:
        yield from re.split(r"[_.]", part.lower())


def test_classes_say_what_they_are() -> None:
    result = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("src")
        for node in walk(tree)
        if isinstance(node, ast.ClassDef) and re.search(r"(Manager|Handler|Processor|Data|Info|Utils?)$", node.name)
    ]
    assert result == []


def test_no_file_is_longer_than_400_lines() -> None:
    long = [str(name) for name, _ in modules("src", "tests", "benchmarks") if _count_lines(ROOT / name) > 400]
    assert long == []


def _count_lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def templates() -> Iterator[tuple[Path, str]]:
    """Path from the root, and source, of each template."""
    for path in files():
        name = path.relative_to(ROOT)
        if path.suffix == ".html" and name.parts[0] == "src" and "templates" in name.parts:
            yield name, path.read_text(encoding="utf-8")


def test_no_template_line_is_longer_than_160_characters() -> None:
    long = [
        f"{name}:{number}"
        for name, source in templates()
        for number, line in enumerate(source.splitlines(), start=1)
        if len(line) > 160
    ]
    assert long == []


def test_templates_that_others_include_begin_with_an_underscore() -> None:
    included = {path for _, source in templates() for path in re.findall(r'{% include "([^"]+)"', source)}
    ours = {"/".join(name.parts[name.parts.index("templates") + 1 :]) for name, _ in templates()}
    assert sorted(path for path in included & ours if not path.rpartition("/")[2].startswith("_")) == []


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("src", "benchmarks")
        for node in functions(tree)
        if (node.end_lineno or node.lineno) - node.lineno >= 60
    ]
    assert long == []


def test_no_function_takes_more_than_six_parameters() -> None:
    wide = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("src", "benchmarks")
        if name.parts[:3] != ("src", "palermo", "cli")  # a command's options are its parameters
        for node in functions(tree)
        if len({a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]} - {"self", "cls"}) > 6
    ]
    assert wide == []


def test_few_imports_are_lazy() -> None:
    result = {
        f"{name}:{node.lineno}"
        for name, tree in modules("src")
        for function in functions(tree)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert len(result) <= MAX_LAZY_IMPORTS, sorted(result)


def test_every_test_asserts_and_none_is_skipped() -> None:
    silent = [
        f"{name}:{node.lineno} {node.name}"
        for name, tree in modules("tests")
        for node in functions(tree)
        if node.name.startswith("test_") and not any(map(_asserts, ast.walk(node)))
    ]
    marks = re.compile(r"pytest\.(mark\.)?(skip|xfail|importorskip)")
    skipped = [
        f"{name}:{node.lineno}"
        for name, tree in modules("tests")
        for node in walk(tree)
        if isinstance(node, ast.Attribute) and marks.match(ast.unparse(node))
    ]
    assert silent == []
    assert skipped == []


def _asserts(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        return name in {"raises", "warns"} or name.startswith(("assert", "expect", "check", "to_"))
    return isinstance(node, ast.Assert)


def test_files_name_no_machine_and_no_package_index() -> None:
    paths = re.compile(r"(?<![\w.)}/-])/(?:root|home|work|Users)/\w")
    hosts = re.compile("|".join(["py" + "pi.org", "python" + "hosted", "npm" + "js", "--extra" + "-index"]))
    result = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files()
        for number, line in enumerate(_text(path).splitlines(), 1)
        if paths.search(line) or hosts.search(line)
    ]
    assert result == []


def _text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content[:4096] else content.decode("utf-8", "replace")


def test_packages_export_only_names_that_are_used() -> None:
    """A name that nobody takes from a package has no place in its `__all__`."""
    used: set[str] = set()
    for _, tree in modules("src", "tests", "benchmarks", "digests", "training"):
        for node in walk(tree):
            if isinstance(node, ast.ImportFrom):
                used.update(f"{node.module}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                used.add(f"{node.value.id}.{node.attr}")
    assert [
        f"{package}.{exported}"
        for name, tree in modules("src")
        if name.name == "__init__.py" and (package := ".".join(name.parent.parts[1:])) not in PUBLIC_PACKAGES
        for exported in _list_exports(tree)
        if f"{package}.{exported}" not in used and f"{name.parent.name}.{exported}" not in used
    ] == []


def _list_exports(tree: ast.Module) -> list[str]:
    """The names of `__all__`."""
    declared = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and ast.unparse(node.targets[0]) == "__all__"
        and isinstance(node.value, ast.List)
    ]
    return [ast.literal_eval(item) for names in declared for item in names.elts]


def list_explained(body: Sequence[ast.stmt]) -> Iterator[tuple[ast.stmt | None, str, int]]:
    """Statement before, text and line of each docstring that is not the first of a body."""
    for before, node in zip([None, *body], body, strict=False):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield before, node.value.value, node.lineno


def test_docstrings_of_values_describe_the_value_before_them() -> None:
    contradictions = {"MIN_": ("Maximum", "Most "), "MAX_": ("Minimum", "Least ")}
    result = []
    for name, tree in modules("src", "training"):
        for node in walk(tree):
            body = getattr(node, "body", None)
            for before, text, line in list_explained(body) if isinstance(body, list) else ():
                if before is None:
                    continue
                if not isinstance(before, ast.Assign | ast.AnnAssign | ast.TypeAlias):
                    result.append(f"{name}:{line}: no value is before this docstring")
                elif text.startswith(("Return ", "Compute ", "Yield ")):
                    result.append(f"{name}:{line}: a value returns nothing")
                else:
                    target = before.targets[0] if isinstance(before, ast.Assign) else getattr(before, "target", None)
                    prefix = ast.unparse(target).lstrip("_")[:4] if target is not None else ""
                    if text.startswith(contradictions.get(prefix, ("\0",))):
                        result.append(f"{name}:{line}: a {prefix} that is said to be the other")
    assert result == []
