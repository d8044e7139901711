"""Tests that docs/ has every command, option, setting, error, field, format and package."""

import ast
import configparser
import inspect
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
import typer
from django.contrib.admindocs.views import simplify_regex
from django.urls import get_resolver
from django.urls.resolvers import RegexPattern
from django.utils.translation import override
from rich.text import Text

from palermo import cli, errors, vocabulary
from palermo.analysis import MAP_FACETS
from palermo.languages import LANGUAGES
from palermo.portal.project.rate_limits import RATE_LIMITS
from palermo.portal.recommendations.register_query import FILTER_PARAMS
from palermo.publishing.exports import EXPORTS
from palermo.reading.document_reader import FORMATS
from palermo.sources import DEFINITION_FIELDS as DEFINED
from palermo.sources import ORIGIN_KINDS
from palermo.sources.catalogue import COLUMNS
from palermo.statements import Document, Locator, Statement, StatementKind, build_record, enums

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def sections(name: str) -> dict[str, str]:
    """Heading of the second or third level -> the text below it."""
    parts = re.split(r"^##+ (.+)$", page(name), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def commands(group: Any, words: tuple[str, ...] = ("palermo",)) -> Iterator[tuple[str, list[str]]]:
    """Each command with its words, and its options as they are typed."""
    for name in sorted(group.list_commands(None)):
        command = cli.load_command(name) if words == ("palermo",) else group.get_command(None, name)
        if hasattr(command, "list_commands"):
            yield from commands(command, (*words, name))
        else:
            flags = [flag for parameter in command.params for flag in (*parameter.opts, *parameter.secondary_opts)]
            yield " ".join((*words, name)), [flag for flag in flags if flag.startswith("--") and flag != "--help"]


def test_every_command_has_its_section_with_every_option() -> None:
    output = sections("commands.md")
    top = typer.main.get_command(cli.app)
    result = list(commands(top))
    missing = [name for name, _ in result if not any(heading.startswith(f"`{name}") for heading in output)]
    assert missing == []
    undocumented = [
        f"{name} {flag}"
        for name, flags in result
        for flag in flags
        if not any(f"`{flag}" in text for heading, text in output.items() if heading.startswith(f"`{name}"))
    ]
    assert undocumented == []


def list_helps(group: Any, *, is_top: bool = True) -> Iterator[tuple[str, str]]:
    """Yield the help texts of each command and its parameters."""
    for name in group.list_commands(None):
        command = cli.load_command(name) if is_top else group.get_command(None, name)
        texts = [command.help, *(getattr(parameter, "help", None) for parameter in command.params)]
        yield from ((name, text) for text in texts if text)
        if hasattr(command, "list_commands"):
            yield from list_helps(command, is_top=False)


def test_help_shows_all_of_its_words() -> None:
    lost = [pair for pair in list_helps(typer.main.get_command(cli.app)) if Text.from_markup(pair[1]).plain != pair[1]]
    assert lost == [], "words in square brackets are markup, and are not shown"


def test_no_command_is_reported_that_is_none() -> None:
    known = {name for name, _ in commands(typer.main.get_command(cli.app))}
    headings = [re.match(r"`((?:[a-z-]+ ?)+)", heading) for heading in sections("commands.md")]
    assert {heading[1].strip() for heading in headings if heading} <= known


def test_every_setting_is_reported_with_its_variable() -> None:
    tree = ast.parse((ROOT / "src/palermo/environment.py").read_text(encoding="utf-8"))
    fields = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Settings").body
    output = [
        node.value.value for node in fields if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    variables = [match[1] for text in output if (match := re.match(r"([A-Z_]+(<SCOPE>)?): ", str(text)))]
    assert len(variables) == sum(isinstance(node, ast.AnnAssign) for node in fields)
    variables.remove("PALERMO_LIMIT_<SCOPE>")
    assert [name for name in variables if f"| `{name}` |" not in page("settings.md")] == []


def test_every_rate_limit_is_reported_with_its_default() -> None:
    rows = [f"| `PALERMO_LIMIT_{limit.scope.upper()}` | `{limit.requests_per_minute}` |" for limit in RATE_LIMITS]
    assert [row for row in rows if row not in page("settings.md")] == []


def test_every_error_is_reported_and_drawn() -> None:
    names = [n for n, c in inspect.getmembers(errors, inspect.isclass) if issubclass(c, errors.PalermoError)]
    text = page("errors.md")
    assert [name for name in names if not re.search(rf"^[ │├└─]*{name}$", text, re.M)] == []
    leaves = [n for n in names if not getattr(errors, n).__subclasses__()]
    assert [name for name in leaves if f"| `{name}` |" not in text] == []


def test_every_closed_set_is_reported() -> None:
    text = page("statements.md")
    sets = [c for _, c in inspect.getmembers(enums, inspect.isclass) if issubclass(c, StrEnum) and c is not StrEnum]
    assert [value for values in sets for value in values if f"`{value}`" not in text] == []
    assert re.findall(r"^\| `(\w+)` \|", sections("statements.md")["Kinds"], re.M) == [
        str(kind) for kind in StatementKind
    ]


def test_every_field_of_the_record_is_reported_in_order() -> None:
    place = Locator(page=1, paragraph=None, passage="p", start=0, end=1, headings=())
    statement = Statement(id="s", kind=StatementKind.FACTOR, quote="x", language="en", document="d", locator=place)
    document = Document(
        id="d", work="w", source="a", media_type="text/plain", size=1, pages=None, language="en", title="A"
    )
    built = build_record(statement, document)
    table = sections("statements.md")["The record"]
    assert re.findall(r"^\| (.+?) \|", table, re.M)[1:] == [f"`{field}`" for field in built]
    parts = [*built["document"], *built["locator"]]
    assert [field for field in parts if f"`{field}`" not in table] == []


def test_every_format_is_reported() -> None:
    text = page("reading.md")
    output = [name for form in FORMATS for name in (form.MEDIA_TYPE, *form.ENDINGS)]
    assert [name for name in output if f"`{name}`" not in text] == []


def test_every_dimension_of_maps_is_reported() -> None:
    table = (ROOT / "docs/maps.md").read_text(encoding="utf-8").partition("| dimension |")[2].partition("\n\n")[0]
    assert set(MAP_FACETS) <= set(re.findall(r"`(\w+)`", table))


def test_every_format_of_exports_is_reported() -> None:
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    table = text.partition("| what | formats |")[2].partition("\n\n")[0]
    assert {name for formats in EXPORTS.values() for name in formats} <= set(re.findall(r"`([\w-]+)`", table))


def test_every_column_of_the_catalogue_is_reported_in_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", sections("reading.md")["The catalogue"], re.M) == list(COLUMNS)


def test_every_field_and_kind_of_a_source_is_reported_in_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", sections("sources.md")["The definition"], re.M) == [*DEFINED, *ORIGIN_KINDS]
    kinds = re.search(r"^\| `--kind` \| (`folder`.*) \|$", page("commands.md"), re.M)
    assert kinds
    assert tuple(re.findall(r"`(\w+)`", kinds[1])) == ORIGIN_KINDS


def test_every_scheme_of_the_vocabulary_is_reported() -> None:
    text = sections("registry.md")["Vocabulary"]
    assert [scheme for scheme in vocabulary.SCHEMES if f"`{scheme}`" not in text] == []


def test_every_room_is_reported_and_has_its_layer() -> None:
    paths = [path for path in (ROOT / "src/palermo").iterdir() if not path.name.startswith(("_", "py."))]
    rooms = {path.stem for path in paths if path.is_file() or (path / "__init__.py").exists()}
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    layers = set(re.findall(r"\w+", contracts["importlinter:contract:layers"]["layers"]))
    assert rooms <= layers
    assert [room for room in sorted(layers) if f"`{room}`" not in page("architecture.md")] == ["__main__"]


def test_every_task_is_reported() -> None:
    tasks = re.findall(r"^([a-z-]+):.*  ## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert [task for task in tasks if f"`make {task}`" not in page("development.md")] == []


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_page_is_in_the_index(path: Path) -> None:
    assert path.name == "index.md" or f"]({path.name})" in page("index.md")


DECISION_SECTIONS = ["Context", "Decision", "Alternatives measured", "Consequences"]
MAX_BINDING_DECISIONS = 40
MAX_DECISION_LINES = 60


def decision_records() -> list[Path]:
    return sorted(DOCS.glob("decisions/[0-9]*.md"))


def test_at_most_forty_decisions_bind() -> None:
    assert 0 < len(decision_records()) <= MAX_BINDING_DECISIONS


@pytest.mark.parametrize("path", decision_records(), ids=lambda path: path.name)
def test_decision_has_the_usual_form_on_one_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == DECISION_SECTIONS
    assert len(text.splitlines()) <= MAX_DECISION_LINES
    assert "Reconsider " in text


@pytest.mark.parametrize("path", decision_records(), ids=lambda path: path.name)
def test_decision_is_in_the_index_with_title_date_and_status(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    title = re.match(r"# (\d+)\. (.+)\n\n(\d{4}-\d\d-\d\d)\. (\w+)\.", text)
    assert title, path.name
    number, words, day, status = title.groups()
    assert path.name.startswith(f"{int(number):04}-")
    assert f"| {number} | [{words}]({path.name}) | {day} | {status.lower()} |" in page("decisions/README.md")


def test_index_of_decisions_lists_each_number_once() -> None:
    numbers = re.findall(r"^\| (\d+) \|", page("decisions/README.md"), re.M)
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("folder", ["decisions", "lab-notes"])
def test_every_page_of_a_folder_is_in_its_index(folder: str) -> None:
    listed = page(f"{folder}/README.md")
    names = [path.name for path in (DOCS / folder).glob("*.md") if path.name != "README.md"]
    assert [name for name in names if f"]({name})" not in listed] == []


PAGES_WITH_ADDRESSES = ("portal.md", "accounts.md", "review.md", "joint-texts.md", "entity-desk.md")
"""Pages of the documentation that list addresses of the portal; each is listed on one of them."""


def addresses(patterns: Iterable[Any], above: str = "/") -> Iterator[str]:
    """Every address of the portal as the documentation writes it: `/en/documents/ID/`."""
    for pattern in patterns:
        route = str(pattern.pattern)
        route = simplify_regex(route).lstrip("/") if isinstance(pattern.pattern, RegexPattern) else route
        local = above + re.sub(r"<(?:\w+:)?(\w+)>", lambda name: name[1].upper(), route)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, local)
        else:
            yield local


def test_every_address_of_the_portal_is_reported_and_no_other() -> None:
    with override("en"):
        every = set(addresses(get_resolver().url_patterns))
    result = {item for item in every if not item.startswith(("/api/", "/admin/"))} | {"/admin/"}
    api = {item for item in every if item.startswith("/api/")}
    assert api == set(re.findall(r"`(/api/[\w./-]*)`", page("api.md")))
    output = {item for name in PAGES_WITH_ADDRESSES for item in re.findall(r"`(/[\w./-]+)`", page(name))} - {
        f"/{language}/" for language in LANGUAGES if language != "en"
    }
    assert output == result


def test_every_filter_of_the_register_is_reported() -> None:
    text = page("portal.md")
    assert [name for name in FILTER_PARAMS if f"`{name}`" not in text] == []
