"""Tests of private spans and stories from cache to edition, and of consent."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from palermo.edition import Library, open_view
from palermo.pipeline.build import BuildReport
from palermo.pipeline.cache import Cache
from palermo.statements import Extraction, PrivateSpan

type Run = Callable[..., BuildReport]

FOUND = Extraction(
    private_spans=(PrivateSpan(passage="p", start=2, end=7, kind="document-number"),), stories=("p", "رواية")
)
TEXT = "First\nA survivor named Zora Muster fled.\nI was twelve.\nZora should act.\nStates should act.\n"


def test_an_extraction_comes_back_from_the_cache(library: Library) -> None:
    cache = Cache(library.store)
    cache.save_extraction("key", FOUND)
    assert cache.load_extraction("key") == FOUND
    assert cache.load_extraction("other") is None


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {b"palermo.privacy": b"{"},
        {b"palermo.privacy": b'{"private_spans": []}'},
        {
            b"palermo.privacy": b'{"stories": [], "private_spans": [{"passage": "p", '
            b'"start": 7, "end": 2, "kind": "name"}]}'
        },
        {
            b"palermo.privacy": b'{"stories": [], "private_spans": [{"passage": "p", '
            b'"start": 1, "end": 2, "kind": "x"}]}'
        },
    ],
)
def test_a_damaged_extraction_is_none(library: Library, metadata: dict[bytes, bytes] | None) -> None:
    cache = Cache(library.store)
    cache.save_extraction("key", FOUND)
    path = library.path / "cache" / "extraction" / "key.parquet"
    pq.write_table(pq.read_table(path).replace_schema_metadata(metadata), path)
    assert cache.load_extraction("key") is None


def test_an_extraction_that_lost_its_spans_is_made_again(run: Run, folder: Path, library: Library) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    first = run()
    for path in (library.path / "cache" / "extraction").glob("*.parquet"):
        pq.write_table(pq.read_table(path).replace_schema_metadata(None), path)
    (folder / "catalogue.csv").write_text("file,title\na.txt,Another title\n")
    assert run().edition.id != first.edition.id
    with open_view(library) as view:
        assert not any("Zora" in passage.text for passage, _ in view.iterate_passages())


@pytest.mark.parametrize(("consent", "displayed"), [("", False), ("no", False), ("perhaps", False), ("yes", True)])
def test_a_story_is_public_by_consent_alone_and_names_never(
    run: Run, folder: Path, library: Library, consent: str, displayed: bool
) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "catalogue.csv").write_text(f"file,title,consent\na.txt,What Zora Muster said,{consent}\n")
    run()
    with open_view(library) as view:
        texts = [passage.text for passage, document in view.iterate_passages() if document.source == "a.txt"]
        titles = [document.title for document in view.list_documents()]
    assert ("I was twelve." in texts) is displayed
    assert "A survivor named •••• •••••• fled." in texts
    assert "•••• should act." in texts
    assert "What •••• •••••• said" in titles


def test_consent_shows_sensitive_statements(
    run: Run, folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Cache.load_extraction

    def sensitive(cache: Cache, key: str) -> Extraction | None:
        result = real(cache, key)
        return result and replace(result, statements=tuple(replace(item, sensitive=True) for item in result.statements))

    monkeypatch.setattr(Cache, "load_extraction", sensitive)
    (folder / "catalogue.csv").write_text("file,consent\na.txt,yes\n")
    run()
    with open_view(library) as view:
        assert {document.source for _, document in view.iterate_statements()} == {"a.txt"}
        hidden = [document for document in view.list_documents() if document.source == "in/c.txt"]
        assert [passage.text for passage in view.list_passages(hidden[0].id)] == ["Third"]
