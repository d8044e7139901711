"""Tests of Zotero RDF and procurement packages as sources."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.sources import CollectContext, Origin
from palermo.sources.collection import collect_origins
from palermo.sources.lists import notices, zotero_rdf
from palermo.sources.origin_kinds import guess_kind

ZOTERO = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
<bib:Report rdf:about="#item_1"><z:itemType>report</z:itemType>
 <dc:publisher><foaf:Organization><foaf:name>UNODC</foaf:name></foaf:Organization></dc:publisher>
 <link:link rdf:resource="#item_2"/><dc:title>On  shelters</dc:title><dc:date>2024-05-02</dc:date>
 <z:language>fr-CH</z:language><prism:number>A/RES/64/293</prism:number>
 <dc:identifier><dcterms:URI><rdf:value>https://example.org/a</rdf:value></dcterms:URI></dc:identifier></bib:Report>
<z:Attachment rdf:about="#item_2"><z:itemType>attachment</z:itemType>
 <rdf:resource rdf:resource="files/2/a.txt"/></z:Attachment>
<bib:Document rdf:about="https://example.org/b"><z:itemType>webpage</z:itemType><dc:title>B</dc:title>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Doe</foaf:surname><foaf:givenName>J</foaf:givenName>
 </foaf:Person></rdf:li><rdf:li><foaf:Person><foaf:surname>Lake Institute</foaf:surname></foaf:Person></rdf:li>
 </rdf:Seq></bib:authors></bib:Document>
<z:Collection rdf:about="#c"><dc:title>All</dc:title></z:Collection>
</rdf:RDF>"""
NOTICE = {
    "ocid": "ocds-abc-1",
    "id": "r/1",
    "date": "2026-02-03T10:00:00Z",
    "language": "en",
    "buyer": {"name": "UNODC"},
    "tender": {"title": "Cleaning"},
}


def test_items_of_zotero_rdf_with_their_files() -> None:
    first, second = zotero_rdf.parse(ZOTERO.encode(), "a.rdf").entries
    assert (first.title, first.date, first.publisher, first.language) == ("On shelters", "2024-05-02", "UNODC", "fr")
    assert (first.files, first.address, first.symbol) == (("files/2/a.txt",), "https://example.org/a", "A/RES/64/293")
    assert (second.address, second.publisher) == ("https://example.org/b", "Lake Institute")


def test_files_next_to_zotero_rdf_are_documents(tmp_path: Path, create_context: Callable[[], CollectContext]) -> None:
    (tmp_path / "files/2").mkdir(parents=True)
    (tmp_path / "files/2/a.txt").write_text("States should act.")
    path = tmp_path / "a.rdf"
    path.write_text(ZOTERO.replace('rdf:about="https://example.org/b"', 'rdf:about="#b"'))
    listing = collect_origins([Origin(name="z", kind="zotero", location=str(path), line_number=0)], create_context())
    assert [item.source for item in listing.files] == ["files/2/a.txt"]
    assert listing.rows["files/2/a.txt"].publishers == ("unodc",)
    assert any("neither an address nor a file" in warning for warning in listing.warnings)


@pytest.mark.parametrize(
    "text", ["", "<rdf", "<a/>", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>']
)
def test_damaged_zotero_rdf_is_reported(text: str) -> None:
    result = zotero_rdf.parse(text.encode(), "a.rdf")
    assert (result.entries, len(result.faults)) == ((), 1)


def test_each_notice_of_a_package_is_a_document(tmp_path: Path, create_context: Callable[[], CollectContext]) -> None:
    path = tmp_path / "ocds.json"
    releases = [NOTICE, NOTICE | {"ocid": "ocds-abc-2", "tender": {"title": "Uniforms"}}, {"ocid": "planned"}]
    path.write_text(json.dumps({"releases": releases}))
    origin = Origin(name="buys", kind="ocds", location=str(path), line_number=0)
    listing = collect_origins([origin], create_context())
    assert sorted(item.source for item in listing.files) == [
        "ocds.json!/ocds-abc-1-r-1.json",
        "ocds.json!/ocds-abc-2-r-1.json",
    ]
    row = listing.rows["ocds.json!/ocds-abc-1-r-1.json"]
    assert (row.title, row.date, row.publishers, row.language) == ("Cleaning", "2026-02-03", ("unodc",), "en")
    assert any("1 of its releases have no tender" in warning for warning in listing.warnings)
    assert {json.loads(item.path.read_bytes())["ocid"] for item in listing.files} == {"ocds-abc-1", "ocds-abc-2"}


@pytest.mark.parametrize("text", ["", "{", "[]", '{"releases": 3}', "[" * 3000, '{"records": [1, {}]}', '{"ocid": 1}'])
def test_damaged_packages_are_reported_and_stop_nothing(text: str) -> None:
    package = notices.parse(text.encode(), "a.json")
    assert (package.notices, len(package.faults)) == ((), 1)


def test_releases_may_stand_one_on_a_line() -> None:
    lines = "\n".join(json.dumps(NOTICE | {"ocid": f"ocds-{n}"}) for n in range(3))
    assert len(notices.parse(lines.encode(), "a.jsonl").notices) == 3


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("library.rdf", ZOTERO, "zotero"),
        ("package.json", json.dumps({"releases": [NOTICE]}), "ocds"),
        ("items.json", '[{"title": "A", "issued": {"date-parts": [[2024]]}}]', "csl"),
        ("other.json", "{}", None),
    ],
)
def test_the_kind_of_a_file_is_known_by_its_content(tmp_path: Path, name: str, content: str, kind: str | None) -> None:
    (tmp_path / name).write_text(content)
    assert guess_kind(str(tmp_path / name)) == kind
