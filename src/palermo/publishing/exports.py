"""All exports of an edition: what can be exported, in which formats, and how each is written."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final, NamedTuple

from palermo.analysis import FacetValues
from palermo.analysis.partnerships import PartnershipTies, find_current_ties
from palermo.edition import NO_FILTERS, View, build_filters, select_one_per_work
from palermo.languages import LABELLED_LANGUAGES, LANGUAGES
from palermo.publishing import record_workbook
from palermo.publishing.arrow_tables import (
    ARROW_MEDIA_TYPE,
    DOCUMENT_SCHEMA,
    ENTITY_SCHEMA,
    PARQUET_MEDIA_TYPE,
    format_arrow_stream,
    format_parquet,
)
from palermo.publishing.exchange.dcat_catalogue import build_catalogue
from palermo.publishing.exchange.follow_the_money import list_ftm_entities
from palermo.publishing.exchange.iati_activities import format_iati
from palermo.publishing.exchange.network_files import format_gexf, format_graphml
from palermo.publishing.exchange.reference_formats import REFERENCE_FORMATS, ReferenceFormat
from palermo.publishing.record_workbook import build_record_workbook
from palermo.publishing.references import BibliographicReference, build_document_reference
from palermo.publishing.row_writers import EXPORT_COLUMNS, export_rows, format_csv, format_jsonl
from palermo.publishing.sheets import SheetSource
from palermo.publishing.sheets.partnerships import build_ties_sheet
from palermo.publishing.sheets.sheet_formats import write_sheet
from palermo.publishing.sheets.xlsx import build_workbook
from palermo.publishing.workbook_texts import ENGLISH_TEXTS, WorkbookTexts
from palermo.registry import Registry
from palermo.statements import Document, StatementKind
from palermo.vocabulary import load_vocabulary

DOCUMENT_COLUMNS: Final = tuple(DOCUMENT_SCHEMA.names)
_TEXTS_BY_LANGUAGE: Final = {"names": LANGUAGES, "roles": LABELLED_LANGUAGES}
ENTITY_COLUMNS: Final = tuple(
    column
    for name in ENTITY_SCHEMA.names
    for column in ([f"{name}.{code}" for code in _TEXTS_BY_LANGUAGE.get(name, ())] or [name])
)
_OWN_FIELDS: Final = ("id", "acronym", "kind", "role", "website", "icat", "icat_since")


def build_document_row(document: Document) -> dict[str, Any]:
    """Return a document as it is exported."""
    values = {name: getattr(document, name) for name in DOCUMENT_COLUMNS}
    return values | {
        "version": document.version.value,
        "nature": document.nature.value,
        "publishers": list(document.publishers),
    }


def list_entity_rows(view: View, registry: Registry) -> Iterator[dict[str, Any]]:
    """Yield verified entities by English name, with their documents, each Work once, and their statements."""
    published = Counter(id for document in select_one_per_work(view.list_documents()) for id in document.publishers)
    facets = view.count_facets(NO_FILTERS, ["actor", "addressee"])
    acting, addressed = ({count.value: count.statements for count in facets[name]} for name in ("actor", "addressee"))
    for entity in sorted(registry.entities.values(), key=lambda entity: entity.names["en"]):
        row = {name: getattr(entity, name) for name in _OWN_FIELDS} | {
            "names": {language: entity.verified_names.get(language) for language in LANGUAGES},
            "other_names": [name for language, name in entity.verified_names.items() if language not in LANGUAGES],
            "roles": {language: entity.roles.get(language) for language in LABELLED_LANGUAGES},
            "sources": list(entity.sources),
            "documents": published[entity.id],
            "acting": acting.get(entity.id, 0),
            "addressed": addressed.get(entity.id, 0),
        }
        yield {name: row[name] for name in ENTITY_SCHEMA.names}


@dataclass(frozen=True, kw_only=True)
class ExportContext:
    """What exporters read: the public view of an edition, the registry, and the portal's address."""

    view: View
    registry: Registry
    address: str
    texts: WorkbookTexts = ENGLISH_TEXTS
    """Language and labels of workbooks."""

    @cached_property
    def values(self) -> FacetValues:
        """The names of parties."""
        return FacetValues(self.registry, load_vocabulary())

    @cached_property
    def ties(self) -> PartnershipTies:
        """Current ties of all documents."""
        return find_current_ties(self.view, self.registry)


type Writer = Callable[[ExportContext], Iterable[bytes]]


class ExportFormat(NamedTuple):
    """One format of an export."""

    label: str
    """Name for people."""
    media_type: str
    write: Writer


def _write_ties(format: str, context: ExportContext) -> Iterable[bytes]:
    language = context.texts.language if format == "xlsx" else "en"
    source = SheetSource(view=context.view, filters=NO_FILTERS, values=context.values, language=language)
    sheet = build_ties_sheet(context.ties, context.ties.ties, source)
    return [build_workbook(sheet, context.texts) if format == "xlsx" else write_sheet(sheet, format)]


def _write_references(format: str, context: ExportContext) -> Iterable[bytes]:
    references = (_build_reference(document, context) for document in context.view.list_documents())
    return _encode(REFERENCE_FORMATS[format].format_all(references))


def _write_iati(context: ExportContext) -> Iterable[bytes]:
    rows = context.view.iterate_statements(build_filters(kind=[StatementKind.ACTIVITY]))
    return [format_iati(rows, context.view.manifest, context.values, context.address)]


def _write_ftm(context: ExportContext) -> Iterable[bytes]:
    documents = context.view.list_documents()
    return _encode(format_jsonl(list_ftm_entities(context.ties, documents, context.registry, context.address)))


