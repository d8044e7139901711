"""Tests of exports with independent readers: pandas, DuckDB, networkx, rispy, pyshacl and others."""

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import duckdb
import frictionless
import hxl
import networkx
import pandas
import pyarrow as pa
import pyarrow.parquet as pq
import pyshacl
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from lxml import etree
from rdflib import DCAT, DCTERMS, RDF, Graph
from typer.testing import CliRunner

from made_editions import MakePart, WriteEdition
from palermo import cli
from palermo.analysis import FacetValues
from palermo.edition import Library, View, open_view
from palermo.publishing.exchange.data_package import describe_package
from palermo.publishing.exchange.iati_activities import format_iati
from palermo.publishing.exchange.web_annotations import build_annotations
from palermo.publishing.exports import CSV_COLUMNS, EXPORTS, ExportContext, list_export_files
from palermo.registry import load_registry
from palermo.statements import Ref, RefType, StatementKind, build_record
from palermo.vocabulary import load_vocabulary

ADDRESS = "https://map.example.org"
UNODC, IOM = (Ref(id=id, name=id.upper(), type=RefType.ENTITY) for id in ("unodc", "iom"))
KENYA = Ref(id="state:KEN", name="Kenya", type=RefType.STATE)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library that no test changes, whose maps compare no meanings."""
    library = Library(tmp_path_factory.mktemp("exchange"))
    library.create()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_MEANING", "0")
        yield library


@pytest.fixture(scope="module")
def view(library: Library, write_edition: WriteEdition, make_part: MakePart) -> View:
    report = make_part(
        "report", "UNODC trained judges in Kenya together with IOM.", publishers=("unodc",), title="Report & <more>",
        address="https://www.example.org/report.pdf",
        statement={
            "kind": StatementKind.ACTIVITY, "actors": (UNODC, KENYA), "partners": (IOM,), "places": ("KEN", "UGA"),
            "tense": "done", "addressees": (), "themes": ("technology",),
        },
    )  # fmt: skip
    calls = make_part("calls", "States should train inspectors.", "States should fund shelters.", date=None)
    quotes = make_part("quotes", "Nobody may print this whole.", full_text=False)
    secret = make_part("secret", "Members only.", visibility="members")
    write_edition(library, [report, calls, quotes, secret])
    return open_view(library)


@pytest.fixture(scope="module")
def context(view: View) -> ExportContext:
    return ExportContext(view=view, registry=load_registry(), address=ADDRESS)


def export(context: ExportContext, content: str, format: str) -> bytes:
    return b"".join(EXPORTS[content][format].write(context))


def test_nothing_that_is_hidden_is_in_any_export(context: ExportContext) -> None:
    for content, formats in EXPORTS.items():
        for format in formats:
            assert b"Members only" not in export(context, content, format), (content, format)
    assert b"Nobody may print" not in export(context, "passages", "jsonl")


def test_parquet_is_read_by_duckdb_and_pandas(context: ExportContext, tmp_path: Path) -> None:
    file = tmp_path / "statements.parquet"
    file.write_bytes(export(context, "statements", "parquet"))
    result = duckdb.sql(f"SELECT document.title, actors[1].id FROM '{file}' WHERE kind = 'activity'")
    assert result is not None
    assert result.fetchall() == [("Report & <more>", "unodc")]
    frame = pandas.read_parquet(file)
    assert len(frame) == 4
    records = [build_record(item, document) for item, document in context.view.iterate_statements()]
    assert pq.read_table(file).to_pylist() == records


@pytest.mark.parametrize("table", ["documents", "entities", "ties"])
def test_tables_are_the_same_in_each_format(context: ExportContext, tmp_path: Path, table: str) -> None:
    lines = [json.loads(line) for line in export(context, table, "jsonl").splitlines()]
    names = [name for name in lines[0] if name != "cite"]
    rows = [{name: line[name] for name in names} for line in lines]
    file = tmp_path / f"{table}.parquet"
    file.write_bytes(export(context, table, "parquet"))
    assert pq.read_table(file).to_pylist() == rows
    assert pa.ipc.open_stream(export(context, table, "arrow")).read_all().to_pylist() == rows
    assert duckdb.read_parquet(str(file)).shape[0] == len(rows)
    assert len(pandas.read_csv(io.BytesIO(export(context, table, "csv")))) == len(rows)
    header = 0 if table == "ties" else 1  # a workbook of records has labels above the names of its fields
    book = pandas.read_excel(io.BytesIO(export(context, table, "xlsx")), engine="openpyxl", header=header)
    assert len(book) == len(rows)
    if table != "ties":
        assert tuple(book.columns) == CSV_COLUMNS[table]


def test_entities_have_counts_and_no_translated_name(context: ExportContext) -> None:
    rows = {row["id"]: row for row in map(json.loads, export(context, "entities", "jsonl").splitlines())}
    assert set(rows) == set(context.registry.entities)
    assert (rows["unodc"]["documents"], rows["unodc"]["acting"], rows["unodc"]["addressed"]) == (1, 1, 0)
    for id, entity in context.registry.entities.items():
        names = [name for name in rows[id]["names"].values() if name]
        assert sorted([*names, *rows[id]["other_names"]]) == sorted(entity.verified_names.values())
        assert rows[id]["role"] == rows[id]["roles"]["en"] == entity.role


def test_an_arrow_stream_has_the_same_rows(context: ExportContext) -> None:
    table = pa.ipc.open_stream(export(context, "passages", "arrow")).read_all()
    assert table.num_rows == 3
    assert table.to_pylist() == [json.loads(line) for line in export(context, "passages", "jsonl").splitlines()]


def test_references_of_documents_are_read_by_reference_managers(context: ExportContext) -> None:
    entries = rispy.loads(export(context, "documents", "ris").decode())
    assert {item["title"] for item in entries} == {"Report & <more>", "Calls", "Quotes"}
    report = next(item for item in entries if item["title"].startswith("Report"))
    assert report["authors"][0].startswith("United Nations Office on Drugs and Crime")
    parsed = parse_string(export(context, "documents", "bib").decode())
    assert (len(parsed.entries), parsed.failed_blocks) == (3, [])
    items = json.loads(export(context, "documents", "csl"))
    assert {item["title"] for item in items} == {"Report & <more>", "Calls", "Quotes"}


@pytest.mark.parametrize(("format", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_the_network_is_read_by_networkx(context: ExportContext, format: str, read: Any) -> None:
    graph = read(io.BytesIO(export(context, "network", format)))
    assert graph.number_of_edges() == len(context.ties.ties)
    assert graph.nodes["unodc"]["label"] == "United Nations Office on Drugs and Crime"
    tie = context.ties.find_tie("unodc", "iom")
    assert tie is not None
    assert graph.edges["unodc", "iom"]["strength"] == pytest.approx(tie.strength)
    assert graph.edges["unodc", "iom"]["evidence"] == len(tie.evidence)


def test_follow_the_money_entities_refer_to_each_other(context: ExportContext) -> None:
    entities = {item["id"]: item for item in map(json.loads, export(context, "network", "ftm").splitlines())}
    links = [item for item in entities.values() if item["schema"] == "UnknownLink"]
    assert len(links) == len(context.ties.ties)
    for link in links:
        for end in ("subject", "object"):
            assert entities[link["properties"][end][0]]["schema"] in {"PublicBody", "Organization"}
    for document in (item for item in entities.values() if item["schema"] == "Document"):
        assert document["properties"]["fileName"]  # the model refuses documents without it
        assert document["properties"]["language"] == ["eng"]  # and languages of two letters
    assert all(isinstance(value, list) for item in entities.values() for value in item["properties"].values())


def test_follow_the_money_takes_every_value(context: ExportContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icu", Mock())  # has to be compiled; only transliteration needs it
    from followthemoney import model

    for entity in map(json.loads, export(context, "network", "ftm").splitlines()):
        proxy = model.get_proxy(entity, cleaned=False)
        model[entity["schema"]].validate(entity)
        assert {name: sorted(proxy.get(name)) for name in entity["properties"]} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_activities_are_iati_with_their_source(context: ExportContext) -> None:
    root = etree.fromstring(export(context, "activities", "iati"))
    assert root.get("version") == "2.03"
    (activity,) = root
    tags = [child.tag for child in activity]
    order = ["iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status"]
    assert list(dict.fromkeys(tags)) == [*order, "activity-date", "recipient-country", "document-link"]
    assert activity.find("reporting-org").get("secondary-reporter") == "1"
    assert activity.findtext("description/narrative") == "UNODC trained judges in Kenya together with IOM."
    assert [item.get("code") for item in activity.findall("recipient-country")] == ["KE", "UG"]
    assert sum(float(item.get("percentage")) for item in activity.findall("recipient-country")) == pytest.approx(100)
    assert activity.find("activity-status").get("code") == "3"
    assert activity.find("activity-date").get("type") == "2"
    assert activity.find("document-link").get("url").startswith(f"{ADDRESS}/statements/")


def test_activity_of_an_unregistered_body_has_its_printed_name_and_a_title_of_whole_words(
    library: Library, make_part: MakePart
) -> None:
    quote = f"Lake Aid trained judges{' and inspectors' * 6} and officers in ten countries."
    lake = Ref(id="new:945efc2536470c973b65", name="Lake Aid", type=RefType.ENTITY)
    statement = {"kind": StatementKind.ACTIVITY, "actors": (lake,), "addressees": ()}
    part = make_part("long", quote, date="2022", statement=statement)
    values = FacetValues(load_registry(), load_vocabulary())
    rows = [(one, part.document) for one in part.statements]
    (activity,) = etree.fromstring(format_iati(rows, open_view(library).manifest, values, ADDRESS))
    assert activity.findtext("participating-org/narrative") == "Lake Aid"
    assert activity.findtext("title/narrative") == f"Lake Aid trained judges{' and inspectors' * 6} and …"


DCAT_SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix : <urn:shapes:> .
:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] .
:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ] , [ sh:path dct:description ; sh:minCount 1 ] ,
    [ sh:path dcat:distribution ; sh:class dcat:Distribution ] , [ sh:path dct:temporal ; sh:class dct:PeriodOfTime ] .
:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:downloadURL ; sh:nodeKind sh:IRI ] .
:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ; sh:property [ sh:path foaf:name ; sh:minCount 1 ] .
"""
"""What DCAT-AP makes mandatory."""


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # of rdflib's own parser
@pytest.mark.parametrize(("format", "parser"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_the_catalogue_has_what_dcat_ap_asks_for(context: ExportContext, format: str, parser: str) -> None:
    graph = Graph().parse(data=export(context, "catalogue", format), format=parser)
    conforms, _, report = pyshacl.validate(graph, shacl_graph=Graph().parse(data=DCAT_SHAPES, format="turtle"))
    assert conforms, report
    (dataset,) = graph.subjects(RDF.type, DCAT.Dataset)
    assert str(graph.value(dataset, DCTERMS.identifier)) == context.view.manifest.id
    assert len(set(graph.subjects(RDF.type, DCAT.Distribution))) == len(list_export_files())


def test_annotations_find_their_quotes_again(context: ExportContext) -> None:
    document = next(entry for entry in context.view.list_documents() if entry.title == "Calls")
    passages = context.view.list_passages(document.id)
    collection = build_annotations(document, context.view.list_statements(document.id), passages, ADDRESS)
    assert collection["total"] == 2
    texts = " ".join(entry.text for entry in passages)
    for item in collection["first"]["items"]:
        selector = item["target"]["selector"]
        assert selector["prefix"] + selector["exact"] + selector["suffix"] in texts
        assert item["target"]["source"] == f"{ADDRESS}/documents/{document.id}"
        assert item["motivation"] == "classifying"


def test_a_data_package_is_valid_with_its_files(context: ExportContext, tmp_path: Path) -> None:
    contents = {name: export(context, name, "csv") for name in CSV_COLUMNS}
    for name, content in contents.items():
        (tmp_path / f"{name}.csv").write_bytes(content)
    package = describe_package(context.view.manifest, CSV_COLUMNS, ADDRESS, contents)
    (tmp_path / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note", "fieldName"])
    assert [len(task.labels or ()) for task in report.tasks] == [len(columns) for columns in CSV_COLUMNS.values()]
    served = describe_package(context.view.manifest, CSV_COLUMNS, ADDRESS)
    assert frictionless.Package.from_descriptor(served).resource_names == list(CSV_COLUMNS)
    assert served["resources"][0]["path"] == f"{ADDRESS}/en/data/statements.csv"


MAPS = (
    ("who-does-what", "--rows", "actor", "--columns", "theme", "--sparse"),
    pytest.param(("who-does-what", "--rows", "place", "--columns", "kind"), marks=pytest.mark.slow),
    ("partnerships",),
    pytest.param(("gaps",), marks=pytest.mark.slow),
    pytest.param(("appraisal",), marks=pytest.mark.slow),
    pytest.param(("follow-up",), marks=pytest.mark.slow),
)


@pytest.mark.parametrize("words", MAPS, ids=lambda words: "-".join(words[:3]))
def test_tagged_maps_are_read_by_libhxl_with_a_tag_for_each_column(
    view: View, library: Library, words: tuple[str, ...]
) -> None:
    result = CliRunner().invoke(cli.app, ["map", *words, "--library", str(library.path), "--format", "hxl"])
    assert result.exit_code == 0, result.output
    rows = list(csv.reader(io.StringIO(result.stdout)))
    source = hxl.data(rows)
    assert [column.header for column in source.columns] == rows[0]
    tags = [column.display_tag for column in source.columns]
    assert all(tag and tag.startswith("#") and "{" not in tag for tag in tags)
    assert len(list(source)) == len(rows) - 2


def _write_map(library: Library, folder: Path, words: tuple[str, ...], *formats: str) -> dict[str, Path]:
    files = {format: folder / f"map.{format}" for format in formats}
    for file in files.values():
        command = ["map", *words, "--library", str(library.path), "--output", str(file)]
        assert CliRunner().invoke(cli.app, command).exit_code == 0
    return files


@pytest.mark.parametrize("words", MAPS, ids=lambda words: "-".join(words[:3]))
def test_maps_have_the_same_rows_for_tables_and_as_json(
    view: View, library: Library, tmp_path: Path, words: tuple[str, ...]
) -> None:
    files = _write_map(library, tmp_path, words, "json", "parquet")
    values = json.loads(files["json"].read_text(encoding="utf-8"))
    rows = pq.read_table(files["parquet"]).to_pylist()
    assert rows in [value for value in values.values() if isinstance(value, list)]


def test_a_map_has_the_same_rows_in_formats_for_programs(view: View, library: Library, tmp_path: Path) -> None:
    files = _write_map(library, tmp_path, ("partnerships",), "jsonl", "parquet", "arrow")
    rows = pq.read_table(files["parquet"])
    assert rows.schema.metadata[b"cite"].startswith(b"Palermo, edition ")
    assert pa.ipc.open_stream(files["arrow"].read_bytes()).read_all().to_pylist() == rows.to_pylist()
    lines = [json.loads(line) for line in files["jsonl"].read_text(encoding="utf-8").splitlines()]
    assert [{name: value for name, value in line.items() if name != "cite"} for line in lines] == rows.to_pylist()
