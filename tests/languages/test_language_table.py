"""Tests of the table of languages: whatever has a value for each language has one for every row."""

from palermo.languages import LABELLED_LANGUAGES, LANGUAGE_TABLE, LANGUAGES, RTL_LANGUAGES
from palermo.reading.tesseract import LANGUAGE_MODELS
from palermo.statements import FACETS


def test_every_language_has_codes_and_names_of_its_own() -> None:
    for field in ("code", "iso_639_3", "english_name", "native_name", "locale", "opengraph_locale", "library_locale"):
        assert len({getattr(language, field) for language in LANGUAGE_TABLE}) == len(LANGUAGE_TABLE), field
    assert set(RTL_LANGUAGES) < set(LANGUAGES)


def test_every_language_has_its_values() -> None:
    assert set(LANGUAGE_MODELS) == set(LANGUAGES)
    missing = {facet.name: set(LABELLED_LANGUAGES) - set(facet.labels) for facet in FACETS}
    assert {name: languages for name, languages in missing.items() if languages} == {}
