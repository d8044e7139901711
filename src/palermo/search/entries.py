"""The passages of an edition as entries of an index, bucket by bucket, from its Parquet alone."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from palermo.edition import documents_of
from palermo.search.fields import Entry, tag
from palermo.search.text import symbols, tails
from palermo.statements import Document

_PASSAGES = ("id", "document", "ordinal", "page", "paragraph", "kind", "headings", "language", "text", "sensitive")
_PLACE = ("locator.passage", "locator.start", "locator.end")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ROLES = {"actors": "actor", "addressees": "addressee", "partners": "entity"}
_REFS = ("id", "name")
_LISTS = {
    "themes": "theme",
    "exploitation": "exploitation",
    "interventions": "intervention",
    "groups": "group",
    "places": "place",
    "regions": "place",
}
"""Columns of several values, and the field that has them: of places, States by ISO codes and regions by M49 codes."""
_TESTIMONY = tag("testimony", "1")
_STATEMENTS = (
    *("id", "kind", *_PLACE, "sensitive", "instruments.list.element.id", *_LISTS),
    *(f"{role}.list.element.{part}" for role in _ROLES for part in _REFS),
)


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
        titled = False
        for passage in zip(*rows, strict=True):
            id, document_id, _, page, paragraph, kind, headings, language, text, sensitive = passage
            document = documents[document_id]
            if not document.full_text:
                text = " … ".join(text[start:end] for _, _, start, end in places.get(id, ()))
                if not text:
                    continue
            if document_id != first:
                first, about, titled = document_id, tuple(_about(document)), False
            opens = not (titled or sensitive)  # a title is found with the first passage that everybody may read
            titled = titled or opens
            searched = f"{document.title}\n{document.symbol or ''}\n{text}" if opens else text
            said = places.get(id, ()) if document.full_text else ()
            shown = (id, document_id, page, paragraph, kind, headings, language, text, said)
            own = [tag("language", language), *([tag("again", "1")] if id in self.again else ())]
            own += [_TESTIMONY] if sensitive and _TESTIMONY not in tags.get(id, ()) else []
            yield Entry(
                document=document_id,
                language=language,
                kind=kind,
                text=searched,
                symbols=_symbols(searched) if "/" in searched else (),
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
        for id, kind, place, sensitive, cited, *said in zip(
            *self._columns("statements", bucket, _STATEMENTS), strict=True
        ):
            passage = place["passage"]
            places[passage].append((id, kind, place["start"], place["end"]))
            own = tags[passage]
            own.add(tag("kind", kind))
            if sensitive:
                own.add(_TESTIMONY)
            own.update(tag("instrument", one["id"]) for one in cited or ())
            for name, values in zip(_LISTS.values(), said[: len(_LISTS)], strict=True):
                own.update(tag(name, value) for value in values or ())
            for role, refs in zip(_ROLES.values(), said[len(_LISTS) :], strict=True):
                own.update(_of_refs(role, refs or ()))
        return places, tags


def _about(document: Document) -> list[str]:
    found = [tag("publisher", one) for one in document.publishers]
    if document.year:
        found.append(tag("year", str(document.year)))
    if document.visibility != "public":
        found.append(tag("visibility", document.visibility))
    return [*found, tag("nature", document.nature.value), tag("document", document.id)]


def _symbols(text: str) -> tuple[str, ...]:
    return tuple({tail for found, _, _ in symbols(text) for tail in tails(found)})


def _of_refs(role: str, refs: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for ref in refs:
        value = ref["id"] or f"name:{ref['name']}"
        yield tag("entity", value)
        if role != "entity":
            yield tag(role, value)
