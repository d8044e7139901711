"""Tests of reference managers and repositories: corporate authors, CSL-JSON, OAI-PMH."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from local_site import Answer, Site
from palermo.errors import NotFetched
from palermo.sources import Bounds, CollectContext, Origin
from palermo.sources.collection import collect_origins
from palermo.sources.lists import bibtex, csl_json, oai_records, ris
from palermo.sources.origin_kinds import guess_kind


def build_oai(records: str, token: str = "") -> str:
    more = f"<resumptionToken>{token}</resumptionToken>" if token else ""
    return f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{records}{more}</ListRecords></OAI-PMH>'


def build_record(name: str, *identifiers: str, status: str = "") -> str:
    elements = "".join(f"<dc:identifier>{item}</dc:identifier>" for item in identifiers)
    deleted = f' status="{status}"' if status else ""
    return (
        f"<record><header{deleted}><identifier>oai:x:{name}</identifier><datestamp>2026-01-01</datestamp></header>"
        '<metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{name}</dc:title><dc:publisher>UNODC</dc:publisher>'
        f"<dc:date>2024-05</dc:date><dc:language>fra</dc:language>{elements}</oai_dc:dc></metadata></record>"
    )


def test_a_body_among_the_authors_is_the_publisher() -> None:
    text = "TY  - RPRT\nAU  - Doe, Jane\nAU  - UNODC,\nTI  - A\nER  - \nTY  - RPRT\nAU  - IOM\nPB  - ILO\nER  - \n"
    assert [item.publisher for item in ris.parse(text.encode(), "a.ris").entries] == ["UNODC", "ILO"]
    entries = bibtex.parse(
        b"@techreport{a, author = {Doe, Jane and {UN Office}}, title = {A}}\n@misc{b, author = {Doe, Jane}, title={B}}",
        "a.bib",
    ).entries
    assert [item.publisher for item in entries] == ["UN Office", None]


def test_items_of_csl_json() -> None:
    item = {
        "title": "A report",
        "URL": "https://example.org/a.pdf",
        "issued": {"date-parts": [[2024, 5, 2]]},
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "UNODC"}],
        "number": "A/RES/64/293",
        "language": "fr-CH",
    }
    (entry,) = csl_json.parse(json.dumps({"items": [item]}).encode(), "a.json").entries
    assert (entry.title, entry.address, entry.date) == ("A report", "https://example.org/a.pdf", "2024-05-02")
    assert (entry.publisher, entry.symbol, entry.language) == ("UNODC", "A/RES/64/293", "fr")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"items": 3}', "[" * 3000, '["word"]', '[{"issued": {"date-parts": 3}}]']
)
def test_damaged_csl_json_is_reported_and_stops_nothing(text: str) -> None:
    result = csl_json.parse(text.encode(), "a.json")
    assert result.faults or len(result.entries) == 1


def test_records_of_a_repository() -> None:
    content = build_oai(
        build_record("A", "A/RES/64/293", "https://example.org/a", "https://example.org/a.pdf")
        + build_record("B", status="deleted"),
        "next one",
    )
    page = oai_records.parse(content.encode(), "oai", "https://example.org/oai?set=x", [".pdf"])
    (entry,) = page.listed.entries
    assert (entry.address, entry.title, entry.publisher) == ("https://example.org/a.pdf", "A", "UNODC")
    assert (entry.date, entry.language, entry.symbol) == ("2024-05", "fr", "A/RES/64/293")
    assert page.next_address == "https://example.org/oai?verb=ListRecords&resumptionToken=next+one"


def test_a_repository_is_harvested_part_after_part(site: Site, create_context: Callable[[], CollectContext]) -> None:
    site.put("/a.txt", "States should act.", Content_Type="text/plain")
    site.put("/b.txt", "States should pay.", Content_Type="text/plain")
    first = build_oai(build_record("A", f"{site.base}/a.txt"), "t1")
    second = build_oai(build_record("B", f"{site.base}/b.txt"))
    site.put("/oai?verb=ListRecords&metadataPrefix=oai_dc", first)
    site.put("/oai?verb=ListRecords&resumptionToken=t1", second)
    listing = collect_origins(
        [Origin(name="repo", kind="oai", location=f"{site.base}/oai", line_number=0)], create_context()
    )
    assert sorted(item.source for item in listing.files) == [f"{site.base}/a.txt", f"{site.base}/b.txt"]
    assert listing.rows[f"{site.base}/a.txt"].publishers == ("unodc",)


def test_an_error_of_a_repository_is_a_warning(site: Site, create_context: Callable[[], CollectContext]) -> None:
    error = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="noRecordsMatch">none</error></OAI-PMH>'
    site.put("/oai?verb=ListRecords&metadataPrefix=oai_dc", error)
    listing = collect_origins(
        [Origin(name="repo", kind="oai", location=f"{site.base}/oai", line_number=0)], create_context()
    )
    assert any("the repository answers noRecordsMatch: none" in warning for warning in listing.warnings)


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("https://example.org/oai", "oai"),
        ("https://example.org/oai?set=a", "oai"),
        ("https://example.org/goal", "address"),
    ],
)
def test_a_repository_is_known_by_its_address(location: str, kind: str) -> None:
    assert guess_kind(location) == kind


def write_list(folder: Path, addresses: list[str]) -> Origin:
    path = folder / "list.txt"
    path.write_text("\n".join(addresses), encoding="utf-8")
    return Origin(name="list", kind="addresses", location=str(path), line_number=0)


def test_addresses_of_a_host_that_keeps_failing_are_not_all_tried(
    site: Site, create_context_with: Callable[[Bounds], CollectContext], bounds: Bounds, tmp_path: Path
) -> None:
    for number in range(12):
        site.pages[f"/{number}.txt"] = Answer(status=503)
    origin = write_list(tmp_path, [f"{site.base}/{number}.txt" for number in range(12)])
    context = create_context_with(
        replace(bounds, max_parallel_requests_per_host=1, max_attempts=1, max_host_failure_s=0.0)
    )
    listing = collect_origins([origin], context)
    assert len(listing.unlisted) == 12
    assert len(site.paths()) == 1
    assert "other addresses of its host failed" in listing.unlisted[-1].reason


def test_a_whole_collection_has_a_bound(
    site: Site, create_context_with: Callable[[Bounds], CollectContext], bounds: Bounds
) -> None:
    address = site.put("/a.txt", "States should act.")
    context = create_context_with(replace(bounds, collection_timeout_s=-1.0))
    with pytest.raises(NotFetched, match="Run it again: what was fetched is kept"):
        context.fetcher.fetch(address, None, 1000)


def test_several_addresses_of_a_host_are_fetched_at_once(
    site: Site, create_context_with: Callable[[Bounds], CollectContext], bounds: Bounds, tmp_path: Path
) -> None:
    together = Barrier(3, timeout=20)

    def wait_for_others(write: Callable[[bytes], object]) -> None:
        together.wait()
        write(b"States should act together.")

    for number in range(3):
        site.put(f"/{number}.txt", wait_for_others)
    origin = write_list(tmp_path, [f"{site.base}/{number}.txt" for number in range(3)])
    listing = collect_origins(
        [origin], create_context_with(replace(bounds, max_parallel_requests_per_host=3, response_timeout_s=30.0))
    )
    assert [item.reason for item in listing.unlisted] == []
    assert len(listing.files) == 3