def _write_catalogue(rdf_format: str, context: ExportContext) -> Iterable[bytes]:
    files = {f"{context.address}/en/data/{path}": kind for path, kind in list_export_files().items()}
    graph = build_catalogue(context.view.manifest, context.address, files)
    return [str(graph.serialize(format=rdf_format)).encode()]


def _build_reference(document: Document, context: ExportContext) -> BibliographicReference:
    known = tuple(context.registry.get_label(id) for id in document.publishers)
    address = f"{context.address}/documents/{document.id}"
    return build_document_reference(
        document, known or document.masthead.publishers, address, context.view.manifest.name
    )


def _encode(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


class _RowTable(NamedTuple):
    """A table of an edition: the columns of its CSV, and its rows."""

    name: str
    columns: Sequence[str]
    list_rows: Callable[[ExportContext], Iterable[Mapping[str, Any]]]


class _RowFormat(NamedTuple):
    """A format of the rows of a table."""

    label: str
    media_type: str
    write: Callable[[_RowTable, ExportContext], Iterable[bytes]]


def _write_workbook(table: _RowTable, context: ExportContext) -> Iterable[bytes]:
    rows, edition = table.list_rows(context), context.view.manifest
    return [build_record_workbook(rows, table.name, edition, context.texts, table.columns)]


_JSONL = "application/x-ndjson"
_ROW_FORMATS: Final[Mapping[str, _RowFormat]] = {
    "jsonl": _RowFormat("JSON Lines", _JSONL, lambda table, context: _encode(format_jsonl(table.list_rows(context)))),
    "csv": _RowFormat(
        "CSV",
        "text/csv; charset=utf-8",
        lambda table, context: _encode(format_csv(table.list_rows(context), table.columns)),
    ),
    "xlsx": _RowFormat("XLSX", record_workbook.MEDIA_TYPE, _write_workbook),
    "parquet": _RowFormat(
        "Parquet", PARQUET_MEDIA_TYPE, lambda table, context: [format_parquet(table.list_rows(context), table.name)]
    ),
    "arrow": _RowFormat(
        "Arrow", ARROW_MEDIA_TYPE, lambda table, context: [format_arrow_stream(table.list_rows(context), table.name)]
    ),
}


_TABLES: Final = (
    _RowTable("statements", EXPORT_COLUMNS["statements"], lambda context: export_rows(context.view, "statements")),
    _RowTable("passages", EXPORT_COLUMNS["passages"], lambda context: export_rows(context.view, "passages")),
    _RowTable("documents", DOCUMENT_COLUMNS, lambda context: map(build_document_row, context.view.list_documents())),
    _RowTable("entities", ENTITY_COLUMNS, lambda context: list_entity_rows(context.view, context.registry)),
)

CSV_COLUMNS: Final[Mapping[str, Sequence[str]]] = {table.name: table.columns for table in _TABLES}


def _build_formats(
    formats: Mapping[str, _RowFormat] | Mapping[str, ReferenceFormat],
    write: Callable[[str, ExportContext], Iterable[bytes]],
) -> dict[str, ExportFormat]:
    """Return formats whose writer is `write` with their name."""
    return {
        name: ExportFormat(format.label, format.media_type, partial(write, name)) for name, format in formats.items()
    }


_FORMATS_BY_TABLE: Final = {
    table.name: {
        name: ExportFormat(format.label, format.media_type, partial(format.write, table))
        for name, format in _ROW_FORMATS.items()
    }
    for table in _TABLES
}
EXPORTS: Final[Mapping[str, Mapping[str, ExportFormat]]] = {
    **_FORMATS_BY_TABLE,
    "documents": _FORMATS_BY_TABLE["documents"] | _build_formats(REFERENCE_FORMATS, _write_references),
    "ties": _build_formats(_ROW_FORMATS, _write_ties),
    "network": {
        "graphml": ExportFormat(
            "GraphML", "application/graphml+xml", lambda context: [format_graphml(context.ties, context.registry)]
        ),
        "gexf": ExportFormat(
            "GEXF", "application/gexf+xml", lambda context: [format_gexf(context.ties, context.registry)]
        ),
        "ftm": ExportFormat("FollowTheMoney", _JSONL, _write_ftm),
    },
    "activities": {"iati": ExportFormat("IATI", "application/xml", _write_iati)},
    "catalogue": {
        "ttl": ExportFormat("Turtle", "text/turtle; charset=utf-8", partial(_write_catalogue, "turtle")),
        "jsonld": ExportFormat("JSON-LD", "application/ld+json", partial(_write_catalogue, "json-ld")),
    },
}
"""Exports by table, then by format, which is also the file's suffix; the first format is the default."""
FORMAT_BY_SUFFIX: Final[Mapping[str, str]] = {
    **{format.suffix: name for name, format in REFERENCE_FORMATS.items()},
    **{format: format for formats in EXPORTS.values() for format in formats},
    "xml": "iati",
    "feather": "arrow",
}
"""Formats by suffix of a file, without the dot."""
EXPORT_FORMAT_NAMES: Final = tuple(dict.fromkeys(name for formats in EXPORTS.values() for name in formats))


def list_export_files() -> Mapping[str, str]:
    """Return the media type of each export by its file name, such as `statements.csv`."""
    return {
        f"{content}.{suffix}": format.media_type.partition(";")[0]
        for content, formats in EXPORTS.items()
        for suffix, format in formats.items()
        if content != "catalogue"
    }
