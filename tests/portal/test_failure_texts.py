"""Tests of why documents could not be read, in the page's language."""

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import palermo
from palermo import errors
from palermo.errors import DocumentFailed, NoText, TooLarge, Unreadable
from palermo.portal.base.failure_texts import (
    FAILURE_TEXTS,
    TEXTS_WITH_DETAILS,
    TEXTS_WITH_FIGURES,
    find_failure_text,
    translate_failure,
)
from palermo.portal.base.reason_texts import describe_failure
from palermo.reading import document_reader, pdf_fallbacks, zip_limits

CODE = Path(palermo.__file__).parent


def test_every_text_is_one_that_reading_or_its_sandbox_writes() -> None:
    sources = "".join(path.read_text() for name in SOURCES for path in (CODE / name).rglob("*.py"))
    sources += (CODE / "http_connection.py").read_text()
    assert [text for text in FAILURE_TEXTS if f'"{text}"' not in sources] == []


OCR_ENDS = ("Tesseract is not installed to recognise it", "Tesseract recognises none on them")
SOURCES = ("reading", "sandbox", "sources")
STOPPING = ("catalogue.py", "collection.py", "definition.py", "sitemap.py")
"""Modules of `sources` whose errors stop a command, or are warnings of it."""
COMPOSED = (
    "3 no text, and ",
    "3 takes ",
    "33",
    "it does not start (",
    "its reader was killed (3)3",
    "its sheets extend over more",
)
"""Reasons of two parts, which other tests compose, and one that stops a command."""


def _list_raised_texts() -> Iterator[str]:
    """Yield reasons and hints that are written where they are raised, with 3 for each value."""
    names = {name for name, item in vars(errors).items() if isinstance(item, type) and issubclass(item, DocumentFailed)}
    paths = (path for name in SOURCES for path in (CODE / name).rglob("*.py") if path.name not in STOPPING)
    for path in paths:
        nodes = tuple(ast.walk(ast.parse(path.read_text())))
        calls = (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in names)
        assigned = (node for node in nodes if isinstance(node, ast.Assign))
        named = (node.value for node in assigned if ast.unparse(node.targets[0]) in {"reason", "hint"})
        for argument in (*(item for call in calls for item in call.args[1:]), *named):
            if isinstance(argument, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "3" for part in argument.values)
            elif isinstance(argument, ast.Constant):
                yield str(argument.value)


def test_reasons_of_reading_fetching_and_archives_are_all_translated() -> None:
    texts = sorted(set(_list_raised_texts()))
    assert [text for text in texts if not text.startswith(COMPOSED) and find_failure_text(text) is None] == []
    assert [beginning for beginning in COMPOSED if not any(text.startswith(beginning) for text in texts)] == []


@pytest.mark.parametrize("text", TEXTS_WITH_FIGURES)
def test_reasons_with_figures_are_in_the_language_of_the_page(text: str) -> None:
    names = re.findall(r"%\((\w+)\)s", text)
    reason = text % {name: f"{10_000 + number:,}" for number, name in enumerate(names)}
    with override("es"):
        translated = translate_failure(reason)
    assert "<bdi" not in translated
    assert reason != translated
    assert all(f"10.00{number}" in translated for number in range(len(names)))
    with override("en"):
        assert translate_failure(reason) == reason


@pytest.mark.parametrize("text", TEXTS_WITH_DETAILS)
def test_reasons_with_details_keep_what_a_program_says(text: str) -> None:
    details = {name: "3" if name == "count" else f"[{name}]" for name in re.findall(r"%\((\w+)\)s", text)}
    with override("ru"):
        translated = find_failure_text(text % details)
    assert translated
    assert translated != text % details
    assert all(detail in translated for detail in details.values())


def test_causes_within_a_reason_are_translated_too() -> None:
    with override("fr"):
        assert find_failure_text("the site answers 503 Service Unavailable at https://a.org/b, tried 3 times") == (
            "le site répond 503 Service Unavailable à l’adresse https://a.org/b (3 tentatives)"
        )
        archive = find_failure_text("it has a password; all of the archive is left out")
        assert archive == "il est protégé par un mot de passe ; toute l’archive est laissée de côté"


@pytest.mark.parametrize(
    "text",
    [
        document_reader.SUPPORTED_FORMATS_REMEDY,
        document_reader.ARCHIVE_REMEDY,
        *(f"{pdf_fallbacks._format_picture_count(count)} no text, and {end}" for count in (1, 3) for end in OCR_ENDS),
    ],
)
def test_remedies_by_format_and_pages_without_text_are_translated(text: str) -> None:
    with override("fr"):
        assert find_failure_text(text) not in {None, text}


def test_archives_and_large_files_give_reasons_that_are_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_limits, "MAX_PARTS", 0)
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    archive.writestr("a", "b")
    with pytest.raises(TooLarge) as caught, archive:
        zip_limits.refuse_zip_bombs(archive, "it")
    with override("fr"):
        assert "<bdi" not in describe_failure(caught.value)


def test_reasons_and_fixes_are_in_the_language_of_the_page() -> None:
    error = Unreadable("a.pdf", "it has a password", "Use a copy without a password")
    with override("fr"):
        assert describe_failure(error) == "Il est protégé par un mot de passe. Utilisez une copie sans mot de passe."
        assert translate_failure("it has a password") == "il est protégé par un mot de passe"
        assert describe_failure(NoText("a.txt", "it has no text")) == "Il ne contient pas de texte."
    with override("zh"):
        assert describe_failure(error) == "它有密码保护。请使用没有密码的副本。"
    with override("en"):
        assert describe_failure(error) == "It has a password. Use a copy without a password."


def test_other_reasons_are_marked_as_english() -> None:
    with override("es"):
        assert translate_failure("it has <3> parts") == '<bdi lang="en">it has &lt;3&gt; parts</bdi>'
        assert '<bdi lang="en">It has 3 parts.' in describe_failure(TooLarge("a.zip", "it has 3 parts", "Split it"))
