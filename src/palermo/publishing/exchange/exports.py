"""All exports of an edition: what can be exported, in which formats, and how each is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from palermo.analysis.partnerships import PartnershipTies, find_current_ties
from palermo.edition import View, build_filters
from palermo.publishing.exchange.arrow_tables import format_arrow_stream, format_parquet
from palermo.publishing.exchange.dcat_catalogue import build_catalogue
from palermo.publishing.exchange.follow_the_money import list_ftm_entities
from palermo.publishing.exchange.iati_activities import format_iati
from palermo.publishing.exchange.network_files import format_gexf, format_graphml
from palermo.publishing.exchange.reference_formats import REFERENCE_FORMATS, ReferenceFormat
from palermo.publishing.records import EXPORT_COLUMNS, ExportTable, export_rows, format_csv, format_jsonl
from palermo.publishing.references import BibliographicReference, build_document_reference
from palermo.registry import Registry
from palermo.statements import Document, StatementKind

DOCUMENT_COLUMNS: Final = (
    *("id", "work", "version", "nature", "title", "symbol", "date", "publishers", "publisher", "language", "pages"),
    *("media_type", "size", "source", "address", "full_text"),
)


@dataclass(frozen=True, kw_only=True)
class ExportContext:
    """What exporters read: the public view of an edition, the registry, and the portal's address."""

    view: View
    registry: Registry
    address: str

    @cached_property
    def ties(self) -> PartnershipTies:
        """Current ties of all documents."""
        return find_current_ties(self.view, self.registry)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """One format of an export."""

    media_type: str
    write: Callable[[ExportContext], Iterable[bytes]]


def _write_table(table: ExportTable, format: str) -> Callable[[ExportContext], Iterable[bytes]]:
    def write(context: ExportContext) -> Iterable[bytes]:
        rows = export_rows(context.view, table)
        match format:
            case "parquet":
                return [format_parquet(rows, table)]
            case "arrow":
                return [format_arrow_stream(rows, table)]
            case "csv":
                return _encode(format_csv(rows, EXPORT_COLUMNS[table]))
        return _encode(format_jsonl(rows))

    return write


def _write_references(format: ReferenceFormat) -> Callable[[ExportContext], Iterable[bytes]]:
    def write(context: ExportContext) -> Iterable[bytes]:
        references = (_build_reference(document, context) for document in context.view.list_documents())
        return _encode(format.format_all(references))

    return write


def _write_documents(format: Callable[[Iterable[Mapping[str, Any]]], Iterator[str]]) -> Any:
    def write(context: ExportContext) -> Iterable[bytes]:
        return _encode(format(build_document_row(document) for document in context.view.list_documents()))

    return write


def _write_iati(context: ExportContext) -> Iterable[bytes]:
    rows = context.view.iterate_statements(build_filters(kind=[StatementKind.ACTIVITY]))
    return [format_iati(rows, context.view.manifest, context.registry, context.address)]


def _write_ftm(context: ExportContext) -> Iterable[bytes]:
    documents = context.view.list_documents()
    return _encode(format_jsonl(list_ftm_entities(context.ties, documents, context.registry, context.address)))


def _write_catalogue(format: str) -> Callable[[ExportContext], Iterable[bytes]]:
    def write(context: ExportContext) -> Iterable[bytes]:
        files = {f"{context.address}/en/data/{path}": kind for path, kind in list_export_files().items()}
        graph = build_catalogue(context.view.manifest, context.address, files)
        return [str(graph.serialize(format=format)).encode()]

    return write


def build_document_row(document: Document) -> dict[str, Any]:
    """Return a document as it is exported."""
    values = {name: getattr(document, name) for name in DOCUMENT_COLUMNS}
    return values | {
        "version": document.version.value,
        "nature": document.nature.value,
        "publishers": list(document.publishers),
    }


def _build_reference(document: Document, context: ExportContext) -> BibliographicReference:
    known = tuple(context.registry.get_label(id) for id in document.publishers)
    printed = (document.publisher,) if document.publisher else ()
    permanent = f"{context.address}/documents/{document.id}"
    return build_document_reference(document, known or printed, permanent, context.view.manifest.name)


def _encode(lines: Iterable[str]) -> Iterator[bytes]:
    return (line.encode() for line in lines)


_PARQUET, _ARROW = "application/vnd.apache.parquet", "application/vnd.apache.arrow.stream"
_JSONL, _CSV = "application/x-ndjson", "text/csv; charset=utf-8"

EXPORTS: Final[Mapping[str, Mapping[str, ExportFormat]]] = {
    "statements": {
        "jsonl": ExportFormat(media_type=_JSONL, write=_write_table("statements", "jsonl")),
        "csv": ExportFormat(media_type=_CSV, write=_write_table("statements", "csv")),
        "parquet": ExportFormat(media_type=_PARQUET, write=_write_table("statements", "parquet")),
        "arrow": ExportFormat(media_type=_ARROW, write=_write_table("statements", "arrow")),
    },
    "passages": {
        "jsonl": ExportFormat(media_type=_JSONL, write=_write_table("passages", "jsonl")),
        "csv": ExportFormat(media_type=_CSV, write=_write_table("passages", "csv")),
        "parquet": ExportFormat(media_type=_PARQUET, write=_write_table("passages", "parquet")),
        "arrow": ExportFormat(media_type=_ARROW, write=_write_table("passages", "arrow")),
    },
    "documents": {
        "jsonl": ExportFormat(media_type=_JSONL, write=_write_documents(format_jsonl)),
        "csv": ExportFormat(media_type=_CSV, write=_write_documents(lambda rows: format_csv(rows, DOCUMENT_COLUMNS))),
        **{
            name: ExportFormat(media_type=format.media_type, write=_write_references(format))
            for name, format in REFERENCE_FORMATS.items()
        },
    },
    "network": {
        "graphml": ExportFormat(
            media_type="application/graphml+xml", write=lambda context: [format_graphml(context.ties, context.registry)]
        ),
        "gexf": ExportFormat(
            media_type="application/gexf+xml", write=lambda context: [format_gexf(context.ties, context.registry)]
        ),
        "ftm": ExportFormat(media_type=_JSONL, write=_write_ftm),
    },
    "activities": {"iati": ExportFormat(media_type="application/xml", write=_write_iati)},
    "catalogue": {
        "ttl": ExportFormat(media_type="text/turtle; charset=utf-8", write=_write_catalogue("turtle")),
        "jsonld": ExportFormat(media_type="application/ld+json", write=_write_catalogue("json-ld")),
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
