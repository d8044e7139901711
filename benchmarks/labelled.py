"""Labelled quotes as statements, for benchmarks and training of tags.

A file contains passages as JSON lines with `statements`, each with its quote, kind, parties and labels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from palermo import registry
from palermo.errors import PalermoError
from palermo.evaluation import load_labels
from palermo.evaluation.gold_labels import GoldRow
from palermo.linking.linker import link_statement
from palermo.statements import (
    Document,
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
)

TOGETHER = ("coordination-and-partnership",)
"""Tags that extraction gives to every partnership."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A quote with its labels."""

    file: str
    passage: str
    """The passage of the quote: quotes of one passage are not independent of each other."""
    statement: Statement
    """The statement, linked: with places, and with tags by terms."""
    labels: dict[str, frozenset[str]]

    @property
    def language(self) -> str:
        """The language of the quote."""
        return self.statement.language


def files_in(path: Path) -> list[Path]:
    """Return a file of labelled passages, or those of a folder; raises SystemExit if there are none."""
    found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not found or not all(file.is_file() for file in found):
        raise SystemExit(f"{path}: no labelled passages are there. Name a folder with files of JSON lines, or a file.")
    return found


def passages(file: Path) -> tuple[GoldRow, ...]:
    """Return the labelled passages of a file; raises SystemExit with the line of an error."""
    try:
        read = load_labels(file)
    except PalermoError as error:
        raise SystemExit(str(error)) from error
    if read.label_type != "statements":
        raise SystemExit(f"{file}: it labels {read.label_type}. Name a file of labelled passages.")
    return read.rows


def labelled(paths: Iterable[Path], fields: Sequence[str]) -> list[Labelled]:
    """Return the quotes of files or of folders' `*.jsonl`, each with its labels in these fields."""
    return [
        _labelled(file, passage, said, fields)
        for path in paths
        for file in files_in(path)
        for passage in passages(file)
        for said in passage["statements"]
    ]


def statement(quote: str, language: str, kind: StatementKind, said: dict[str, Any] | None = None) -> Statement:
    """Return a quote as a statement, linked without context."""
    known = said or {}
    passage = Passage(
        id="p",
        document="d",
        ordinal=0,
        page=1,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=language,
        text=quote,
    )
    made = Statement(
        id="s",
        kind=kind,
        quote=quote,
        language=language,
        document="d",
        locator=build_locator(passage, 0, len(quote)),
        actors=_refs(known.get("actors", ())),
        addressees=_refs(known.get("addressees", ()), RefType.GROUP),
        partners=_refs(known.get("partners", ())),
        interventions=TOGETHER if kind is StatementKind.PARTNERSHIP else (),
    )
    return link_statement(made, _NOWHERE, registry.load_registry())


def _labelled(file: Path, passage: GoldRow, said: dict[str, Any], fields: Sequence[str]) -> Labelled:
    return Labelled(
        file=f"{file.parent.name}/{file.name}",
        passage=passage["passage_text"],
        statement=statement(said["quote"], passage.get("language", "en"), StatementKind(said["kind"]), said),
        labels={field: frozenset(map(str, said.get(field, ()))) for field in fields},
    )


def _refs(names: Iterable[str], type: RefType = RefType.ENTITY) -> tuple[Ref, ...]:
    """Return parties as extraction gives them; addressees may be groups."""
    return tuple(Ref(id=None, name=name, type=type) for name in names)


_NOWHERE = Document(
    id="d",
    work="",
    source="quotes",
    media_type="text/plain",
    size=1,
    pages=None,
    language="en",
    title="quotes",
    masthead=Masthead(symbol=None, date=None),
)
