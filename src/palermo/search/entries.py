"""The passages of an edition as entries of an index, bucket by bucket, from its Parquet alone."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition import documents_of
from palermo.search.fields import Entry, tag
from palermo.search.text import symbols, tails
from palermo.statements import Document

_PASSAGES = ("id", "document", "ordinal", "page", "paragraph", "kind", "headings", "language", "text")
_PLACE = ("locator.passage", "locator.start", "locator.end")
_STATEMENTS = ("id", "kind", "locator", "actors", "addressees", "partners", "themes", "exploitation", "interventions")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_MORE = ("groups", "places", "instruments", "sensitive")
_ROLES = {"actors": "actor", "addressees": "addressee", "partners": "entity"}
_LISTS = {
    "themes": "theme",
    "exploitation": "exploitation",
    "interventions": "intervention",
    "groups": "group",
    "places": "place",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the buckets of one edition's folder; a bucket's rows come by document, in reading order."""

    folder: Path
    again: frozenset[str]
    """Passages whose words an earlier document of their Work holds too."""

    def entries(self, bucket: str) -> Iterator[Entry]:
        """Entries of a bucket, in order."""
        documents = {one.id: one for one in self._documents_of(bucket)}
        places, tags = self._statements(bucket)
        rows = self._columns("passages", bucket, _PASSAGES)
        first = ""
        about: tuple[str, ...] = ()
        for passage in zip(*rows, strict=True):
            id, document_id, _, page, paragraph, kind, headings, language, text = passage
            document = documents[document_id]
            if not document.full_text:
                text = " … ".join(text[start:end] for _, _, start, end in places.get(id, ()))
                if not text:
                    continue
            opens = document_id != first
            if opens:
                first, about = document_id, tuple(_about(document))
            searched = f"{document.title}\n{document.symbol or ''}\n{text}" if opens else text
            said = places.get(id, ()) if document.full_text else ()
            shown = (id, document_id, page, paragraph, kind, headings, language, text, said)
            own = [tag("language", language), *([tag("again", "1")] if id in self.again else ())]
            yield Entry(
                document=document_id,
                language=language,
                kind=kind,
                text=searched,
                symbols=tuple({tail for found, _, _ in symbols(searched) for tail in tails(found)}),
                about=about,
                own=(*own, *tags.get(id, ())),
                record=_JSON.encode(shown).encode() + b"\n",
                shown=text,
            )

    def _documents_of(self, bucket: str) -> list[Document]:
        return documents_of(self._table("documents", bucket))

    def _table(self, table: str, bucket: str, names: Sequence[str] | None = None) -> pa.Table:
        """A bucket's rows; files are small, and threads of the library's own would stand in the way of ours."""
        path = self.folder / table / f"{bucket}.parquet"
        with pq.ParquetFile(path, memory_map=True, pre_buffer=False) as file:
            return file.read(columns=names, use_threads=False)

    def _columns(self, table: str, bucket: str, names: Sequence[str]) -> list[list[Any]]:
        found = self._table(table, bucket, list(names))
        return [found.column(name).to_pylist() for name in dict.fromkeys(one.partition(".")[0] for one in names)]

    def _statements(self, bucket: str) -> tuple[Mapping[str, list[Any]], Mapping[str, set[str]]]:
        """By passage: its statements as (id, kind, start, end), and their tags."""
        places: defaultdict[str, list[Any]] = defaultdict(list)
        tags: defaultdict[str, set[str]] = defaultdict(set)
        names = (*_STATEMENTS, *_MORE)
        columns = [one for name in names for one in (_PLACE if name == "locator" else (name,))]
        for values in zip(*self._columns("statements", bucket, columns), strict=True):
            row = dict(zip(names, values, strict=True))
            place = row["locator"]
            places[place["passage"]].append((row["id"], row["kind"], place["start"], place["end"]))
            tags[place["passage"]].update(_tags(row))
        return places, tags


def _about(document: Document) -> list[str]:
    found = [tag("publisher", one) for one in document.publishers]
    if document.year:
        found.append(tag("year", str(document.year)))
    if document.visibility != "public":
        found.append(tag("visibility", document.visibility))
    return [*found, tag("nature", document.nature.value), tag("document", document.id)]


def _tags(row: Mapping[str, Any]) -> Iterator[str]:
    yield tag("kind", row["kind"])
    if row["sensitive"]:
        yield tag("testimony", "1")
    for column, name in _LISTS.items():
        yield from (tag(name, value) for value in row[column] or ())
    for column, role in _ROLES.items():
        for ref in row[column] or ():
            value = ref["id"] or f"name:{ref['name']}"
            yield tag("entity", value)
            if role != "entity":
                yield tag(role, value)
    for cited in row["instruments"] or ():
        yield tag("instrument", cited["id"])
