"""Tests of static copies: working links, nothing hidden, readable data."""

import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pandas
import pytest
from lxml import html
from typer.testing import CliRunner

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo import cli
from palermo.edition import open_view
from palermo.errors import RunStopped
from palermo.publishing.exports import ExportContext
from palermo.publishing.static_copy.frozen_edition import MARKER_FILE, freeze_edition
from palermo.publishing.static_copy.page_html import mark_quotes
from palermo.registry import load_registry
from palermo.statements import Ref, RefType


@pytest.fixture(scope="module")
def context(create_library: CreateLibrary, write_edition: WriteEdition, make_part: MakePart) -> ExportContext:
    library = create_library()
    write_edition(
        library,
        [
            make_part("alpha", "States should <script>train</script> inspectors & judges.", "States should fund."),
            make_part("quotes", "States should be quoted only.", full_text=False, language="ar"),
            make_part("secret", "Members only.", visibility="members"),
        ],
    )
    return ExportContext(view=open_view(library), registry=load_registry(), address="https://map.example.org")


@pytest.fixture(scope="module")
def copy(context: ExportContext, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static copy, which no test changes."""
    folder = tmp_path_factory.mktemp("static") / "copy"
    freeze_edition(context, folder)
    return folder


def test_every_link_of_every_page_leads_to_a_file_and_an_anchor(copy: Path) -> None:
    pages = {path: html.parse(str(path)).getroot() for path in copy.rglob("*.html")}
    assert len(pages) == 6
    for path, page in pages.items():
        for address in page.xpath("//@href | //@src"):
            if address.startswith("https://"):
                continue
            file, _, anchor = unquote(address).partition("#")
            target = (path.parent / file).resolve()
            assert target.is_file(), (path, address)
            if anchor:
                assert pages[target].xpath("//*[@id=$id]", id=anchor), (path, address)


def test_counts_are_written_in_the_singular_and_plural(copy: Path) -> None:
    index = (copy / "index.html").read_text(encoding="utf-8")
    assert "(2 statements)" in index
    assert "(1 statement)" in index
    assert "1 statements" not in index


def test_pages_need_no_script_and_no_network(copy: Path) -> None:
    for path in copy.rglob("*.html"):
        page = html.parse(str(path)).getroot()
        scripts = page.xpath("//script/@src")
        assert scripts == (["search-data.js", "search.js"] if path.name == "search.html" else [])
        assert not page.xpath("//script[not(@src)] | //@onclick | //@style")
    assert "Scripts are off" in (copy / "search.html").read_text(encoding="utf-8")


def test_quotes_are_escaped_and_marked(copy: Path, context: ExportContext) -> None:
    document = next(item for item in context.view.list_documents() if item.title == "Alpha")
    page = html.parse(str(copy / f"documents/{document.id}.html")).getroot()
    quotes = [mark.text_content() for mark in page.xpath("//mark")]
    assert quotes == [item.quote for item in context.view.list_statements(document.id)]
    assert "<script>" in quotes[0]


def test_hidden_and_quoted_only_documents_stay_so(copy: Path, context: ExportContext) -> None:
    all_items = b"".join(path.read_bytes() for path in copy.rglob("*") if path.is_file())
    assert b"Members only" not in all_items
    passages = pandas.read_csv(copy / "data/passages.csv")
    assert not passages["text"].str.contains("quoted only").any()


def test_search_data_hold_every_statement(copy: Path, context: ExportContext) -> None:
    content = (copy / "search-data.js").read_text(encoding="utf-8")
    data = json.loads(re.fullmatch(r"const PALERMO_SEARCH = (.*);\n", content)[1])  # type: ignore[index]
    assert {row[0] for row in data["statements"]} == {item.id for item, _ in context.view.iterate_statements()}


def test_data_files_are_as_the_package_describes_them(copy: Path) -> None:
    package = json.loads((copy / "data/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        file = copy / "data" / resource["path"]
        assert file.stat().st_size == resource["bytes"]
        assert list(pandas.read_csv(file).columns) == [field["name"] for field in resource["schema"]["fields"]]


def test_command_writes_confirmed_statements_with_names_in_place_of_ids(
    create_library: CreateLibrary, write_edition: WriteEdition, make_part: MakePart, tmp_path: Path
) -> None:
    lake = Ref(id="new:945efc2536470c973b65", name="Lake Aid", type=RefType.ENTITY)
    states = Ref(id="states", name="all governments", type=RefType.GROUP)
    call = {"actors": (lake,), "addressees": (states, lake)}
    doubtful = {**call, "confidence": 0.5, "method": "statement-tagger test"}
    library = create_library()
    parts = [make_part("sure", "States should train inspectors.", statement=call, language="fr")]
    write_edition(library, [*parts, make_part("unsure", "States should close ports.", statement=doubtful)])
    target = tmp_path / "copy"
    result = CliRunner().invoke(cli.app, ["freeze", str(target), "--library", library.name])
    assert result.exit_code == 0, result.output
    page = html.parse(str(target / "recommendations.html")).getroot()
    assert [heading.text for heading in page.xpath("//h2")] == ["Lake Aid", "States"]
    assert {name.text for name in page.xpath("//li/b")} == {"Lake Aid"}
    everything = b"".join(path.read_bytes() for path in target.rglob("*.html"))
    assert b"close ports" not in b"".join(re.findall(rb"<mark.*?</mark>", everything))
    assert b"(0 statements)" in everything
    assert b"French." in everything


def test_only_an_earlier_copy_is_replaced(context: ExportContext, copy: Path, tmp_path: Path) -> None:
    (copy / "stale.html").write_text("old")
    freeze_edition(context, copy)
    assert not (copy / "stale.html").exists()
    assert (copy / MARKER_FILE).exists()
    other = tmp_path / "mine"
    other.mkdir()
    (other / "thesis.txt").write_text("keep me")
    with pytest.raises(RunStopped, match="is not a static copy"):
        freeze_edition(context, other)
    assert (other / "thesis.txt").read_text() == "keep me"


def test_of_quotes_that_begin_together_each_is_marked(context: ExportContext) -> None:
    statement = next(item for item, _ in context.view.iterate_statements())
    text = statement.quote + " and more"
    longer = replace(statement, id="longer", quote=text, locator=replace(statement.locator, start=0, end=len(text)))
    shorter = replace(statement, locator=replace(statement.locator, start=0, end=len(statement.quote)))
    marked = mark_quotes(text, [longer, shorter])
    assert [mark.text for mark in html.fromstring(f"<p>{marked}</p>").findall("mark")] == [statement.quote, " and more"]


def test_overlapping_quotes_are_marked_once(context: ExportContext) -> None:
    statements = [item for item, _ in context.view.iterate_statements()][:1]
    text = statements[0].quote + " and more"
    marked = mark_quotes(text, [statements[0], statements[0]])
    assert marked.count("<mark") == 1
    assert html.fromstring(f"<p>{marked}</p>").text_content() == text
