"""Tests of the name index: exact names, languages, prefixes, stems, typing errors."""

import pytest

from palermo.search import MatchQuality, NameType, load_name_index


def _find_names(query: str, language: str = "en", *types: NameType) -> list[tuple[str, MatchQuality]]:
    return [(hit.item.id, hit.quality) for hit in load_name_index().find(query, language, types or tuple(NameType))]


@pytest.mark.parametrize(
    ("query", "language", "id"),
    [
        ("UNICEF", "en", "unicef"),
        ("unodc", "ar", "unodc"),
        ("A/RES/64/293", "en", "global-plan-of-action"),
        ("Côte d’Ivoire", "en", "CIV"),
        ("cote d'ivoire", "en", "CIV"),
        ("extracción de órganos", "en", "organ-removal"),
        ("EXTRACCION DE ORGANOS", "es", "organ-removal"),
        ("торговля людьми", "ru", "trafficking-in-persons"),
        ("贩运人口", "zh", "trafficking-in-persons"),
        ("الاتجار بالأشخاص", "ar", "trafficking-in-persons"),
        ("West Africa", "en", "011"),
    ],
)
def test_exact_name_in_any_language_comes_first(query: str, language: str, id: str) -> None:
    assert _find_names(query, language)[0] == (id, MatchQuality.EXACT)


def test_beginning_of_a_name_is_found_while_typing() -> None:
    assert _find_names("unic")[0] == ("unicef", MatchQuality.BEGINNING)
    assert ("public-procurement", MatchQuality.PREFIXES) in _find_names("procur")


def test_term_of_the_vocabulary_finds_its_topic() -> None:
    assert _find_names("procurement", "en", NameType.TOPIC)[0][0] == "public-procurement"


def test_typing_error_is_forgiven_in_long_words_only() -> None:
    assert "trafficking-in-persons" in dict(_find_names("trafiking", "en", NameType.TOPIC))
    assert _find_names("xyz") == []
    assert _find_names("zzzzzzzzzz") == []


def test_inflected_name_matches_within_its_own_language() -> None:
    hits = dict(_find_names("торговлей людьми", "ru", NameType.TOPIC))
    assert hits["trafficking-in-persons"] in (MatchQuality.STEMS, MatchQuality.TERM)


def test_name_in_another_language_follows_names_in_the_page_language() -> None:
    hits = load_name_index().find("trata", "en")
    foreign = [hit.is_foreign for hit in hits if hit.quality is not MatchQuality.EXACT]
    assert foreign == sorted(foreign)


def test_names_within_a_longer_query_are_found() -> None:
    ids = dict(_find_names("UNICEF child trafficking West Africa"))
    assert ids["unicef"] is ids["011"] is MatchQuality.CONTAINED
    assert {"children", "trafficking-in-persons"} <= ids.keys()


def test_question_word_is_no_acronym() -> None:
    assert "who" not in dict(_find_names("who helps victims"))
    assert dict(_find_names("WHO guidance on victims"))["who"] is MatchQuality.CONTAINED


def test_provision_is_found_by_its_words() -> None:
    hits = load_name_index().find("trust fund for victims", "en", [NameType.PROVISION])
    assert hits
    assert {hit.item.parent_id for hit in hits} >= {"global-plan-of-action"}
    assert load_name_index().find("fondo fiduciario para las víctimas", "es", [NameType.PROVISION])


@pytest.mark.parametrize("query", ["", " ", "?!", "\u0000", "'; DROP TABLE", "a" * 5000, "- - -", "ا"])
def test_no_query_is_an_error(query: str) -> None:
    assert isinstance(_find_names(query), list)
