"""Fixtures of linking: invented documents as candidates for a Work, with statements."""

import random
from collections.abc import Callable

import pytest

from palermo.linking import WorkCandidate, build_sketch
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
    compute_document_id,
    compute_passage_id,
    compute_statement_id,
)

STATES = (Ref(id="states", name="States", type=RefType.GROUP),)


def invent_words(seed: str, count: int = 400) -> str:
    """A text of invented words, the same for the same seed."""
    rng = random.Random(seed)
    return " ".join("".join(rng.choices("abdegiklmnoprstu", k=rng.randint(3, 8))) for _ in range(count))


@pytest.fixture(scope="session")
def invented() -> Callable[..., str]:
    return invent_words


@pytest.fixture(scope="session")
def make_candidate() -> Callable[..., WorkCandidate]:
    """Makes a candidate of a source, its text (from the source's name where none is given) and what is known of it."""
    return _candidate


@pytest.fixture(scope="session")
def make_statement() -> Callable[..., Statement]:
    """Makes a recommendation of a document."""
    return _statement


def _candidate(
    source: str, text: str | None = None, *, symbol: str | None = None, said: str | None = None, **known: object
) -> WorkCandidate:
    text = invent_words(source) if text is None else text
    document = Document(
        **{
            "id": compute_document_id(source.encode()),
            "work": "",
            "source": source,
            "media_type": "application/pdf" if source.endswith(".pdf") else "text/plain",
            "size": len(text),
            "pages": 3 if source.endswith(".pdf") else None,
            "language": "en",
            "title": source,
            "masthead": Masthead(symbol=symbol, date=str(known.pop("date", "")) or None),
        }
        | known  # type: ignore[arg-type]
    )
    return WorkCandidate(document=document, sketch=build_sketch([passage(document.id, text, 0)]), catalogue_work=said)


def passage(document: str, text: str, ordinal: int, number: str | None = None) -> Passage:
    """A passage of one document."""
    return Passage(
        id=compute_passage_id(document, text, ordinal),
        document=document,
        ordinal=ordinal,
        page=1,
        paragraph=number,
        kind=PassageKind.ITEM if number else PassageKind.PARAGRAPH,
        headings=(),
        language="en",
        text=text,
    )


def _statement(
    document: str, quote: str, number: str | None = None, *, occurrence: int = 0, addressees: tuple[Ref, ...] = STATES
) -> Statement:
    place = passage(document, quote, occurrence, number)
    return Statement(
        id=compute_statement_id(document, "recommendation", quote, occurrence),
        kind=StatementKind.RECOMMENDATION,
        quote=quote,
        language="en",
        document=document,
        locator=build_locator(place, 0, len(quote)),
        addressees=addressees,
    )
