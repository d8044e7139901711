"""Tests of labels of document versions, in every language."""

import pytest
from django.utils import translation

from palermo.portal.base import value_labels
from palermo.statements import DocumentVersion


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar", "ru", "zh-hans"])
def test_every_version_has_its_own_word(language: str) -> None:
    with translation.override(language):
        displayed = [value_labels.get_value_label(value_labels.VERSIONS, version.value) for version in DocumentVersion]
    assert len(set(displayed)) == len(DocumentVersion)
    assert all(word and not word.isupper() for word in displayed)
