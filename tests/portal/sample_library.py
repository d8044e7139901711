"""A small invented library for the portal's tests: an agency and States A to C, four languages."""

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from palermo.edition import (
    BucketEntry,
    CompiledDocument,
    EditionWriter,
    Library,
    Manifest,
    QuarantinedDocument,
)
from palermo.search import build_index
from palermo.statements import (
    Document,
    Masthead,
    Nature,
    Passage,
    PassageKind,
    Reason,
    Ref,
    RefType,
    Response,
    Statement,
    StatementKind,
    Support,
    build_locator,
    compute_document_id,
    compute_passage_id,
    compute_statement_id,
    hash_json,
)

AGENCY = Ref(id=None, name="Sample agency", type=RefType.ENTITY)
STATES = tuple(Ref(id=None, name=f"State {letter}", type=RefType.STATE) for letter in "ABC")
ANDORRA = Ref(id="state:AND", name="Andorra", type=RefType.STATE)
RESPONSES = (Response.ACCEPTED, Response.NOTED, Response.PENDING, None)
SENTENCES = (
    "Train labour inspectors to recognise forced labour",
    "Give victims a period for recovery before any return",
    "Publish each year what was done and what it cost",
    "Write a duty of care into every public contract <above the threshold> & below it",
)


def _document(name: str, language: str, title: str, date: str | None, **more: object) -> Document:
    id = compute_document_id(name.encode())
    built = Document(
        id=id,
        work=id,
        source=f"samples/{name}",
        media_type="application/pdf",
        size=1000,
        pages=None,
        language=language,
        title=title,
        masthead=Masthead(date=date),
    )
    return replace(built, **more)  # type: ignore[arg-type]


REPORT = _document(
    "report.pdf",
    "en",
    "Sample report on buying without exploiting, invented for tests",
    "2026-05-12",
    pages=30,
    masthead=Masthead(
        symbol="SAMPLE/2026/1",
        date="2026-05-12",
        session="First sample session",
        organ="Sample working group",
        under_review="State A",
    ),
)
DIGEST = _document(
    "digest.html",
    "fr",
    "Résumé : l’appel de l’agence fictive",
    "2025-03",
    nature=Nature.DIGEST,
    address="https://example.org/original",
)
QUOTES = _document("quotes.pdf", "ar", "تقرير نموذجي للاختبار", "2024", pages=4, full_text=False)
EMPTY = _document("empty.txt", "zh", "测试用样本文件", None)
HIDDEN = _document("hidden.pdf", "en", "Hidden from the public", "2026-06-01", pages=1, visibility="members")
QUARANTINED = (
    QuarantinedDocument(source="samples/broken.pdf", reason="the file is cut off after 3 pages", mend="Fetch it again"),
    QuarantinedDocument(
        source="samples/locked.pdf", reason="it is encrypted", mend="Ask its publisher for an open copy"
    ),
    QuarantinedDocument(source="drafts/secret.pdf", reason="its end is missing", visibility="members"),
)


def _passage(document: Document, ordinal: int, text: str, **more: object) -> Passage:
    built = Passage(
        id=compute_passage_id(document.id, text, ordinal),
        document=document.id,
        ordinal=ordinal,
        page=None,
        paragraph=None,
        kind=PassageKind.PARAGRAPH,
        headings=(),
        language=document.language,
        text=text,
    )
    return replace(built, **more)  # type: ignore[arg-type]


def _statement(passage: Passage, quote: str, **more: object) -> Statement:
    start = passage.text.index(quote)
    built = Statement(
        id=compute_statement_id(passage.document, StatementKind.RECOMMENDATION, quote, passage.ordinal),
        kind=StatementKind.RECOMMENDATION,
        quote=quote,
        language=passage.language,
        document=passage.document,
        locator=build_locator(passage, start, start + len(quote)),
        why=(
            Reason(feature="stands in a list that asks for something", weight=0.5),
            Reason(feature="“should”", weight=-0.1),
        ),
        confidence=0.93,
        method="recommendations.v1",
    )
    return replace(built, **more)  # type: ignore[arg-type]


