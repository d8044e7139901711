"""Reader of an edition's passages as index entries, bucket by bucket, from its Parquet files alone."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition import parse_documents
from palermo.search.index_fields import STATEMENT_FACETS, IndexEntry, format_tag
from palermo.search.text_analysis import iterate_suffixes, iterate_symbols
from palermo.statements import FACETS, Document, FacetSource, ReviewStatus
from palermo.vocabulary.class_names import build_name_value

_PASSAGE_COLUMNS = (
    "id",
    "document",
    "ordinal",
    "page",
    "paragraph",
    "kind",
    "headings",
    "language",
    "text",
    "sensitive",
)
_LOCATOR_COLUMNS = ("locator.passage", "locator.start", "locator.end")
_JSON_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ROLE_FIELDS = {
    facet.column: facet.name if facet.in_search else "entity" for facet in FACETS if facet.source is FacetSource.NAMES
}
"""Columns of names, and their field besides `entity`, which contains the names of all roles."""
_REF_COLUMNS = ("id", "name")
_VALUE_FIELDS = {
    facet.column: facet.name for facet in STATEMENT_FACETS if facet.source is FacetSource.VALUE and facet.name != "kind"
}
_LIST_FIELDS = {facet.column: facet.name for facet in STATEMENT_FACETS if facet.source is FacetSource.LIST} | {
    "regions": "place"
}
"""Columns of several values, and their fields; `place` contains ISO codes of States and M49 codes of regions."""
_TESTIMONY_TAG = format_tag("testimony", "1")
_STATEMENT_COLUMNS = (
    *("id", "kind", *_LOCATOR_COLUMNS, "sensitive", "status", "instruments.list.element.id", *_LIST_FIELDS),
    *(f"{role}.list.element.{part}" for role in _ROLE_FIELDS for part in _REF_COLUMNS),
    *_VALUE_FIELDS,
)


@dataclass(frozen=True, slots=True)
class EntryReader:
    """Reader of the buckets of one edition's folder; rows come by document, in reading order."""

    folder: Path
    repeated_passages: frozenset[str]
    """Ids of passages whose text an earlier document of their Work contains."""

    def read_entries(self, bucket: str) -> Iterator[IndexEntry]:
        """Yield the entries of a bucket, in order."""
        documents = {document.id: document for document in parse_documents(self._read_table("documents", bucket))}
        places, tags = self._read_statements(bucket)
        rows = self._read_columns("passages", bucket, _PASSAGE_COLUMNS)
        first = ""
        about: tuple[str, ...] = ()
        has_title = False
        for passage in zip(*rows, strict=True):
            id, document_id, _, page, paragraph, kind, headings, language, text, sensitive = passage
            document = documents[document_id]
            if not document.full_text:
                text = " … ".join(text[start:end] for _, _, start, end in places.get(id, ()))
                if not text:
                    continue
            if document_id != first:
                first, about, has_title = document_id, tuple(_build_document_tags(document)), False
            opens = not (has_title or sensitive)  # the title is indexed with the first passage that everybody may read
            has_title = has_title or opens
            searched = f"{document.title}\n{document.symbol or ''}\n{text}" if opens else text
            statements = places.get(id, ()) if document.full_text else ()
            entry = (id, document_id, page, paragraph, kind, headings, language, text, statements)
            passage_tags = [
                format_tag("language", language),
                *([format_tag("again", "1")] if id in self.repeated_passages else ()),
            ]
            passage_tags += [_TESTIMONY_TAG] if sensitive and _TESTIMONY_TAG not in tags.get(id, ()) else []
            yield IndexEntry(
                document=document_id,
                language=language,
                passage_kind=kind,
                text=searched,
                symbols=_extract_symbols(searched) if "/" in searched else (),
                document_tags=about,
                passage_tags=(*passage_tags, *tags.get(id, ())),
                record=_JSON_ENCODER.encode(entry).encode() + b"\n",
                shown_text=text,
            )

    def _read_table(self, table: str, bucket: str, names: Sequence[str] | None = None) -> pa.Table:
        """Return a bucket's rows, read without pyarrow's threads.

        Files are small, and buckets are read in parallel.
        """
        path = self.folder / table / f"{bucket}.parquet"
        with pq.ParquetFile(path, memory_map=True, pre_buffer=False) as file:
            return file.read(columns=names, use_threads=False)

    def _read_columns(self, table: str, bucket: str, names: Sequence[str]) -> list[list[Any]]:
        columns = self._read_table(table, bucket, list(names))
        return [columns.column(name).to_pylist() for name in dict.fromkeys(name.partition(".")[0] for name in names)]

    def _read_statements(self, bucket: str) -> tuple[Mapping[str, list[Any]], Mapping[str, set[str]]]:
        """Return by passage its statements as (id, kind, start, end), and its tags."""
        places: defaultdict[str, list[Any]] = defaultdict(list)
        tags: defaultdict[str, set[str]] = defaultdict(set)
        for id, kind, place, sensitive, status, cited, *fields in zip(
            *self._read_columns("statements", bucket, _STATEMENT_COLUMNS), strict=True
        ):
            if status == ReviewStatus.REJECTED:
                continue
            passage = place["passage"]
            places[passage].append((id, kind, place["start"], place["end"]))
            passage_tags = tags[passage]
            passage_tags.add(format_tag("kind", kind))
            if sensitive:
                passage_tags.add(_TESTIMONY_TAG)
            passage_tags.update(format_tag("instrument", item["id"]) for item in cited or ())
            for name, values in zip(_LIST_FIELDS.values(), fields[: len(_LIST_FIELDS)], strict=True):
                passage_tags.update(format_tag(name, value) for value in values or ())
            roles, single = fields[len(_LIST_FIELDS) :], fields[len(_LIST_FIELDS) + len(_ROLE_FIELDS) :]
            for role, refs in zip(_ROLE_FIELDS.values(), roles, strict=False):
                passage_tags.update(_build_ref_tags(role, refs or ()))
            passage_tags.update(format_tag(n, v) for n, v in zip(_VALUE_FIELDS.values(), single, strict=True) if v)
        return places, tags


def _build_document_tags(document: Document) -> list[str]:
    tags = [format_tag("publisher", publisher) for publisher in document.publishers]
    if document.year:
        tags.append(format_tag("year", str(document.year)))
    if document.visibility != "public":
        tags.append(format_tag("visibility", document.visibility))
    return [*tags, format_tag("nature", document.nature.value), format_tag("document", document.id)]


def _extract_symbols(text: str) -> tuple[str, ...]:
    return tuple({tail for symbol, _, _ in iterate_symbols(text) for tail in iterate_suffixes(symbol)})


def _build_ref_tags(role: str, refs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for ref in refs:
        named = ref["id"] or build_name_value(ref["name"])
        for value in filter(None, (named, ref.get("state"))):
            yield format_tag("entity", value)
            if role != "entity":
                yield format_tag(role, value)
