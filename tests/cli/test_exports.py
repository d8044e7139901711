"""Tests of exports: formats by file suffix, and those that are refused."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo import cli
from palermo.edition import Library, freeze_entity_lines, name_edition


@pytest.fixture(scope="module")
def library_path(create_library: CreateLibrary, write_edition: WriteEdition, make_part: MakePart) -> str:
    """A library with one document."""
    library = create_library()
    write_edition(
        library, [make_part("forum", "States should train inspectors.")], date=datetime(2026, 11, 1, tzinfo=UTC)
    )
    return str(library.path)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.app, list(words))
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("statements", "rows.parquet"),
        ("passages", "rows.arrow"),
        ("documents", "references.ris"),
        ("network", "ties.graphml"),
        ("activities", "activities.xml"),
        ("catalogue", "catalogue.ttl"),
    ],
)
def test_every_content_is_exported_by_the_ending_of_a_file(
    library_path: str, tmp_path: Path, what: str, name: str
) -> None:
    code, err = run("export", what, "--library", library_path, "--output", str(tmp_path / name))
    assert (code, err) == (0, f"{what} written to {tmp_path / name}\n")
    assert (tmp_path / name).stat().st_size > 0


def test_export_as_workbook_says_how_many_rows_it_has_at_most(library_path: str, tmp_path: Path) -> None:
    target = tmp_path / "rows.xlsx"
    code, err = run("export", "passages", "--library", library_path, "--output", str(target))
    assert (code, err) == (0, f"passages written to {target} (at most 20,000 rows; csv and jsonl have all)\n")


@pytest.mark.parametrize(
    "words",
    [
        ["export", "network", "--output", "ties.csv"],
        ["export", "catalogue", "--format", "parquet", "--output", "-"],
        ["map", "gaps", "--output", "gaps.docx"],
        ["vocabulary", "export", "--output", "words.docx"],
    ],
)
def test_an_unknown_ending_or_format_is_refused(
    library_path: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALERMO_LIBRARY", library_path)
    code, err = run(*words)
    assert code == 2
    assert "se one of" in err
    assert not Path(words[-1]).exists()


def test_snapshot_of_a_round_is_exported_by_its_name(
    library_path: str, tmp_path: Path, write_edition: WriteEdition, make_part: MakePart
) -> None:
    library = Library(shutil.copytree(library_path, tmp_path / "library"))
    first = str(library.read_current_id())
    freeze_entity_lines(library.get_edition_folder(first), b'{"entity": "unodc", "content": {"text": "Trains"}}\n')
    name_edition(library, ["Mapping 2026"], first)
    write_edition(library, [make_part("other", "States should report.")])
    code, err = run(
        "export",
        "statements",
        "--edition",
        "Mapping 2026",
        "--library",
        str(library.path),
        "--output",
        "-",
        "--format",
        "csv",
    )
    assert code == 0
    assert "States should train inspectors." in err
    assert "States should report." not in err
    target = tmp_path / "stated.jsonl"
    requests = ("export", "entity-statements", "--library", str(library.path), "--output", str(target))
    assert run(*requests, "--edition", "Mapping 2026") == (0, f"1 entity-statement written to {target}\n")
    assert '"Trains"' in target.read_text()
    assert run(*requests)[0] == 0
    assert target.read_text() == ""
    assert run(*requests, "--edition", "Mapping 1999")[0] != 0
