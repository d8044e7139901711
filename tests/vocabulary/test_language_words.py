"""Files of words by language: patterns of all languages, and errors that name the file, the entry and the fault."""

import re
import sys
from pathlib import Path

import pytest

from palermo.errors import RegistryInvalid
from palermo.statements import LANGUAGES
from palermo.vocabulary.language_words import LanguageWords

ENGLISH = "names:\n  verbs: [walks, 'runs?']\n  article: the\n"
EMPTY = "names:\n  verbs: []\n  article: ''\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    name = f"words_{tmp_path.name}".replace("-", "_")
    folder = tmp_path / name / "languages"
    folder.mkdir(parents=True)
    (tmp_path / name / "__init__.py").touch()
    for language in LANGUAGES:
        (folder / f"{language}.yaml").write_text(ENGLISH if language == "en" else EMPTY, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    return name


def write_file(tmp_path: Path, package: str, language: str, text: str) -> None:
    (tmp_path / package / "languages" / f"{language}.yaml").write_text(text, encoding="utf-8")


def test_a_pattern_has_the_words_of_all_languages(tmp_path: Path, package: str) -> None:
    write_file(tmp_path, package, "fr", "names:\n  verbs: [marche]\n  article: le\n")
    pattern = LanguageWords(package).compile_pattern(r"(?:{names.article}) \w+ (?:{names.verbs})", re.IGNORECASE)
    assert pattern.compiled.pattern == r"(?:the|le) \w+ (?:walks|runs?|marche)"
    assert pattern.fullmatch("Le meunier marche")


def test_a_missing_entry_is_named(tmp_path: Path, package: str) -> None:
    write_file(tmp_path, package, "fr", "names:\n  verbs: []\n")
    with pytest.raises(RegistryInvalid, match=r"languages/fr\.yaml: `names\.article` is missing"):
        LanguageWords(package).list_words("names", "article")


def test_an_entry_of_another_kind_is_named(tmp_path: Path, package: str) -> None:
    write_file(tmp_path, package, "es", "names:\n  verbs: corre\n  article: el\n")
    with pytest.raises(RegistryInvalid, match=r"languages/es\.yaml: `names\.verbs` must be a list"):
        LanguageWords(package).list_words("names", "verbs")


def test_a_missing_file_is_named(tmp_path: Path, package: str) -> None:
    (tmp_path / package / "languages" / "zh.yaml").unlink()
    with pytest.raises(RegistryInvalid, match=r"languages/zh\.yaml: the language has no file\. Copy en\.yaml"):
        LanguageWords(package).list_words("names", "verbs")


def test_a_change_of_words_changes_the_version(tmp_path: Path, package: str) -> None:
    version = LanguageWords(package).compute_version()
    write_file(tmp_path, package, "ru", "names:\n  verbs: [идёт]\n  article: ''\n")
    assert LanguageWords(package).compute_version() != version
