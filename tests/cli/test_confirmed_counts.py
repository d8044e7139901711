"""Every command, tool and call counts confirmed statements and names, and says how many more there are."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo import cli, open_edition
from palermo.edition import Library
from palermo.mcp_server import tools
from palermo.mcp_server.edition_source import EditionSource
from palermo.statements import Ref, RefType, StatementKind

pytestmark = pytest.mark.usefixtures("without_embeddings")
ASKED = "States should establish shelters for survivors of trafficking in every province"


@pytest.fixture(scope="module")
def library_path(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> str:
    """A library with two sure recommendations, one of whose issuers is unsure, and an unsure one."""
    parts = [
        make_part(name, f"{ASKED} {end}.", date=date, statement={"kind": StatementKind.RECOMMENDATION, **fields})
        for name, end, date, fields in (
            ("one", "soon", "2019", {"actors": (Ref(id="unodc", name="UNODC", type=RefType.ENTITY, confidence=0.99),)}),
            (
                "two",
                "now",
                "2021",
                {"actors": (Ref(id=None, name="Body of a title", type=RefType.ENTITY, confidence=0.4),)},
            ),
            ("three", "too", "2022", {"confidence": 0.5}),
        )
    ]
    library = create_library()
    write_edition(library, parts)
    return str(library.path)


def run(*words: str) -> tuple[str, str]:
    result = CliRunner().invoke(cli.app, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout, result.stderr


def test_a_map_counts_confirmed_statements_and_says_how_many_more_match(library_path: str) -> None:
    request = ("map", "who-does-what", "--rows", "audience", "--columns", "kind", "--library", library_path)
    built, err = run(*request, "--format", "json")
    assert json.loads(built)["denominators"]["statements"] == 2
    assert json.loads(built)["notes"][0].endswith("not confirmed: 1.")
    assert "1 more is not confirmed (--unconfirmed counts them too)" in err
    built, err = run(*request, "--format", "json", "--unconfirmed")
    assert json.loads(built)["denominators"]["statements"] == 3
    assert err == ""
    built, err = run(*request, "--where", "year=2019", "--format", "json")
    assert json.loads(built)["notes"][0].endswith("not confirmed: 0.")


def test_chains_leave_unconfirmed_names_out_or_mark_them(library_path: str) -> None:
    request = ("map", "follow-up", "--by", "recommendation", "--library", library_path, "--format", "json")
    rows = json.loads(run(*request)[0])["rows"]
    assert [row["issuers"] for row in rows] == [["United Nations Office on Drugs and Crime"], []]
    rows = json.loads(run(*request, "--unconfirmed")[0])["rows"]
    assert rows[1]["issuers"] == ["Body of a title (unconfirmed)"]


def test_exports_mark_statements_and_count_confirmed_ones(library_path: str, tmp_path: Path) -> None:
    target = tmp_path / "statements.jsonl"
    _, err = run("export", "statements", "--library", library_path, "--output", str(target))
    records = [json.loads(line) for line in target.read_text().splitlines()]
    assert sorted(record["confirmed"] for record in records) == [False, True, True]
    assert "1 not confirmed" in err
    _, err = run("export", "statements", "--confirmed", "--library", library_path, "--output", str(target))
    assert len(target.read_text().splitlines()) == 2
    assert "1 more not confirmed" in err
    _, err = run("export", "entities", "--library", library_path, "--output", str(target))
    assert "1 more not confirmed" in err


def test_a_shown_document_marks_statements_and_names(library_path: str) -> None:
    with open_edition(library_path, unconfirmed=True) as edition:
        documents = {document.source: document.id for document in edition.view.list_documents()}
        statement = edition.view.list_statements(documents["two.txt"])[0].id
    assert "(unconfirmed)" in run("show", documents["three.txt"], "--library", library_path)[0]
    assert "0 confirmed of 1" in run("show", documents["three.txt"], "--library", library_path)[0]
    assert "Body of a title (not in the registry) (unconfirmed)" in run("show", statement, "--library", library_path)[0]


def test_python_counts_confirmed_statements(library_path: str) -> None:
    with open_edition(library_path) as edition:
        assert (edition.statements().num_rows, edition.count_unconfirmed()) == (2, 1)
        assert edition.count_unconfirmed("year=2019") == 0
        assert edition.who_does_what("audience", "kind").denominators["statements"] == 2
    with open_edition(library_path, unconfirmed=True) as edition:
        assert (edition.statements().num_rows, edition.count_unconfirmed()) == (3, 0)


def test_tools_of_assistants_count_confirmed_statements_and_mark_names(library_path: str) -> None:
    edition = EditionSource(Library(Path(library_path)), "https://map.example.org", lambda: None).get_current()

    def ask(opened: Any) -> dict[str, Any]:
        return tools.list_recommendations(opened, "https://map.example.org", "", (), (0, 10))

    found = ask(edition)
    assert (found["total"], found["unconfirmed"]) == (2, 1)
    marks = {row["document"]["title"]: [ref["confirmed"] for ref in row["actors"]] for row in found["recommendations"]}
    assert marks == {"One": [True], "Two": [False]}
    assert ask(edition.with_unconfirmed)["total"] == 3
    counted = tools.map_who_does_what(edition, "https://map.example.org", "audience", "kind", (), 5)
    assert (counted["counted"]["statements"], counted["unconfirmed"]) == (2, 1)
