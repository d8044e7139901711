"""Each place that a document can have in its Work has a word on the pages, in every language."""

import pytest
from django.utils import translation

from palermo.portal.frame import words
from palermo.statements import Version


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_every_version_has_its_own_word(language: str) -> None:
    with translation.override(language):
        shown = [words.word(words.VERSIONS, version.value) for version in Version]
    assert len(set(shown)) == len(Version)
    assert all(word and not word.isupper() for word in shown)