def _report() -> CompiledDocument:
    passages: list[Passage] = []
    statements: list[Statement] = []
    for chapter in range(1, 4):
        heading = _passage(REPORT, len(passages), f"{chapter}. Chapter", kind=PassageKind.HEADING, page=chapter * 8)
        intro = _passage(
            REPORT, len(passages) + 1, "The States are asked to:", page=chapter * 8, headings=(heading.text,)
        )
        passages += [heading, intro]
        for number in range(1, 25):
            item = _item(len(passages), chapter, number, heading)
            response = RESPONSES[number % 4]
            support = (
                Support(role="introduction", quote=intro.text, locator=build_locator(intro, 0, len(intro.text))),
            )
            quote = item.text.removesuffix(" This can be checked.")
            addressees = (ANDORRA,) if number == 24 else (STATES[number % 3],)
            statements.append(
                _statement(item, quote, actors=(AGENCY,), addressees=addressees, response=response, support=support)
            )
            passages.append(item)
    first, second = statements[0], statements[1]
    statements[1] = replace(second, same_as=(first.id,), themes=("supply-chains", "trafficking-in-persons"))
    return CompiledDocument(document=REPORT, passages=tuple(passages), statements=tuple(statements))


def _item(ordinal: int, chapter: int, number: int, heading: Passage) -> Passage:
    text = f"{SENTENCES[number % 4]}, as chapter {chapter} says in point {number}. This can be checked."
    return _passage(
        REPORT,
        ordinal,
        text,
        kind=PassageKind.ITEM,
        page=chapter * 8 + number // 5,
        paragraph=f"{chapter}.{number}",
        headings=(heading.text,),
    )


def _digest() -> CompiledDocument:
    opening = _passage(DIGEST, 0, "Ceci est un résumé rédigé par nous.")
    call = _passage(DIGEST, 1, "L’appel demande aux États de former les inspecteurs du travail.", paragraph="a")
    requests = _statement(
        call, "former les inspecteurs du travail", addressees=(Ref(id=None, name="États", type=RefType.GROUP),)
    )
    return CompiledDocument(document=DIGEST, passages=(opening, call), statements=(requests,))


def _quotes() -> CompiledDocument:
    secret = _passage(QUOTES, 0, "نص لا يجوز عرضه كاملاً.", page=1)
    call = _passage(QUOTES, 1, "ينبغي للدول أن تدرب مفتشي العمل. وبقية الفقرة لا تُعرض.", page=2, paragraph="7")
    requests = _statement(call, "ينبغي للدول أن تدرب مفتشي العمل.", actors=(AGENCY,), addressees=(STATES[1],))
    return CompiledDocument(document=QUOTES, passages=(secret, call), statements=(requests,))


def _hidden() -> CompiledDocument:
    call = _passage(HIDDEN, 0, "State A should not be shown.", page=1)
    return CompiledDocument(
        document=HIDDEN, passages=(call,), statements=(_statement(call, call.text, addressees=(STATES[0],)),)
    )


EVERYTHING = (
    _report(),
    _digest(),
    _quotes(),
    CompiledDocument(document=EMPTY, passages=(), statements=()),
    _hidden(),
)
RECOMMENDATIONS = 74
"""What the public may see: 72 of the report, one of the digest, one of the quotes."""


def build(folder: Path, contents: Sequence[CompiledDocument] = EVERYTHING) -> Manifest:
    """Compile the sample into an edition of the library in a folder, and make it current.

    The first edition of a library is copied from one that was compiled before in this process.
    """
    if Library(folder).read_current_id() is not None:
        return _compile(folder, contents)
    compiled, manifest = _compile_once(tuple(contents), QUARANTINED)
    shutil.copytree(compiled, folder, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return manifest


@cache
def _compile_once(
    contents: tuple[CompiledDocument, ...], quarantined: tuple[QuarantinedDocument, ...]
) -> tuple[Path, Manifest]:
    """Return a library with one edition, which the arguments determine."""
    folder = Path(tempfile.mkdtemp(prefix="palermo-sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder, _compile(folder, contents)


def _compile(folder: Path, contents: Sequence[CompiledDocument]) -> Manifest:
    library = Library(folder)
    library.create()
    by_id = {item.document.id: item for item in contents}
    entries = [BucketEntry(document=id, key=hash_json("sample", *_key(item))) for id, item in by_id.items()]
    writer = EditionWriter(library, versions={"reader": "sample.v1", "recipe": "sample.v1"})
    date = datetime(2026, 11, 24, 12, tzinfo=UTC)
    return writer.write(entries, lambda entry: by_id[entry.document], QUARANTINED, date, _indexed)


def _key(one: CompiledDocument) -> tuple[str | int, ...]:
    return one.document.id, len(one.statements), one.document.visibility


def _indexed(folder: Path, manifest: Manifest, before: Path | None) -> None:
    build_index(folder, manifest, previous=before)
