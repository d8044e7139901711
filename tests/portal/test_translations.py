"""Tests of translations: every string in every catalogue, in all plural forms."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message
from django.utils import translation

import palermo
from palermo.portal import catalogues
from palermo.portal.base import languages, number_formats
from palermo.reports import catalogues as report_catalogues

CATALOGUE_FOLDER = Path(palermo.__file__).parent
FIELD = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module", autouse=True)
def extracted_once() -> Iterator[None]:
    """Read the strings of code and templates once for all tests of this module."""
    messages = tuple(catalogues.extract_messages())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogues, "extract_messages", lambda: messages)
        yield


def _key(message: Message) -> tuple[object, str | None]:
    return (message.id if isinstance(message.id, str) else tuple(message.id), message.context)


def test_templates_and_code_say_something() -> None:
    text = {words for words, _context, _path in catalogues.extract_messages()}
    assert "Skip to content" in text
    assert ("%(count)s document", "%(count)s documents") in text
    assert "Page %(page)s" in text
    assert "Sign in to open this page." in text
    assert "This was answered already." in text
    assert len(text) > 200


@pytest.mark.parametrize("language", catalogues.TRANSLATED_LANGUAGES)
def test_every_string_is_translated(language: str) -> None:
    stored = catalogues.read_catalogue(language)
    text = {_key(message) for message in catalogues.build_template() if message.id}
    assert {_key(message) for message in stored if message.id} == text
    assert catalogues.list_untranslated(stored) == []
    assert not any(message.fuzzy for message in stored if message.id)


@pytest.mark.parametrize("language", catalogues.TRANSLATED_LANGUAGES)
def test_translations_fill_in_no_more_than_there_is(language: str) -> None:
    for message in catalogues.read_catalogue(language):
        if not message.id:
            continue
        values = message.id if isinstance(message.id, str) else message.id[1]
        forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
        for form in forms:
            assert set(FIELD.findall(form)) <= set(FIELD.findall(values)), message.id
        assert set(FIELD.findall(forms[-1])) == set(FIELD.findall(values)), message.id


@pytest.mark.parametrize("language", catalogues.TRANSLATED_LANGUAGES)
def test_no_translation_is_there_twice_in_a_row(language: str) -> None:
    for message in catalogues.read_catalogue(language):
        for words in [message.string] if isinstance(message.string, str) else message.string or ():
            half = len(words) // 2
            assert len(words) < 8 or words[:half] != words[half:], message.id


def test_untranslated_strings_are_named() -> None:
    empty = catalogues.build_template()
    assert "Skip to content" in catalogues.list_untranslated(empty)
    assert "%(count)s document" in catalogues.list_untranslated(empty)


def test_update_keeps_translations_and_drops_what_is_no_longer_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = catalogues.read_catalogue("ru")
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    monkeypatch.setattr(report_catalogues, "CATALOGUES", tmp_path)
    assert "Skip to content" in catalogues.update_catalogue("ru")
    path = tmp_path / "ru" / "LC_MESSAGES" / "django.po"
    text = path.read_text(encoding="utf-8") + '\nmsgid "No longer said"\nmsgstr "Да"\n'
    path.write_text(text.replace('msgid "Dark"\nmsgstr ""', 'msgid "Dark"\nmsgstr "Темный"'), encoding="utf-8")
    assert "Dark" not in catalogues.update_catalogue("ru")
    assert "No longer said" not in path.read_text(encoding="utf-8")
    assert catalogues.main() == 1
    assert catalogues.read_catalogue("ru").num_plurals == before.num_plurals


@pytest.mark.parametrize("language", catalogues.TRANSLATED_LANGUAGES)
@pytest.mark.parametrize(
    ("module", "name", "update"),
    [
        (catalogues, "django.po", catalogues.update_catalogue),
        (report_catalogues, "reports.po", report_catalogues.update_report_catalogue),
    ],
)
def test_catalogues_are_as_an_update_writes_them(
    module: ModuleType,
    name: str,
    update: Callable[[str], object],
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = Path(language, "LC_MESSAGES", name)
    stored = (module.CATALOGUES / place).read_bytes()
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_bytes(stored)
    monkeypatch.setattr(module, "CATALOGUES", tmp_path)
    update(language)
    assert (tmp_path / place).read_bytes() == stored


def test_compiling_twice_writes_once(tmp_path: Path) -> None:
    catalogues.compile_catalogues(tmp_path)
    compiled = tmp_path / "ar" / "LC_MESSAGES" / "django.mo"
    written = compiled.stat().st_mtime_ns
    catalogues.compile_catalogues(tmp_path)
    assert compiled.stat().st_mtime_ns == written
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(catalogues.TRANSLATED_LANGUAGES)


@pytest.mark.parametrize(
    ("language", "displayed"),
    [
        ("en", {1: "1 document", 2: "2 documents", 1500: "1,500 documents"}),
        ("fr", {0: "0 document", 1: "1 document", 2: "2 documents", 1500: "1\u202f500 documents"}),
        ("es", {1: "1 documento", 2: "2 documentos"}),
        ("ru", {1: "1 документ", 3: "3 документа", 5: "5 документов", 21: "21 документ"}),
        ("ar", {1: "وثيقة واحدة", 2: "وثيقتان", 3: "3 وثائق", 11: "11 وثيقة", 100: "100 وثيقة", 0: "0 وثيقة"}),
        ("zh", {1: "1份文件", 7: "7份文件"}),
    ],
)
def test_plural_forms(language: str, displayed: dict[int, str]) -> None:
    with translation.override(language):
        assert {count: number_formats.format_count(count, "documents") for count in displayed} == displayed


def test_arabic_tells_eleven_from_a_hundred() -> None:
    with translation.override("ar"):
        assert number_formats.format_count(11, "statements") == "11 بياناً"
        assert number_formats.format_count(100, "statements") == "100 بيان"


@pytest.mark.parametrize(
    ("iso", "displayed"),
    [
        ("2026-05-12", {"en": "12 May 2026", "fr": "12 mai 2026", "es": "12 de mayo de 2026", "zh": "2026年5月12日"}),
        ("2026-05", {"en": "May 2026", "fr": "mai 2026"}),
        ("2026", {"en": "2026", "ar": "2026"}),
        ("2026-13-45", {"en": "2026-13-45"}),
        ("soon", {"en": "soon"}),
        (None, {"en": ""}),
    ],
)
def test_dates(iso: str | None, displayed: dict[str, str]) -> None:
    assert {language: number_formats.format_iso_date(iso, language) for language in displayed} == displayed


def test_digits_stay_as_in_the_citations() -> None:
    for language in ("ar", "zh", "ru"):
        for text in (
            number_formats.format_integer(1234567, language),
            number_formats.format_iso_date("2026-05-12", language),
            number_formats.format_share(0.5, language),
        ):
            assert all(c in "0123456789" for c in text if c.isdigit())
    assert number_formats.format_iso_month("2026-05-12", "en") == "May 2026"
    assert number_formats.format_iso_month("2026-99", "en") == "2026"


@pytest.mark.parametrize(
    "path", sorted(CATALOGUE_FOLDER.rglob("*.po")), ids=lambda path: f"{path.parts[-3]} {path.stem}"
)
def test_headers_of_catalogues_are_filled_in(path: Path) -> None:
    header = path.read_text(encoding="utf-8").split("\n\n")[0]
    assert "PROJECT" not in header
    assert "fuzzy" not in header
    assert "EMAIL@ADDRESS" not in header


def test_names_of_languages() -> None:
    assert languages.get_language_name("ar", "fr") == "arabe"
    assert languages.get_language_name("xx-nonsense!", "fr") == "xx-nonsense!"
    assert {languages.get_direction(code) for code in ("ar", "fa", "he", "ur-PK")} == {"rtl"}
    assert {languages.get_direction(code) for code in ("fr", "qqq", "", None)} == {"ltr"}
