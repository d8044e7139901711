"""Tests of the current edition: new editions are served, missing ones explained."""

import gc
import os
import shutil
import weakref
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client

from palermo.edition import Library, View
from palermo.errors import NoLibrary
from palermo.portal.services.analysis_cache import get_current_proposals
from palermo.portal.services.current_edition import (
    CurrentEdition,
    get_current_token,
    open_current_edition,
    pin_edition,
)
from palermo.portal.services.derived_value_cache import DerivedValueCache
from palermo.portal.services.follow_up import get_current_follow_up
from palermo.portal.services.partnerships import get_current_partnerships
from palermo.search import build_index


def test_a_new_edition_shows_at_the_next_request(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, sample.EVERYTHING[1:3])
    before = client.get("/en/recommendations/")
    assert '<h2 id="res">2 recommendations</h2>' in before.content.decode()
    sample.build(tmp_path)
    after = client.get("/en/recommendations/", headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert '<h2 id="res">74 recommendations</h2>' in after.content.decode()
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_kept_page_goes_and_comes_with_its_edition(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.portal.services.response_cache.MAX_PACKED_BYTES", 1 << 20)
    settings.PALERMO_LIBRARY = tmp_path
    small = sample.build(tmp_path, sample.EVERYTHING[1:3])
    first = client.get("/en/recommendations/").content
    assert client.get("/en/recommendations/").content == first
    sample.build(tmp_path)
    assert '<h2 id="res">74 recommendations</h2>' in client.get("/en/recommendations/").content.decode()
    Library(tmp_path).set_current(small.id)
    assert client.get("/en/recommendations/").content == first


def test_an_export_that_has_begun_ends_with_its_own_edition(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path)
    started = client.get("/en/data/statements.jsonl")
    sample.build(tmp_path, sample.EVERYTHING[1:2])
    assert '<h2 id="res">1 recommendation</h2>' in client.get("/en/recommendations/").content.decode()
    assert len(started.getvalue().splitlines()) == 74


def test_the_edition_before_is_let_go(sample: ModuleType, tmp_path: Path) -> None:
    sample.build(tmp_path, sample.EVERYTHING[1:2])
    following = CurrentEdition(Library(tmp_path))
    old = weakref.ref(following.open().view)
    assert following.open().view is old()
    sample.build(tmp_path)
    assert following.open().view is not old()
    gc.collect()
    assert old() is None


def test_no_edition_yet(client: Client, settings: LazySettings, tmp_path: Path) -> None:
    settings.PALERMO_LIBRARY = tmp_path / "shelf"
    for language, words in (("en", "No edition yet"), ("es", "Todavía no hay ninguna edición")):
        response = client.get(f"/{language}/")
        page = response.content.decode()
        assert response.status_code == 503
        assert words in page
        assert "palermo build FOLDER --library shelf" in page
    assert client.get("/healthz").json() == {"ok": True, "edition": None}
    assert client.get("/en/data/statements.jsonl").status_code == 503
    assert get_current_token() is None


def test_a_damaged_edition_is_no_edition(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    manifest = sample.build(tmp_path)
    (tmp_path / "editions" / manifest.id / "manifest.json").write_text("{")
    assert client.get("/en/").status_code == 503
    with pytest.raises(NoLibrary):
        CurrentEdition(Library(tmp_path)).open()


def test_an_empty_edition_has_all_its_pages(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, ())
    for address in (
        "",
        "library/",
        "library/?q=labour lang:fr",
        "library/unread/",
        "recommendations/",
        "recommendations/addressees/",
        "data/",
    ):
        assert client.get(f"/ar/{address}").status_code == 200
    assert client.get("/en/recommendations/export.json").getvalue() == b"[\n]\n"
    assert "This edition contains no documents." in client.get("/en/").content.decode()


def test_a_half_copied_edition_is_not_served(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    manifest = sample.build(tmp_path)
    next((tmp_path / "editions" / manifest.id / "passages").iterdir()).unlink()
    response = client.get("/en/library/")
    page = response.content.decode()
    assert response.status_code == 503
    assert "This edition cannot be shown" in page
    assert "is missing or cut off" in page


@pytest.mark.parametrize("name", ["table.npz", "records.jsonl", "meta.json"])
def test_a_half_copied_index_is_no_index(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path, name: str
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    manifest = sample.build(tmp_path)
    path = next((tmp_path / "editions" / manifest.id / "search").rglob(name))
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[: len(content) // 2])
    response = client.get("/en/library/?q=report")
    assert response.status_code == 200
    assert "This edition has no search index" in response.content.decode()
    assert client.get("/api/v1/search?q=report").status_code == 503


@pytest.mark.parametrize("name", ["records.jsonl", "about.json"])
def test_an_index_that_is_mended_in_place_is_served(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path, name: str
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    manifest = sample.build(tmp_path)
    folder = Library(tmp_path).get_edition_folder(manifest.id)
    next((folder / "search").rglob(name)).unlink()
    before = client.get("/en/library/?q=report")
    assert "This edition has no search index" in before.content.decode()
    view = open_current_edition(tmp_path).open().view
    build_index(folder, manifest)
    after = client.get("/en/library/?q=report", headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert "This edition has no search index" not in after.content.decode()
    assert client.get("/api/v1/search?q=report").status_code == 200
    assert open_current_edition(tmp_path).open().view is view, "all else stays open"


def test_an_index_goes_on_while_it_is_made_anew(sample: ModuleType, tmp_path: Path) -> None:
    manifest = sample.build(tmp_path)
    folder = Library(tmp_path).get_edition_folder(manifest.id)
    served = CurrentEdition(Library(tmp_path))
    first = served.open()
    aside = (folder / "search").rename(tmp_path / "aside")
    assert served.open() is first
    shutil.copytree(aside, folder / "search")
    (folder / "search" / "about.json").touch()
    assert served.open().search is not first.search
    assert first.search is not None
    assert first.search.search("report").by_words == served.open().search.search("report").by_words  # type: ignore[union-attr]


def test_an_index_that_is_not_whole_is_looked_at_once_in_a_while(
    sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Library(tmp_path).get_edition_folder(sample.build(tmp_path).id)
    served = CurrentEdition(Library(tmp_path))
    first = served.open()
    file = next((folder / "search" / "lexical").glob("*.idx"))
    aside = file.rename(tmp_path / "aside")
    (folder / "search" / "about.json").touch()
    checks: list[Path] = []
    monkeypatch.setattr(
        "palermo.portal.services.current_edition.load_index_manifest", lambda folder: checks.append(folder)
    )
    monkeypatch.setattr("palermo.portal.services.current_edition.INDEX_RETRY_AFTER_S", 60.0)
    assert [served.open() is first for _ in range(5)] == [True] * 5
    assert checks == [folder]
    monkeypatch.undo()
    aside.rename(file)
    assert CurrentEdition(Library(tmp_path)).open().search is not None


@pytest.mark.django_db
def test_what_needs_no_search_stays_while_its_index_is_made_anew(
    sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    folder = Library(tmp_path).get_edition_folder(sample.build(tmp_path).id)
    ties, proposals, token = get_current_partnerships(), get_current_proposals(), get_current_token()
    (folder / "search" / "about.json").touch()
    assert get_current_token() != token
    assert get_current_partnerships() is ties
    assert get_current_proposals() is proposals


def test_the_edition_before_stays_until_the_new_one_is_whole(
    sample: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("palermo.portal.services.current_edition.EDITION_RETRY_AFTER_S", 0.0)
    old = sample.build(tmp_path, sample.EVERYTHING[1:2])
    served = CurrentEdition(Library(tmp_path))
    assert served.open().view.manifest.id == old.id
    new = sample.build(tmp_path)
    stored = next((tmp_path / "editions" / new.id / "passages").iterdir())
    aside = stored.rename(tmp_path / "aside")
    assert served.open().view.manifest.id == old.id
    aside.rename(stored)
    assert served.open().view.manifest.id == new.id


def test_an_edition_of_another_version_is_refused(
    client: Client, sample: ModuleType, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    manifest = sample.build(tmp_path)
    path = tmp_path / "editions" / manifest.id / "manifest.json"
    path.write_text(path.read_text().replace(f'"schema": "{manifest.schema}"', '"schema": "columns.from.tomorrow"'))
    response = client.get("/fr/")
    assert response.status_code == 503
    assert "columns.from.tomorrow" in response.content.decode()
    assert client.get("/healthz").json()["edition"] is None


def test_one_request_asks_one_edition(sample: ModuleType, settings: LazySettings, tmp_path: Path) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    sample.build(tmp_path, sample.EVERYTHING[1:2])
    with pin_edition():
        before = get_current_token()
        sample.build(tmp_path)
        assert get_current_token() == before
    assert get_current_token() != before


def test_what_is_made_again_within_an_edition_shows(library: Path, view: View) -> None:
    about = Library(library).get_edition_folder(view.manifest.id) / "follow-up" / "about.json"
    before, first, was = get_current_token(), get_current_follow_up(), about.stat()
    assert get_current_follow_up() is first is not None
    os.utime(about, ns=(was.st_atime_ns, was.st_mtime_ns + 1))
    try:
        assert get_current_token() != before
        assert get_current_follow_up() is not first
    finally:
        os.utime(about, ns=(was.st_atime_ns, was.st_mtime_ns))
    assert get_current_token() == before


def test_nothing_is_kept_of_what_was_read_while_it_was_being_replaced() -> None:
    stored = DerivedValueCache()
    assert stored.get_or_compute("one", lambda: None) is None
    assert stored.get_or_compute("one", lambda: "came") == "came"
    assert stored.get_or_compute("one", lambda: "late") == "came"
    assert stored.get_or_compute("one", lambda: "made again", "2") == "made again"
