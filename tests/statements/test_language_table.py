"""Tests of the table of languages: whatever has a value for each language has one for every row."""

from palermo.reading.tesseract import LANGUAGE_MODELS
from palermo.statements import FACETS, LANGUAGE_TABLE, LANGUAGES, RTL_LANGUAGES


def test_every_language_has_codes_and_names_of_its_own() -> None:
    for field in ("code", "iso_639_3", "english_name", "native_name", "locale", "opengraph_locale", "library_locale"):
        assert len({getattr(language, field) for language in LANGUAGE_TABLE}) == len(LANGUAGE_TABLE), field
    assert set(RTL_LANGUAGES) < set(LANGUAGES)


def test_every_language_has_its_values() -> None:
    assert set(LANGUAGE_MODELS) == set(LANGUAGES)
    assert {
        facet.name: set(LANGUAGES) - set(facet.labels) for facet in FACETS if set(LANGUAGES) - set(facet.labels)
    } == {}
