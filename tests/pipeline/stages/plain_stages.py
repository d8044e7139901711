"""Small stages for tests, which worker processes import: each line of a file is a passage.

A line `States should ...` is a recommendation. A first line that begins with a word in capitals makes trouble.
"""

import os
import re
import signal
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from palermo.errors import NoText
from palermo.extraction.privacy import find_private_spans
from palermo.reading import ParsedDocument
from palermo.statements import (
    Document,
    Extraction,
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    build_locator,
    compute_document_id,
    compute_passage_id,
    compute_statement_id,
)


def read(content: bytes, source: str) -> ParsedDocument:
    """One passage for each line; HANG, DIE, WAIT and EMPTY make trouble."""
    lines = content.decode("utf-8").splitlines()
    trouble = lines[0].partition(" ")[0] if lines else "EMPTY"
    if trouble == "HANG":
        time.sleep(600)
    if trouble == "WAIT":
        _wait_for(Path(lines[0].split()[1]))
    if trouble == "DIE":
        os.kill(os.getpid(), signal.SIGKILL)
    if trouble == "EMPTY":
        raise NoText(source, "no page holds text", "Scan it again")
    document = compute_document_id(content)
    return ParsedDocument(
        document=document,
        media_type="text/plain",
        size=len(content),
        pages=1,
        language="en",
        masthead=Masthead(symbol=next((line[7:] for line in lines if line.startswith("Symbol ")), None)),
        title=source.rpartition(".")[0],
        passages=tuple(_passage(document, ordinal, line) for ordinal, line in enumerate(lines)),
    )


def extract(passages: Iterable[Passage], masthead: Masthead) -> Extraction:
    """What `_statements` finds, with what Palermo itself finds private; a line `I was ...` is a story."""
    all_items = tuple(passages)
    return Extraction(
        statements=tuple(_statements(all_items)),
        private_spans=tuple(find_private_spans(all_items)),
        stories=tuple(passage.id for passage in all_items if passage.text.startswith("I was ")),
    )


def _statements(passages: Iterable[Passage]) -> Iterator[Statement]:
    """One recommendation for each line that holds one; KILL, TANGLE, BUG and FORGE make trouble."""
    for passage in passages:
        if passage.text.startswith("KILL"):
            os.kill(os.getppid(), signal.SIGKILL)  # the process that works on the document, not its reader
        if passage.text.startswith("TANGLE"):
            re.match("(a+)+$", "a" * 64 + "b")  # a pattern that no thread and no signal ends
        if passage.text.startswith("BUG"):
            raise ZeroDivisionError("a fault of ours")
        result = re.match("States should .*", passage.text)
        if result or passage.text.startswith("FORGE"):
            quote = result.group() if result else "x" * len(passage.text)
            yield Statement(
                id=compute_statement_id(passage.document, "recommendation", quote, passage.ordinal),
                kind=StatementKind.RECOMMENDATION,
                quote=quote,
                language="en",
                document=passage.document,
                locator=build_locator(passage, 0, len(quote)),
                addressees=(Ref(id=None, name="States", type=RefType.GROUP),),
            )


def link(statements: Sequence[Statement], document: Document, passages: Sequence[Passage]) -> tuple[Statement, ...]:
    """Every addressee is known; MISLINK and STAY make trouble."""
    first = passages[0].text if passages else ""
    if first.startswith("MISLINK"):
        raise KeyError("nowhere")
    if first.startswith("STAY"):
        Path(first.split()[1]).with_suffix(".reached").touch()
        _wait_for(Path(first.split()[1]))
    return tuple(replace(s, addressees=tuple(replace(ref, id="states") for ref in s.addressees)) for s in statements)


def _wait_for(gate: Path) -> None:
    while not gate.exists():
        time.sleep(0.02)


def _passage(document: str, ordinal: int, line: str) -> Passage:
    return Passage(
        id=compute_passage_id(document, line, ordinal),
        document=document,
        ordinal=ordinal,
        page=1,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language="en",
        text=line,
    )
