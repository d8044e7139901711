"""Tests of `palermo report`: files in every format, and messages for invalid requests."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from made_editions import CreateLibrary, MakePart, WriteEdition
from palermo.cli import app
from palermo.edition import Library
from palermo.statements import StatementKind

RUN = CliRunner()

pytestmark = pytest.mark.usefixtures("without_embeddings")


@pytest.fixture(autouse=True)
def no_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the memory of the tests alone, which takes longer than a report."""
    monkeypatch.setattr("palermo.cli.report.free_memory", lambda: None)


@pytest.fixture(scope="module")
def library_path(create_library: CreateLibrary, make_part: MakePart, write_edition: WriteEdition) -> Library:
    """A library with one document on technology."""
    tags = {"kind": StatementKind.ACTIVITY, "themes": ("technology",), "addressees": ()}
    library = create_library()
    write_edition(library, [make_part("one", "The body mapped platforms.", date="2022-02-01", statement=tags)])
    return library


def run(library: Library, *words: str) -> tuple[int, str]:
    done = RUN.invoke(app, ["report", *words, "--library", str(library.path)])
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("ending", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doctype"), ("md", b"# ")]
)
def test_format_follows_the_files_ending(library_path: Library, tmp_path: Path, ending: str, start: bytes) -> None:
    file = tmp_path / f"dossier.{ending}"
    code, err = run(library_path, "dossier", "technology", "--output", str(file))
    assert code == 0, err
    assert file.read_bytes().startswith(start)


def test_report_is_printed_as_markdown(library_path: Library) -> None:
    code, err = run(library_path, "annual", "2022", "--language", "fr")
    assert code == 0
    assert "# Rapport annuel 2022" in err


def test_what_is_not_confirmed_is_left_out_unless_asked_for(
    library: Library, make_part: MakePart, write_edition: WriteEdition
) -> None:
    tags = {"kind": StatementKind.ACTIVITY, "themes": ("technology",), "addressees": ()}
    sure = make_part("one", "The body mapped platforms.", date="2022", statement=tags)
    doubtful = make_part("two", "The body closed platforms.", date="2022", statement={**tags, "confidence": 0.5})
    write_edition(library, [sure, doubtful])
    code, text = run(library, "dossier", "technology")
    assert code == 0
    assert "rests on 1 statement in 1 document" in text
    assert "not confirmed, and not counted here: 1." in text
    assert "closed platforms" not in text
    code, text = run(library, "dossier", "technology", "--unconfirmed")
    assert code == 0
    assert "rests on 2 statements in 2 documents" in text
    assert "not counted here" not in text


def test_foreword_is_read_from_a_file(library_path: Library, tmp_path: Path) -> None:
    text = tmp_path / "foreword.txt"
    text.write_text("We met\noften in %(year)s.\n\nThank you.", encoding="utf-8")
    code, err = run(library_path, "annual", "2022", "--foreword", str(text))
    assert code == 0
    assert "We met often in 2022." in err
    code, err = run(library_path, "annual", "2022", "--foreword", str(tmp_path / "none.txt"))
    assert code == 1
    assert "it cannot be read" in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("dossier", "unheardofthing"), "nothing about it is found"),
        (("country", "YUG"), "no State of today has that former code"),
        (("entity", "nobody-at-all"), "the registry has no entity with that id or name"),
        (("annual", "1999"), "no document of that year has a statement"),
        (("dossier", "technology", "--language", "de"), "reports are not available in this language"),
        (("mapping", "--format", "pdf"), "it cannot be printed"),
    ],
)
def test_what_cannot_be_written_is_said_with_reason(
    library_path: Library, words: tuple[str, ...], message: str
) -> None:
    code, err = run(library_path, *words)
    assert code in (1, 2)
    assert message in " ".join(err.split())
    assert "Traceback" not in err


def test_a_file_of_unknown_ending_is_refused(library_path: Library, tmp_path: Path) -> None:
    code, output = run(library_path, "dossier", "technology", "--output", str(tmp_path / "report.odt"))
    assert (code, "no format has the ending .odt. Use one of .html" in " ".join(output.split())) == (2, True), output
    assert not (tmp_path / "report.odt").exists()
