"""Tests of the sample library: rendered, read, with recommendations in six languages."""

from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from digests.sample_library import build_file_name, read_texts
from palermo.cli import app, serve
from palermo.edition import EVERY_COPY, Library, open_view
from palermo.languages import LABELLED_LANGUAGES
from palermo.registry import load_registry
from palermo.statements import Passage, Statement, StatementKind

SAMPLE = Path(__file__).parents[2] / "sample"
TEXTS = read_texts(SAMPLE)
END = " .;؛；。"

pytestmark = pytest.mark.slow

MIN_FOUND_ITEMS = 0.85
"""Share of the items of lists that ask."""


type BuiltText = tuple[list[Passage], list[Statement]]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """The result of `palermo demo`, and its library."""
    library = tmp_path_factory.mktemp("sample") / "demo"
    return CliRunner().invoke(app, ["demo", "--no-serve", "--library", str(library), "--workers", "1"]), library


@pytest.fixture(scope="module")
def built_texts(demo: tuple[Result, Path]) -> dict[str, BuiltText]:
    """The passages of each text and its linked statements, by the text's name."""
    view = open_view(Library(demo[1]))
    by_source: dict[str, list[Statement]] = {}
    for statement, document in view.iterate_statements(EVERY_COPY):
        by_source.setdefault(document.source, []).append(statement)
    ids = {document.source: document.id for document in view.list_documents()}
    names = {build_file_name(text): text.name for text in TEXTS}
    return {name: (view.list_passages(ids[source]), by_source.get(source, [])) for source, name in names.items()}


@pytest.fixture(scope="module")
def statements_by_text(built_texts: dict[str, BuiltText]) -> dict[str, list[Statement]]:
    """Statements of each text, by the text's name."""
    return {name: statements for name, (_, statements) in built_texts.items()}


def test_the_demo_builds_the_sample(demo: tuple[Result, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    result, library = demo
    assert result.exit_code == 0
    documents = len(list(serve.SAMPLE_FOLDERS[1].iterdir())) - 1
    assert result.stdout.startswith(f"{documents} documents, ")
    assert ", 0 quarantined, " in result.stdout
    assert f"To serve it: {serve.find_command()} serve --library {library}" in result.stderr
    monkeypatch.setattr("palermo.cli.serve.SAMPLE_FOLDERS", (library / "nowhere",))
    assert CliRunner().invoke(app, ["demo", "--no-serve", "--library", str(library)]).exit_code == 1


def test_recommendations_are_found_in_six_languages(statements_by_text: dict[str, list[Statement]]) -> None:
    statements = [statement for each in statements_by_text.values() for statement in each]
    languages = Counter(s.language for s in statements if s.kind is StatementKind.RECOMMENDATION)
    assert set(languages) == set(LABELLED_LANGUAGES)
    assert min(languages.values()) >= 10
    assert languages.total() >= 150


def test_each_recommendation_is_an_item_of_its_text_and_names_whom_it_asks(
    statements_by_text: dict[str, list[Statement]],
) -> None:
    for text in TEXTS:
        items = {block.text.rstrip(END) for block in text.blocks if block.number}
        for statement in statements_by_text[text.name]:
            if statement.method.startswith("recommendations.lists"):
                assert statement.quote in items, text.name
                assert statement.addressees, text.name


def test_few_items_of_lists_that_ask_are_lost(statements_by_text: dict[str, list[Statement]]) -> None:
    """Of lists of which an item is found, nearly all items are."""
    runs: list[list[bool]] = []
    for text in TEXTS:
        quotes = {item.quote for item in statements_by_text[text.name] if item.kind is StatementKind.RECOMMENDATION}
        run: list[bool] = []
        for block in (*text.blocks, text.blocks[0]):
            if (block.number or "").endswith(")"):
                run.append(block.text.rstrip(END) in quotes)
            else:
                runs.append(run)
                run = []
    items = [found_item for run in runs if any(run) for found_item in run]
    assert sum(items) >= MIN_FOUND_ITEMS * len(items)


def test_mandates_are_found_with_what_gives_them(statements_by_text: dict[str, list[Statement]]) -> None:
    mandates = [s for s in statements_by_text["profile-unodc"] if s.kind is StatementKind.MANDATE]
    cited = {instrument.id for mandate in mandates for instrument in mandate.instruments}
    assert cited == {"ga-61-180", "global-plan-of-action"}


def test_an_inferred_organ_is_printed_earlier_in_its_document(built_texts: dict[str, BuiltText]) -> None:
    checked = 0
    for name, (passages, statements) in built_texts.items():
        positions = {passage.id: at for at, passage in enumerate(passages)}
        for statement in statements:
            if all(reason.code != "actor-issuer" for reason in statement.why):
                continue
            [organ] = statement.actors
            before = " ".join(passage.text for passage in passages[: positions[statement.locator.passage]])
            row = load_registry().entities[organ.id or ""]
            names = (*row.names.values(), *row.matching)
            assert any(name in before for name in names), (name, organ.name, statement.quote)
            checked += 1
    assert checked >= 20
