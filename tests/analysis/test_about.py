"""What a document is about: by title, statements and headings, and by passages where there are few statements."""

from dataclasses import replace

from palermo.analysis import about
from palermo.statements import (
    Document,
    Kind,
    Locator,
    Passage,
    PassageKind,
    Statement,
    document_id,
    statement_id,
)
from palermo.vocabulary import load

WORDS = load()
DOCUMENT = Document(
    id=document_id(b"about"),
    work="w",
    source="about.pdf",
    media_type="application/pdf",
    size=5,
    pages=1,
    language="en",
    title="Trafficking in persons: a report",
)


def statement(number: int, *themes: str) -> Statement:
    quote = f"Sentence {number}"
    return Statement(
        id=statement_id(DOCUMENT.id, "factor", quote, 0),
        kind=Kind.FACTOR,
        quote=quote,
        language="en",
        document=DOCUMENT.id,
        locator=Locator(page=1, paragraph=None, passage="p", start=0, end=len(quote), headings=()),
        themes=themes,
    )


def passage(number: int, text: str, kind: PassageKind = PassageKind.PARAGRAPH) -> Passage:
    return Passage(
        id=f"p{number}",
        document=DOCUMENT.id,
        ordinal=number,
        page=1,
        paragraph=None,
        kind=kind,
        headings=(),
        language="en",
        text=text,
    )


def test_the_title_s_themes_come_first_then_those_of_many_statements() -> None:
    told = [statement(n, "migration", *(["health"] if n == 0 else [])) for n in range(10)]
    found = about(DOCUMENT, told, [passage(0, "Migration", PassageKind.HEADING)], WORDS)
    assert [(one.theme, one.titled, one.count, one.of, one.headings) for one in found] == [
        ("trafficking-in-persons", True, 0, 10, 0),
        ("migration", False, 10, 10, 1),
    ]
    assert found[1].share == 1.0


def test_what_is_said_twice_counts_once() -> None:
    told = [statement(n, "migration") for n in range(6)]
    again = replace(statement(9, "health"), same_as=(told[0].id,), standing=1)
    assert [one.theme for one in about(DOCUMENT, [*told, again, again], [], WORDS)][1:] == ["migration"]


def test_passages_speak_where_statements_are_few() -> None:
    text = "The internet and other digital services were used by those who recruited them abroad."
    found = about(DOCUMENT, [statement(0, "health")], [passage(n, text) for n in range(4)], WORDS)
    assert [(one.theme, one.count, one.of, one.by) for one in found[1:]] == [("technology", 4, 4, "passages")]


def test_a_document_without_anything_is_about_nothing() -> None:
    assert about(replace(DOCUMENT, title="Notes"), [], [], WORDS) == ()
