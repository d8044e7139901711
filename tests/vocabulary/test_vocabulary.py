"""Tests of the vocabulary: ids, six labels, readable terms, errors with lines."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.errors import RegistryInvalid
from palermo.languages import LABELLED_LANGUAGES
from palermo.vocabulary import FIELD_THEMES, SCHEMES, load_vocabulary

VOCABULARY = load_vocabulary()
CONCEPTS = [concept for scheme in SCHEMES for concept in VOCABULARY.list_concepts(scheme)]

IDS = {
    "exploitation": """sexual-exploitation forced-labour domestic-servitude debt-bondage slavery forced-marriage
        organ-removal forced-criminality forced-begging child-soldiering illegal-adoption online-exploitation""",
    "interventions": """prevention awareness-raising identification-and-referral protection-and-assistance
        return-and-reintegration access-to-justice investigation-and-prosecution legislation-and-policy
        capacity-building data-and-research coordination-and-partnership survivor-engagement
        supply-chain-due-diligence public-procurement financial-investigation border-management
        monitoring-and-evaluation""",
    "themes": """trafficking-in-persons migrant-smuggling technology humanitarian-crises conflict migration
        displacement climate supply-chains corruption organised-crime gender child-protection labour-rights health
        sustainable-development vulnerability""",
    "groups": """children women men migrants refugees internally-displaced-persons workers persons-with-disabilities
        indigenous-peoples minorities lgbti-persons survivors""",
    "audiences": """states law-enforcement judiciary border-officials policymakers civil-society private-sector
        international-organisations service-providers media academia public procurement-officials
        survivors-organisations""",
}


@pytest.mark.parametrize("scheme", IDS)
def test_every_id_of_the_record_is_there(scheme: str) -> None:
    assert {concept.id for concept in VOCABULARY.list_concepts(scheme)} >= set(IDS[scheme].split())


def test_the_themes_of_the_field_are_themes() -> None:
    assert {concept.id for concept in VOCABULARY.list_concepts("themes")} > set(FIELD_THEMES)


def test_every_concept_has_six_labels_a_definition_and_terms() -> None:
    for concept in CONCEPTS:
        assert tuple(concept.labels) == LABELLED_LANGUAGES, concept.id
        assert tuple(concept.definitions) == LABELLED_LANGUAGES, concept.id
        assert concept.definitions["en"].endswith("."), concept.id
        assert ". " not in concept.definitions["en"], "one sentence"
        if concept.scheme != "documents":
            assert all(concept.terms.get(language) for language in LABELLED_LANGUAGES), concept.id


def test_labels_fall_back_to_english_and_then_to_the_id() -> None:
    assert VOCABULARY.get_label("trafficking-in-persons", "fr") == "Traite des personnes"
    assert VOCABULARY.get_label("trafficking-in-persons", "de") == "Trafficking in persons"
    assert VOCABULARY.get_label("no-such-word", "fr") == "no-such-word"
    assert "no-such-word" not in VOCABULARY
    assert VOCABULARY.get_concept("no-such-word") is None


def test_narrower_is_the_other_side_of_broader() -> None:
    assert "debt-bondage" in {concept.id for concept in VOCABULARY.list_narrower("slavery")}


GOOD = """- id: one
  labels: {en: A, fr: B, es: C, ar: D, ru: E, zh: F}
  definitions: {en: "One."}
  terms:
    en: [one word]
- id: two
  broader: one
  labels: {en: A, fr: B, es: C, ar: D, ru: E, zh: F}
  definitions: {en: "Two."}
"""

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(old: str, new: str) -> Path:
        for scheme in SCHEMES:
            text = GOOD.replace("one", f"{scheme}-1").replace("two", f"{scheme}-2") if scheme != "themes" else GOOD
            (tmp_path / f"{scheme}.yaml").write_text(text, encoding="utf-8")
        assert old in GOOD
        (tmp_path / "themes.yaml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return written


def test_a_folder_of_ones_own_is_loaded(write: Write) -> None:
    vocabulary = load_vocabulary(write("One.", "The first."))
    assert vocabulary.version != VOCABULARY.version
    assert vocabulary.list_concepts("themes")[1].broader == "one"


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("broader: one", "broader: three", 7, "'three' is no concept of themes.yaml"),
        ("broader: one", "broader: groups-1", 7, "is no concept of themes.yaml"),
        ('  definitions: {en: "One."}', '  broader: two\n  definitions: {en: "One."}', 8, "a cycle: one > two > one"),
        ("broader: one", "broader: two", 7, "a cycle"),
        (", zh: F}", "}", 2, "no 'zh' in labels"),
        ("id: two", "id: one", 6, "is already in themes.yaml, line 1"),
        ("id: two", "id: groups-1", 1, "is already"),
        ("broader: one", "wider: one", 7, "unknown key 'wider'"),
        ("broader: one", 'targets: ["8.12"]', 7, "'8.12' is not a target"),
        ("en: [one word]", "en: [.. word]", 5, "needs a word at both ends"),
        ("en: [one word]", "en: [o*]", 5, "stem of one letter"),
        ("en: [one word]", "de: [ein Wort]", 5, "unknown key 'de'"),
        ("en: [one word]", "en: one word", 5, "list of texts"),
        ('definitions: {en: "One."}', "definitions: {fr: Un.}", 3, "no 'en' in definitions"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(write: Write, old: str, new: str, line: int, words: str) -> None:
    with pytest.raises(RegistryInvalid) as caught:
        load_vocabulary(write(old, new))
    assert words in str(caught.value)
    assert f"line {line}" in str(caught.value)


@pytest.mark.slow
def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RegistryInvalid, match=r"exploitation\.yaml: cannot be read"):
        load_vocabulary(tmp_path)
