"""Labelled passages, and the documents that they are joined with.

A line of `labels/*.jsonl` identifies a passage by document and SHA-1 of its text. Quotes and names are character
offsets, so that these files contain no text of others. `read_labels` joins them with the passages that the reader finds
in the documents. Corpora with their own text (`dev.jsonl`) are read by `read_corpus`.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from palermo.errors import DocumentFailed
from palermo.extraction.tagger.contexts import PassageContext, iter_passage_contexts
from palermo.extraction.tagger.model_outputs import TAG_SCHEMES
from palermo.reading import read
from palermo.statements import ROLES


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledStatement:
    """A statement that a reader found in a passage."""

    kind: str
    start: int
    end: int
    roles: Mapping[str, tuple[str, ...]]
    """Names as printed, by role."""
    sources: Mapping[str, str]
    """Where the names of a role come from: quote, introduction, heading, byline, coreference, document."""
    tags: Mapping[str, tuple[str, ...]]
    """Ids by scheme."""
    tense: str | None = None
    dimension: str | None = None
    protective: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPerson:
    """The name of a person in a passage: official, author, victim, relative, witness, defendant or other."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPassage:
    """A passage of a document with what a reader found in it."""

    document: str
    """Name of the document's file."""
    language: str
    genre: str
    text: str
    statements: tuple[LabelledStatement, ...]
    persons: tuple[LabelledPerson, ...] | None = None
    """None where persons were not labelled."""
    is_story: bool | None = None
    """Whether it tells the story of a private person; None where nobody said."""
    context: PassageContext = field(default_factory=PassageContext)
    set: str = ""
    raw: Mapping[str, Any] = field(default_factory=dict)
    """The line as the scorers read it: passage_text and statements with names."""


def compute_sha1(text: str) -> str:
    """Return the SHA-1 by which labels identify a passage."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


type PassageTable = dict[tuple[str, str], tuple[str, PassageContext]]
"""Text and context of passages by file name and SHA-1."""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """What the reader finds in documents: passages, and who publishes each, by file name."""

    passages: PassageTable = field(default_factory=dict)
    publishers: dict[str, str] = field(default_factory=dict)


def read_folders(folders: Sequence[Path]) -> DocumentTable:
    """Read the documents in folders; those that cannot be read are left out.

    If passages of a document are equal, the first one counts.
    """
    table = DocumentTable()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            reading = read(path.read_bytes(), path.name)
        except DocumentFailed:
            continue
        publisher = reading.masthead.publisher or reading.masthead.organ
        if publisher:
            table.publishers[path.name] = publisher
        for passage, context in iter_passage_contexts(reading.passages, reading.masthead.title or ""):
            table.passages.setdefault((path.name, compute_sha1(passage.text)), (passage.text, context))
    return table


def read_corpus(path: Path, table: PassageTable) -> Iterator[LabelledPassage]:
    """Read a corpus that contains its passages, with the context from `table` if the passage is in it."""
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        text = row["passage_text"]
        _, context = table.get((row["document"], compute_sha1(text)), (text, None))
        yield LabelledPassage(
            document=row["document"],
            language=row.get("language", "en"),
            genre=row.get("genre", ""),
            text=text,
            statements=tuple(_parse_statements(row["statements"], text)),
            is_story=True if "private" in (row.get("note") or "") else None,
            context=context or PassageContext(headings=tuple(row.get("headings") or ())),
            set=row.get("set", path.parent.name),
            raw=row,
        )


def _parse_statements(rows: Iterable[Mapping[str, Any]], text: str) -> Iterator[LabelledStatement]:
    taken: list[tuple[int, int]] = []
    for row in sorted(rows, key=lambda one: -len(one["quote"])):
        start = _find_quote(text, row["quote"], taken)
        if start < 0:
            continue
        taken.append((start, start + len(row["quote"])))
        source = row.get("role_source") or {}
        yield LabelledStatement(
            kind=row["kind"],
            start=start,
            end=start + len(row["quote"]),
            roles={role: tuple(_get_name(ref) for ref in row.get(role) or ()) for role in ROLES},
            sources=source if isinstance(source, dict) else dict.fromkeys(ROLES, source),
            tags={scheme: tuple(row.get(scheme) or ()) for scheme in TAG_SCHEMES},
            tense=row.get("tense"),
            dimension=row.get("dimension"),
            protective=bool(row.get("protective")),
            optional=bool(row.get("optional")),
        )


def _get_name(ref: str | Mapping[str, Any]) -> str:
    return ref if isinstance(ref, str) else str(ref.get("name") or "")


def _find_quote(text: str, quote: str, used_spans: Sequence[tuple[int, int]]) -> int:
    """Return the first place of a quote that no other statement has, else its first place, else -1."""
    start = text.find(quote)
    while start >= 0 and any(begin < start + len(quote) and start < end for begin, end in used_spans):
        start = text.find(quote, start + 1)
    return start if start >= 0 else text.find(quote)


def read_labels(paths: Iterable[Path], table: PassageTable) -> Iterator[LabelledPassage]:
    """Read labels by offsets and join them with their passages; labels without a document are left out."""
    for path in paths:
        for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
            row = json.loads(line)
            found = table.get((row["document"], row["sha1"]))
            if found is not None:
                yield _build_passage(row, *found)


def _build_passage(row: Mapping[str, Any], text: str, context: PassageContext) -> LabelledPassage:
    texts = {
        "passage": text,
        "introduction": context.introduction,
        "previous": context.previous,
        "title": context.title,
        **{f"heading{number}": heading for number, heading in enumerate(context.headings)},
    }

    def read_name(position: Sequence[Any]) -> str:
        if position[0] == "name":  # the publisher or the State under review, which the passage does not print
            return str(position[1])
        part, start, end = position
        return texts.get(part, "")[start:end]

    statements = tuple(
        LabelledStatement(
            kind=one["kind"],
            start=one["start"],
            end=one["end"],
            roles={role: tuple(filter(None, (read_name(place) for place in one.get(role, ())))) for role in ROLES},
            sources=one.get("sources", {}),
            tags={scheme: tuple(one.get(scheme, ())) for scheme in TAG_SCHEMES},
            tense=one.get("tense"),
            dimension=one.get("dimension"),
            protective=bool(one.get("protective")),
            optional=bool(one.get("optional")),
        )
        for one in row["statements"]
    )
    persons = (
        tuple(LabelledPerson(start=start, end=end, role=role) for start, end, role in row["persons"])
        if "persons" in row
        else None
    )
    return LabelledPassage(
        document=row["document"],
        language=row["language"],
        genre=row.get("genre", ""),
        text=text,
        statements=statements,
        persons=persons,
        is_story=bool(row.get("story")),
        context=context,
        set=row.get("set", ""),
        raw={
            "document": row["document"],
            "language": row["language"],
            "genre": row.get("genre", ""),
            "passage_text": text,
            "statements": [build_scorer_row(one, text) for one in statements],
        },
    )


def build_scorer_row(statement: LabelledStatement, text: str) -> dict[str, Any]:
    """Return a labelled statement as the scorers read it."""
    return {
        "kind": statement.kind,
        "quote": text[statement.start : statement.end],
        **{role: list(names) for role, names in statement.roles.items()},
        **{scheme: list(ids) for scheme, ids in statement.tags.items()},
        "tense": statement.tense,
        "optional": statement.optional,
    }
