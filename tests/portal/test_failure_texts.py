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
from palermo.portal.base.failure_texts import FAILURE_TEXTS, TEXTS_WITH_FIGURES, find_failure_text, translate_failure
from palermo.portal.base.reason_texts import describe_failure
from palermo.reading import document_reader, pdf_fallbacks, zip_limits

CODE = Path(palermo.__file__).parent


def test_every_text_is_one_that_reading_or_its_sandbox_writes() -> None:
    sources = "".join(path.read_text() for name in ("reading", "sandbox") for path in (CODE / name).rglob("*.py"))
    assert [text for text in FAILURE_TEXTS if f'"{text}"' not in sources] == []


OCR_ENDS = ("Tesseract is not installed to recognise it", "Tesseract recognises none on them")
WITH_DETAILS = (
    "a part of it is not XML (",
    "byte 3 is not ",
    "drawing its page stopped with ",
    "it cannot be parsed (",
    "it is not CSV (",
    "it is not XML (",
    "it measures ",
    "its archive is damaged (",
    "its cached passages cannot be loaded (",
    "its part ",
    "its reader stopped with ",
    "its reader was killed (",
    "lxml cannot parse it (",
    "the file has ",
)
"""Beginnings of reasons that quote a program, a part of the file or a size, and stay in English."""


def _list_raised_texts() -> Iterator[str]:
    """Yield reasons and hints that reading and its sandbox write where they raise them, with 3 for each value."""
    names = {name for name, item in vars(errors).items() if isinstance(item, type) and issubclass(item, DocumentFailed)}
    for path in (path for name in ("reading", "sandbox") for path in (CODE / name).rglob("*.py")):
        nodes = tuple(ast.walk(ast.parse(path.read_text())))
        calls = (node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in names)
        assigned = (node for node in nodes if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
        named = (node.value for node in assigned if ast.unparse(node.targets[0]) in {"reason", "hint"})
        for argument in (*(item for call in calls for item in call.args[1:]), *named):
            if isinstance(argument, ast.JoinedStr):
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "3" for part in argument.values)
            elif isinstance(argument, ast.Constant):
                yield str(argument.value)


def test_reasons_without_details_of_programs_are_all_translated() -> None:
    texts = sorted(set(_list_raised_texts()))
    assert [text for text in texts if not text.startswith(WITH_DETAILS) and find_failure_text(text) is None] == []
    assert [beginning for beginning in WITH_DETAILS if not any(text.startswith(beginning) for text in texts)] == []


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
