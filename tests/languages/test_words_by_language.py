"""Whatever has words by language has those of every language of the table: YAML files, literals of the code, folders.

A new row of LANGUAGE_TABLE makes this test name each file that lacks words; with `has_labels`, also each place that
lacks a label. Without the section `privacy` of `languages/<code>/extraction.yaml` no private person of that language is
recognised.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import palermo
from palermo.extraction.privacy_lexicon import get_lexicon
from palermo.languages import LABELLED_LANGUAGES, LANGUAGES
from palermo.languages.language_words import find_differences
from palermo.reading.tesseract import LANGUAGE_MODELS
from palermo.safe_yaml import parse_yaml

SOURCES = Path(palermo.__file__).parent
WORDS = SOURCES / "languages"
NAMES = tuple(sorted(path.stem for path in (WORDS / "en").iterdir()))
"""Names of the files of words that each language has."""
UNNEEDED = {
    "publishing/survey_form.py": {"ru", "zh"},
}
"""Languages that need no words there."""
DEFAULTS = (
    "publishing/joint_text_files/docx_writer.py",
    "publishing/joint_text_files/text_pdf.py",
    "publishing/phrases.py",
    "reports/translation.py",
)
"""Files whose mappings have a default for all other languages."""
CODE_WITH_WORDS = (
    *("analysis/follow_up/act_detection.py", "reading/bidi.py", "search/text_analysis.py"),  # letters of Arabic
    *(
        "extraction/masking.py",
        "extraction/tagger/person_boundaries.py",
        "extraction/tagger/arabic_names.py",
        "extraction/tagger/names.py",
    ),  # attached articles
    *("vocabulary/script_normalisation.py", "vocabulary/periods.py"),  # endings; digits in Chinese
    *("linking/citation_patterns.py", "linking/citations.py", "reading/layout/printed_numbers.py"),  # Chinese numbers
    *("extraction/state_names.py", "linking/gazetteer.py", "registry/name_matching.py"),  # cases of Russian
    *("statements/facets.py", "statements/kinds.py"),  # labels of all languages in one entry
    "evaluation/error_causes.py",  # labels of training
    *("reading/metadata/document_date.py", "reading/metadata/titles.py"),
    *("reading/metadata/organisation_names.py", "reading/metadata/publisher.py"),
    *("reading/metadata/publisher_candidates.py", "reading/metadata/front_matter.py"),  # the latter has keys of files
    *("reading/metadata/publisher_evidence.py", "reading/metadata/printed_dates.py"),
)
"""Modules with letters, numbers or endings of a script, and those of publishers and of run-on titles."""
LITERAL_CODE = re.compile(r"(?<=[\"'])[a-z]{2}(?=[\"'])")
LITERAL_ENTRIES = ("name", "outlines", "replacement")
"""Entries of words by language that are compared, or written, as they are."""
WORD = re.compile("[а-яё]{3,}|[\u0621-\u064a]{3,}|[\u4e00-\u9fff]{2,}")
OPTIONAL_KEYS = frozenset({"adjectives", "apart", "list", "matching", "unless"})
"""Words that some languages have, and rules that some of them need."""
OPTIONAL_NAMES = ("registry/entities.yaml", "registry/instruments.yaml")
"""Files whose `names` are those that a body or text has; others are shown with the English one."""


def is_by_language(keys: set[Any]) -> bool:
    return len(keys & set(LANGUAGES)) >= 2 or "en" in keys


def find_yaml_mappings(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], set[Any]]]:
    if isinstance(value, Mapping):
        if is_by_language(set(value)):
            yield path, set(value)
        for key, item in value.items():
            yield from find_yaml_mappings(item, (*path, str(key)))
    elif isinstance(value, list):
        for item in value:
            yield from find_yaml_mappings(item, (*path, str(item.get("id", "")) if isinstance(item, dict) else ""))


def list_yaml_faults(file: str) -> list[str]:
    text = (SOURCES / file).read_text(encoding="utf-8")
    needed = set(LABELLED_LANGUAGES) - UNNEEDED.get(file, set())
    return [
        f"{file}, {'/'.join(path)}: {', '.join(sorted(needed - languages))}"
        for path, languages in find_yaml_mappings(yaml.load(text, Loader=yaml.CSafeLoader), ())
        if not OPTIONAL_KEYS & set(path) and not (file in OPTIONAL_NAMES and "names" in path) and needed - languages
    ]


def list_code_faults(file: str) -> list[str]:
    text = (SOURCES / file).read_text(encoding="utf-8")
    if len(set(LITERAL_CODE.findall(text)) & set(LANGUAGES)) < 2:
        return []
    tree = ast.parse(text)
    needed = set(LABELLED_LANGUAGES) - UNNEEDED.get(file, set())
    mappings = [
        (node.lineno, {key.value for key in node.keys if isinstance(key, ast.Constant)})
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
    ]
    return [
        f"{file}, line {line}: {', '.join(sorted(needed - languages))}"
        for line, languages in mappings
        if len(languages & set(LANGUAGES)) >= 2 and needed - languages
    ]


def list_files(ending: str) -> list[str]:
    paths = (path for path in SOURCES.rglob(f"*{ending}") if WORDS not in path.parents)
    return sorted(path.relative_to(SOURCES).as_posix() for path in paths)


def test_the_lexicon_of_private_persons_has_every_language() -> None:
    assert [language for language in LANGUAGES if get_lexicon(language) is None] == []


def test_yaml_has_words_of_every_language() -> None:
    assert [fault for file in list_files(".yaml") for fault in list_yaml_faults(file)] == []


def test_mappings_of_the_code_have_every_language() -> None:
    assert [fault for file in list_files(".py") if file not in DEFAULTS for fault in list_code_faults(file)] == []


def test_every_language_has_the_files_of_words() -> None:
    files = {(path.parent.name, path.name) for path in WORDS.glob("*/*.yaml")}
    assert files == {(language, f"{name}.yaml") for language in LANGUAGES for name in NAMES}


def test_the_guide_names_every_file_of_words() -> None:
    guide = (SOURCES.parents[1] / "docs" / "contributing.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}.yaml`" not in guide] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_language_has_the_entries_of_the_english_file(name: str) -> None:
    files = {language: parse_yaml((WORDS / language / f"{name}.yaml").read_text("utf-8")) for language in LANGUAGES}
    faults = {language: list(find_differences(files["en"], words)) for language, words in files.items()}
    assert faults == {language: [] for language in LANGUAGES}


@pytest.mark.parametrize(
    ("catalogues", "name"),
    [("portal/locale", "django.po"), ("reports/locale", "reports.po")],
    ids=["portal", "reports"],
)
def test_every_language_but_english_has_a_catalogue(catalogues: str, name: str) -> None:
    folders = {path.parent.parent.name for path in (SOURCES / catalogues).glob(f"*/LC_MESSAGES/{name}")}
    assert folders == set(LANGUAGES) - {"en"}


def test_tesseract_is_installed_with_every_language() -> None:
    packages = (SOURCES.parents[1] / "deploy" / "tesseract-packages.txt").read_text(encoding="utf-8").split()
    models = {model.replace("_", "-") for model in LANGUAGE_MODELS.values()}
    assert packages == ["tesseract-ocr", *(f"tesseract-ocr-{model}" for model in sorted(models))]


def find_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    if isinstance(value, dict):
        value = [item for key, item in value.items() if key not in LITERAL_ENTRIES]
    for item in value if isinstance(value, list) else ():
        yield from find_texts(item)


@pytest.mark.parametrize("name", NAMES)
def test_words_are_valid_parts_of_regular_expressions(name: str) -> None:
    files = sorted(WORDS.glob(f"*/{name}.yaml"))
    texts = [text for file in files for text in find_texts(parse_yaml(file.read_text(encoding="utf-8")))]
    patterns = [text.replace("{name}", "(?P<name>.)") for text in texts]
    assert [text for text in patterns if re.compile(text).flags & re.VERBOSE] == []


def list_words_in_code(file: str) -> list[str]:
    """Return words in Cyrillic, Arabic or Chinese of the literals of a module, without those of its documentation."""
    text = (SOURCES / file).read_text(encoding="utf-8")
    if not WORD.search(text) and "\\" not in text:  # a backslash may begin the code of a letter
        return []
    tree = ast.parse(text)
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    literals = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documentation]
    return [word for node in literals if isinstance(node.value, str) for word in WORD.findall(node.value)]


def test_words_of_a_language_are_not_in_the_code() -> None:
    faults = {file: words for file in list_files(".py") if (words := list_words_in_code(file))}
    assert sorted(faults.keys() - set(CODE_WITH_WORDS)) == []
    assert sorted(set(CODE_WITH_WORDS) - faults.keys()) == [], "no longer needed in CODE_WITH_WORDS"


def test_exceptions_are_still_needed() -> None:
    assert all((SOURCES / file).exists() for file in (*UNNEEDED, *DEFAULTS, *OPTIONAL_NAMES))


def test_a_missing_language_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.SOURCES", tmp_path)
    labels = dict.fromkeys([language for language in LANGUAGES if language != "zh"], "label")
    (tmp_path / "labels.py").write_text(f"LABELS = {labels}", encoding="utf-8")
    assert list_code_faults("labels.py") == ["labels.py, line 1: zh"]
