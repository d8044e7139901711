"""Tests of the home page: figures that open what they count, and recent changes."""

import re
from dataclasses import replace
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.edition import CompiledDocument, QuarantinedDocument
from palermo.portal.services import edition_changes


@pytest.fixture
def two_editions(sample: ModuleType, settings: LazySettings, tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A library with two editions.

    The second has one document more, one less, one with another title, and a statement with another year.
    """
    folder = tmp_path_factory.mktemp("twice")
    report, digest, quotes, *_ = sample.EVERYTHING
    sample.build(folder, (report, quotes))
    titled = replace(quotes, document=replace(quotes.document, title="عنوان آخر"), statements=())
    first, *others = report.statements[:-2]
    shorter = replace(report, statements=(replace(first, years=(1999,)), *others))
    sample.build(folder, (shorter, titled, digest))
    settings.PALERMO_LIBRARY = folder
    return sample


def test_every_figure_opens_what_it_counts(client: Client) -> None:
    page = client.get("/en/").content.decode()
    figures = page[page.index('class="figures') : page.index("</dl>")]
    doors = re.findall(r'<a href="([^"]+)">', figures)
    assert len(doors) == figures.count("<dd")
    for door in doors:
        assert client.get(door.replace("&amp;", "&")).status_code == 200


def test_what_opens_the_page_is_a_whole_quotation(client: Client, sample: ModuleType) -> None:
    page = client.get("/en/").content.decode()
    hero = page[page.index("hero-quote") : page.index('class="figures')]
    assert "<q>" in hero
    assert any(item.quote.replace("&", "&amp;")[:30] in hero for item in sample.EVERYTHING[0].statements)


def test_a_first_edition_says_so(client: Client) -> None:
    assert "This is the first edition of this library." in client.get("/en/").content.decode()
    assert "This is the first edition of this library." in client.get("/en/data/changes/").content.decode()


@pytest.mark.usefixtures("two_editions")
def test_what_changed_is_reported(client: Client) -> None:
    page = client.get("/en/").content.decode()
    output = page[page.index('id="chg"') :]
    assert re.search(r'\+1</bdi></span><span><a href="/en/data/changes/#came">new documents', output)
    assert re.search(r'delta">1</span><span><a href="/en/data/changes/#changed">documents with other facts', output)
    assert re.search(r'\+1</bdi></span><span><a href="/en/data/changes/#statements">new statements', output)
    assert re.search(r"−3</bdi></span><span>statements removed", output)
    compared = client.get("/en/data/changes/").content.decode()
    assert "Résumé : l’appel de l’agence fictive" in compared
    assert "عنوان آخر" in compared
    listed = compared[compared.index('id="statements"') :]
    new, changed = listed.split('id="reviewed"')
    assert new.count('class="hit rec"') == changed.count('class="hit rec"') == 1
    assert re.search(r'delta">1</span\s*><span><a href="/en/data/changes/#reviewed">statements changed', output)
    assert "<ol" not in new + changed


@pytest.mark.usefixtures("two_editions")
def test_large_editions_are_compared_by_their_numbers(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition_changes, "MAX_COMPARED_STATEMENTS", 1)
    page = client.get("/en/data/changes/").content.decode()
    assert re.search(r'\+1</bdi></span><span><a href="/en/data/changes/#came">new documents', page)
    assert "-2</bdi></span><span>statements in all" in page.replace("\u2212", "-")


def test_an_edition_before_that_is_gone_is_no_error(
    client: Client, two_editions: ModuleType, settings: LazySettings
) -> None:
    from shutil import rmtree

    library = settings.PALERMO_LIBRARY
    current = (library / "current").read_text().strip()
    for folder in (library / "editions").iterdir():
        if folder.name != current:
            rmtree(folder)
    assert "The edition before is no longer kept" in client.get("/en/").content.decode()
    assert two_editions.EVERYTHING


def test_a_document_that_can_no_longer_be_read_is_reported(
    client: Client,
    sample: ModuleType,
    settings: LazySettings,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path_factory.mktemp("unread")
    settings.PALERMO_LIBRARY = folder
    sample.build(folder, sample.EVERYTHING[1:2])
    unread = (*sample.QUARANTINED, QuarantinedDocument(source="new.pdf", reason="it is cut off"))
    monkeypatch.setattr(sample, "QUARANTINED", unread)
    compiled: CompiledDocument = sample.EVERYTHING[1]
    sample.build(folder, (replace(compiled, statements=()),))
    assert "more documents that could not be read" in client.get("/en/data/changes/").content.decode()
