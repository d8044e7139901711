"""Files of words by language: patterns of all languages, and errors that name the file, the entry and the fault."""

import re
from pathlib import Path

import pytest

from palermo.errors import RegistryInvalid
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords

ENGLISH = "names:\n  verbs: [walks, 'runs?']\n  article: the\n"
EMPTY = "names:\n  verbs: []\n  article: ''\n"


@pytest.fixture
def words(tmp_path: Path) -> LanguageWords:
    for language in LANGUAGES:
        write_file(tmp_path, language, ENGLISH if language == "en" else EMPTY)
    return LanguageWords("walking", tmp_path)


def write_file(folder: Path, language: str, text: str) -> None:
    (folder / language).mkdir(exist_ok=True)
    (folder / language / "walking.yaml").write_text(text, encoding="utf-8")


def test_a_pattern_has_the_words_of_all_languages(tmp_path: Path, words: LanguageWords) -> None:
    write_file(tmp_path, "fr", "names:\n  verbs: [marche]\n  article: le\n")
    pattern = words.compile_pattern(r"(?:{names.article}) \w+ (?:{names.verbs})", re.IGNORECASE)
    assert pattern.compiled.pattern == r"(?:the|le) \w+ (?:walks|runs?|marche)"
    assert pattern.fullmatch("Le meunier marche")


def test_a_missing_entry_is_named(tmp_path: Path, words: LanguageWords) -> None:
    write_file(tmp_path, "fr", "names:\n  verbs: []\n")
    with pytest.raises(RegistryInvalid, match=r"languages/fr/walking\.yaml: `names\.article` is missing"):
        words.list_words("names", "article")


def test_an_entry_of_another_kind_is_named(tmp_path: Path, words: LanguageWords) -> None:
    write_file(tmp_path, "es", "names:\n  verbs: corre\n  article: el\n")
    with pytest.raises(RegistryInvalid, match=r"languages/es/walking\.yaml: `names\.verbs` must be a list"):
        words.list_words("names", "verbs")


def test_a_missing_file_is_named(tmp_path: Path, words: LanguageWords) -> None:
    (tmp_path / "zh" / "walking.yaml").unlink()
    with pytest.raises(
        RegistryInvalid,
        match=r"languages/zh/walking\.yaml: .* Copy languages/en/walking\.yaml",
    ):
        words.list_words("names", "verbs")
