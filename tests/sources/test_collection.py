"""Tests of all kinds of sources as one list, with failures reported."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from local_site import Answer, Site
from palermo.errors import NotFetched, SourceMissing
from palermo.sources import Bounds, CollectContext, Origin, SourceListing, collect_origins
from palermo.sources.bounds import MEGABYTE
from palermo.sources.folder_listing import Globs

type Collect = Callable[..., SourceListing]


@pytest.fixture
def collect(create_context_with: Callable[[Bounds], CollectContext], bounds: Bounds) -> Collect:
    """Look through sources as a new run does."""

    def collect(*origins: Origin, **changed: Any) -> SourceListing:
        return collect_origins(origins, create_context_with(replace(bounds, **changed)))

    return collect


def origin(kind: str, place: str | Path, **text: Any) -> Origin:
    text = {"name": kind} | text
    return Origin(kind=kind, location=str(place), line_number=1, **text)


def contents(gathered: SourceListing) -> dict[str, bytes]:
    return {item.source: item.path.read_bytes() for item in gathered.files}


def lost(gathered: SourceListing) -> dict[str, str]:
    return {item.source: item.reason for item in gathered.unlisted}


def packed(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_a_folder_by_globs(tmp_path: Path, collect: Collect) -> None:
    for name in ("a.txt", "drafts/b.txt", "c.md"):
        (tmp_path / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "papers" / name).write_text(name)
    (tmp_path / "papers/catalogue.csv").write_text("file,title\na.txt,Title\ndrafts/b.txt,B\n")
    globs = Globs(include=("*.txt",), exclude=("drafts/**",))
    result = collect(origin("folder", tmp_path / "papers", globs=globs, publishers=("iom",), full_text=False))
    assert contents(result) == {"a.txt": b"a.txt"}
    row = result.rows["a.txt"]
    assert (row.title, row.publishers, row.full_text) == ("Title", ("iom",), False)
    assert result.warnings == ()


def test_an_archive_with_its_catalogue(tmp_path: Path, collect: Collect) -> None:
    files = {
        "catalogue.csv": "file,title,visibility\nin/a.txt,Far,members\nb.txt,B,\ngone.txt,G,\n",
        "in/catalogue.csv": "file,title\na.txt,Near\n",
        "in/a.txt": "one",
        "b.txt": "two",
        "__MACOSX/b.txt": "junk",
        "deep.zip": "PK",
    }
    path = packed(tmp_path / "all.zip", files)
    result = collect(origin("archive", path))
    assert contents(result) == {"all.zip!/b.txt": b"two", "all.zip!/in/a.txt": b"one"}
    assert {name: row.title for name, row in result.rows.items()} == {
        "all.zip!/b.txt": "B",
        "all.zip!/in/a.txt": "Near",
    }
    assert lost(result) == {"all.zip!/deep.zip": "it is an archive within an archive"}
    assert result.warnings == ("all.zip!/catalogue.csv, line 4: there is no file gone.txt",)


def test_an_archive_is_opened_only_where_it_has_changed(
    tmp_path: Path, collect: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(tmp_path / "all.zip", {"a.txt": "one"})
    first = collect(origin("archive", path))
    with monkeypatch.context() as patched:
        patched.setattr("palermo.sources.archive_source.iterate_members", lambda *_: 1 / 0)
        assert collect(origin("archive", path)) == first
    packed(path, {"a.txt": "two", "b.txt": "three"})
    assert contents(collect(origin("archive", path))) == {"all.zip!/a.txt": b"two", "all.zip!/b.txt": b"three"}
    first.files[0].path.unlink(missing_ok=True)
    assert len(collect(origin("archive", path)).files) == 2


def test_an_archive_that_is_damaged_or_has_a_wrong_catalogue_leaves_the_rest(tmp_path: Path, collect: Collect) -> None:
    (tmp_path / "bad.zip").write_bytes(b"words")
    wrong = packed(tmp_path / "wrong.zip", {"catalogue.csv": "file,visibilty\na.txt,members\n", "a.txt": "one"})
    valid = packed(tmp_path / "good.zip", {"a.txt": "one", "huge.txt": "x" * 200_000})
    sources = [origin("archive", path, name=path.stem) for path in (tmp_path / "bad.zip", wrong, valid)]
    result = collect(*sources)
    assert contents(result) == {"good.zip!/a.txt": b"one"}
    reasons = lost(result)
    assert reasons["bad.zip"].startswith("it is not an archive")
    assert reasons["wrong.zip!/catalogue.csv, line 1"].endswith("all of the archive is left out")
    assert reasons["good.zip!/huge.txt"].startswith("it is larger than")


def test_a_list_of_addresses_is_fetched_once(site: Site, tmp_path: Path, collect: Collect) -> None:
    site.put("/a.txt", "one", ETag='"1"')
    site.put("/b.txt", "two", Last_Modified="Tue, 24 Nov 2026 10:00:00 GMT")
    path = tmp_path / "list.txt"
    path.write_text(f"{site.base}/a.txt Title\n{site.base}/b.txt\n{site.base}/a.txt#again\n{site.base}/gone\nwords\n")
    first = collect(origin("addresses", path, visibility="members"))
    assert contents(first) == {f"{site.base}/a.txt": b"one", f"{site.base}/b.txt": b"two"}
    assert lost(first) == {f"{site.base}/gone": "the site answers 404 Not Found"}
    assert first.warnings == ("list.txt, line 5: 'words' is not an address. Begin it with https://.",)
    row = first.rows[f"{site.base}/a.txt"]
    assert (row.title, row.address, row.visibility) == ("Title", f"{site.base}/a.txt", "members")
    site.asked.clear()
    assert collect(origin("addresses", path, visibility="members")) == first
    assert {headers.get("if-none-match") for path, headers in site.asked if path == "/a.txt"} == {'"1"'}


def test_a_copy_from_before_is_used_where_an_address_fails(site: Site, collect: Collect) -> None:
    address = site.put("/a.txt", "one")
    collect(origin("address", address))
    site.pages["/a.txt"] = Answer(status=410)
    result = collect(origin("address", address))
    assert contents(result) == {address: b"one"}
    assert result.warnings[0].startswith(f"{address}: the site answers 410 Gone; the copy of 20")


def test_a_site_that_is_gone_leaves_what_was_fetched(site: Site, collect: Collect) -> None:
    place = site.put("/feed.xml", rss(site, "/a.txt"))
    site.put("/a.txt", "one")
    first = collect(origin("feed", place))
    site.pages.clear()
    site.put("/robots.txt", "User-agent: *\nDisallow: /\n")
    second = collect(origin("feed", place))
    assert contents(second) == contents(first)
    assert len(second.warnings) == 2


def test_a_feed_forgets_and_the_library_does_not(site: Site, collect: Collect) -> None:
    place = site.put("/feed.xml", rss(site, "/a.txt"))
    site.put("/a.txt", "one")
    site.put("/b.txt", "two")
    collect(origin("feed", place))
    site.put("/feed.xml", rss(site, "/b.txt"))
    result = collect(origin("feed", place))
    assert contents(result) == {f"{site.base}/a.txt": b"one", f"{site.base}/b.txt": b"two"}
    row = result.rows[f"{site.base}/a.txt"]
    assert (row.title, row.date) == ("Title of /a.txt", "2025-06-03")
    assert list(contents(collect(origin("feed", place, max_entries=1)))) == [f"{site.base}/b.txt"]


def test_what_a_feed_says_has_not_changed_is_not_asked_for(site: Site, collect: Collect) -> None:
    def atom(updated: str) -> str:
        entry = f'<title>A</title><link href="{site.base}/a.txt"/><updated>{updated}</updated>'
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{entry}</entry></feed>'

    place = site.put("/feed.xml", atom("2026-11-24T00:00:00Z"))
    site.put("/a.txt", "one")
    collect(origin("feed", place))
    site.asked.clear()
    collect(origin("feed", place))
    assert site.paths() == ["/feed.xml"]
    site.put("/feed.xml", atom("2026-11-25T00:00:00Z"))
    collect(origin("feed", place))
    assert site.paths() == ["/feed.xml", "/feed.xml", "/a.txt"]


def test_a_feed_that_never_ends_is_reported_and_the_rest_goes_on(site: Site, tmp_path: Path, collect: Collect) -> None:
    def forever(write: Callable[[bytes], object]) -> None:
        while True:
            write(b"<item/>" * 1000)

    place = site.put("/feed.xml", forever)
    path = packed(tmp_path / "all.zip", {"a.txt": "one"})
    result = collect(origin("feed", place), origin("archive", path))
    assert contents(result) == {"all.zip!/a.txt": b"one"}
    assert lost(result)[place].startswith("it is larger than")
    assert [item.fetched for item in result.unlisted] == [True]


def test_a_sitemap_index_leads_to_each_page_once(site: Site, collect: Collect) -> None:
    def urls(*paths: str) -> str:
        return "<urlset>" + "".join(f"<url><loc>{site.base}{path}</loc></url>" for path in paths) + "</urlset>"

    maps = ("/map.xml", "/1.xml", "/2.xml", "/gone.xml", "/map.xml")
    place = site.put(
        "/map.xml",
        "<sitemapindex>"
        + "".join(f"<sitemap><loc>{site.base}{path}</loc></sitemap>" for path in maps)
        + "</sitemapindex>",
    )
    site.put("/1.xml", urls("/docs/a.txt", "/contact"))
    site.put("/2.xml", urls("/docs/a.txt", "/docs/b.txt"))
    site.put("/docs/a.txt", "one")
    site.put("/docs/b.txt", "two")
    result = collect(origin("sitemap", place, globs=Globs(include=("*/docs/**",))))
    assert contents(result) == {f"{site.base}/docs/a.txt": b"one", f"{site.base}/docs/b.txt": b"two"}
    assert lost(result) == {f"{site.base}/gone.xml": "the site answers 404 Not Found"}
    assert sorted(site.paths()) == sorted([*dict.fromkeys(maps), "/docs/a.txt", "/docs/b.txt"])


def test_an_index_of_endless_sitemaps_ends(site: Site, collect: Collect) -> None:
    for number in range(20):
        site.put(
            f"/{number}.xml", f"<sitemapindex><sitemap><loc>{site.base}/{number + 1}.xml</loc></sitemap></sitemapindex>"
        )
    result = collect(origin("sitemap", site.base + "/0.xml"))
    assert len(site.paths()) == 5
    assert "it leads to more than 5 sitemaps" in result.warnings[0]


def test_more_than_was_wanted_is_reported(site: Site, tmp_path: Path, collect: Collect) -> None:
    path = tmp_path / "list.txt"
    path.write_text("".join(site.put(f"/{number}.txt", str(number)) + "\n" for number in range(5)))
    result = collect(origin("addresses", path, max_entries=2))
    assert sorted(site.paths()) == ["/0.txt", "/1.txt"]
    assert result.warnings == (
        "addresses: it names 5 documents, and the first 2 are taken. Write a larger `most` into its row.",
    )


def test_documents_beyond_the_size_of_a_source_are_not_fetched(site: Site, tmp_path: Path, collect: Collect) -> None:
    path = tmp_path / "list.txt"
    addresses = [site.put(f"/{name}.txt", name * MEGABYTE) for name in "ab"]
    path.write_text("\n".join(addresses))
    limits = {"max_document_bytes": 2 * MEGABYTE}
    result = collect(origin("addresses", path, max_megabytes=1), **limits)
    assert site.paths() == ["/a.txt"]
    assert len(result.files) == 1
    assert lost(result) == {addresses[1]: "the documents of its source reach 1 MB, and it was not fetched"}
    assert result.unlisted[0].hint == "Write a larger `most_megabytes` into the row of its source"
    path.write_text("\n".join(reversed(addresses)))
    again = collect(origin("addresses", path, max_megabytes=1), **limits)
    assert [item.source for item in again.files] == addresses[:1]  # the copy of the earlier run stays
    assert len(collect(origin("addresses", path, max_megabytes=2), **limits).files) == 2


@pytest.mark.parametrize("kind", ["ris", "bibtex"])
def test_a_bibliography_gives_files_next_to_it_and_addresses(
    site: Site, tmp_path: Path, collect: Collect, kind: str
) -> None:
    (tmp_path / "refs/files").mkdir(parents=True)
    (tmp_path / "refs/files/a b.txt").write_text("beside")
    (tmp_path / "secret.txt").write_text("secret")
    address = site.put("/b.txt", "fetched")
    outside = tmp_path / "secret.txt"
    path = tmp_path / "refs/export"
    entries = {
        "ris": "TY  - RPRT\nTI  - A\nPY  - 2024\nPB  - UNODC\n"
        "L1  - files/a%20b.txt\nUR  - https://example.org/a\nER  - \n"
        f"TY  - RPRT\nTI  - B\nUR  - {address}\nL1  - ../secret.txt\nER  - \n"
        f"TY  - RPRT\nTI  - C\nL1  - file://{outside}\nDO  - 10.1/x\nER  - \n",
        "bibtex": "@misc{a, title={A}, year=2024, publisher={UNODC}, file={x:files/a b.txt:text/plain},"
        " url={https://example.org/a}}\n"
        f"@misc{{b, title={{B}}, url={{{address}}}, file={{../secret.txt}}}}\n"
        f"@misc{{c, title={{C}}, file={{{outside}}}, doi={{10.1/x}}}}\n",
    }
    path.write_text(entries[kind])
    result = collect(origin(kind, path))
    assert contents(result) == {"files/a b.txt": b"beside", address: b"fetched"}
    row = result.rows["files/a b.txt"]
    assert (row.title, row.date, row.publishers, row.address) == ("A", "2024", ("unodc",), "https://example.org/a")
    assert len(result.warnings) == 1
    assert "the entry has neither an address nor a file that is there" in result.warnings[0]


def test_a_list_at_an_address_leads_to_no_inner_machine(site: Site, collect: Collect) -> None:
    """The user names the list's own host; what a stranger writes into the list is a stranger's wish."""
    inner = site.put("/b.txt", "two").replace("127.0.0.1", "localhost")
    site.put("/a.txt", "one")
    place = site.put("/list.txt", f"{site.base}/a.txt\n{inner}\n")
    result = collect(origin("addresses", place))
    assert contents(result) == {f"{site.base}/a.txt": b"one"}
    assert "is a machine of an internal network" in lost(result)[inner]


def test_an_archive_at_an_address(site: Site, tmp_path: Path, collect: Collect) -> None:
    content = io.BytesIO(packed(tmp_path / "x.zip", {"a.txt": "one"}).read_bytes()).getvalue()
    place = site.put("/all.zip", content, ETag='"1"')
    assert contents(collect(origin("archive", place))) == {f"{place}!/a.txt": b"one"}
    assert lost(collect(origin("archive", site.base + "/gone.zip"))) == {
        f"{site.base}/gone.zip": "the site answers 404 Not Found"
    }


def test_names_that_meet_begin_with_their_sources(tmp_path: Path, collect: Collect) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
    (tmp_path / "two/b.txt").write_text("b")
    folders = [origin("folder", tmp_path / name, name=name) for name in ("one", "two")]
    result = collect(*folders, replace(folders[0], name="again"))
    assert contents(result) == {"b.txt": b"b", "one/a.txt": b"one", "two/a.txt": b"two"}


def test_a_path_that_is_not_there_stops_before_any_fetching(site: Site, tmp_path: Path, collect: Collect) -> None:
    with pytest.raises(SourceMissing, match="there is no such folder"):
        collect(origin("address", site.put("/a.txt", "one")), origin("folder", tmp_path / "gone"))
    assert site.asked == []


def test_the_ledger_tells_how_it_went(site: Site, create_context: Callable[[], CollectContext]) -> None:
    collect_origins([origin("address", site.base + "/gone")], create_context())
    facts = create_context().ledger.get("source", "address")
    assert facts
    assert (facts["documents"], facts["failed"]) == (0, 1)
    assert facts["failures"][0][:2] == [f"{site.base}/gone", "the site answers 404 Not Found"]


def test_a_run_that_is_stopped_keeps_what_it_fetched(
    site: Site, tmp_path: Path, create_context: Callable[[], CollectContext], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.txt"
    path.write_text("".join(site.put(f"/{number}.txt", str(number)) + "\n" for number in range(5)))
    stopped = create_context()
    real, count = stopped.fetcher.fetch, iter(range(5))

    def fetch(*words: Any) -> Any:
        if next(count) == 3:
            raise KeyboardInterrupt
        return real(*words)

    monkeypatch.setattr(stopped.fetcher, "fetch", fetch)
    with pytest.raises(KeyboardInterrupt):
        collect_origins([origin("addresses", path)], stopped)
    second = create_context().ledger
    stored = [number for number in range(5) if second.get("fetched", f"{site.base}/{number}.txt")]
    assert len(stored) in (3, 4)  # another fetch may have been under way
    with pytest.raises(NotFetched, match="the run was stopped"):
        real(site.base + "/4.txt", None, 1000)
    assert len(collect_origins([origin("addresses", path)], create_context()).files) == 5


def index(site: Site, *paths: str) -> str:
    places = "".join(f"<sitemap><loc>{site.base}{path}</loc></sitemap>" for path in paths)
    return f"<sitemapindex>{places}</sitemapindex>"


def rss(site: Site, *paths: str) -> str:
    items = "".join(
        f"<item><title>Title of {path}</title><link>{site.base}{path}</link>"
        "<pubDate>Tue, 03 Jun 2025 10:00:00 GMT</pubDate></item>"
        for path in paths
    )
    return f'<rss version="2.0"><channel><title>News</title>{items}</channel></rss>'
