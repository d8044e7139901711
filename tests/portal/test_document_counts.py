"""Tests of document counts: a text counts once with copies, translations and versions."""

import re
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.portal.services.current_edition import get_document_index
from palermo.statements import Nature

PAGES = (
    "",
    "data/",
    "entities/unodc/statements/?role=addressed",
    "instruments/crc/",
    "library/",
    "library/?q=zebra",
    "recommendations/",
    "recommendations/?q=zebra",
    "search/?q=zebra",
    "who-does-what/",
)
COUNT = re.compile(r"(?:Counted among|Searched:|Documents</dt>\s*<dd><a[^>]*>|id=\"count\">)\s*(\d+)")


@pytest.fixture
def translated(sample: ModuleType, settings: LazySettings, tmp_path: Path) -> Client:
    """A library in which one document is the translation of another."""
    report, digest, *others = sample.EVERYTHING
    same_work = replace(digest, document=replace(digest.document, work=report.document.work))
    settings.PALERMO_LIBRARY = tmp_path / "library"
    sample.build(settings.PALERMO_LIBRARY, (report, same_work, *others))
    return Client()


@pytest.mark.slow
def test_pages_count_works_as_documents(translated: Client) -> None:
    counts = {path: COUNT.findall(translated.get(f"/en/{path}").content.decode()) for path in PAGES}
    index = get_document_index()
    assert len(index.works) < len(index.documents)
    result = {path: set(numbers) - {"0"} for path, numbers in counts.items()}
    assert {path: numbers for path, numbers in result.items() if numbers - {str(len(index.works))}} == {}
    assert sum(map(bool, result.values())) > 4


@pytest.mark.django_db
def test_library_of_digests_says_so_except_beside_joint_texts(
    sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    note = "This library holds digests in our words"
    for folder, nature in (("digests", Nature.DIGEST), ("originals", Nature.ORIGINAL)):
        settings.PALERMO_LIBRARY = tmp_path / folder
        sample.build(
            settings.PALERMO_LIBRARY,
            tuple(replace(item, document=replace(item.document, nature=nature)) for item in sample.EVERYTHING),
        )
        for path in ("", "recommendations/", "library/"):
            assert (note in Client().get(f"/en/{path}").content.decode()) is (nature is Nature.DIGEST), path
        assert note not in Client().get("/en/texts/").content.decode()
