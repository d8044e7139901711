"""Tests of document themes from title, statements, headings and passages."""

from dataclasses import replace

from palermo.analysis import find_document_themes
from palermo.statements import (
    Document,
    Locator,
    Passage,
    PassageKind,
    ReviewStatus,
    Statement,
    StatementKind,
    compute_document_id,
    compute_statement_id,
)
from palermo.vocabulary import load_vocabulary

WORDS = load_vocabulary()
DOCUMENT = Document(
    id=compute_document_id(b"about"),
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
        id=compute_statement_id(DOCUMENT.id, "factor", quote, 0),
        kind=StatementKind.FACTOR,
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
    output = [statement(n, "migration", *(["health"] if n == 0 else [])) for n in range(10)]
    parts = [passage(0, "Migration", PassageKind.HEADING), passage(1, "Migration")]
    own_title = passage(2, DOCUMENT.title, PassageKind.HEADING)
    result = find_document_themes(DOCUMENT, output, [*parts, own_title], WORDS)
    assert [(item.theme, item.is_in_title, item.count, item.total, item.headings) for item in result] == [
        ("trafficking-in-persons", True, 0, 10, 0),
        ("migration", False, 10, 10, 1),
    ]
    assert result[1].share == 1.0


def test_unconfirmed_statements_do_not_count() -> None:
    confirmed = [statement(n, "migration") for n in range(5)]
    rejected = [replace(statement(n, "migration"), status=ReviewStatus.REJECTED) for n in range(5, 8)]
    result = find_document_themes(DOCUMENT, [*confirmed, *rejected], [], WORDS)
    assert [(item.count, item.total) for item in result if item.theme == "migration"] == [(5, 5)]


def test_what_is_said_twice_counts_once() -> None:
    output = [statement(n, "migration") for n in range(6)]
    second = replace(statement(9, "health"), same_as=(output[0].id,), duplicate_rank=1)
    assert [item.theme for item in find_document_themes(DOCUMENT, [*output, second, second], [], WORDS)][1:] == [
        "migration"
    ]


def test_passages_speak_where_statements_are_few() -> None:
    text = "The internet and other digital services were used by those who recruited them abroad."
    others = [passage(4, text, PassageKind.HEADING), passage(5, "The internet.")]
    parts = [*(passage(n, text) for n in range(4)), *others]
    result = find_document_themes(DOCUMENT, [statement(0, "health")], parts, WORDS)
    assert [(item.theme, item.count, item.total, item.unit) for item in result[1:]] == [
        ("technology", 4, 4, "passages")
    ]


def test_words_of_few_passages_are_no_theme() -> None:
    text = "The internet and other digital services were used by those who recruited them abroad."
    other = "People of the parish told the group what had happened to them and to their friends."
    parts = [passage(n, text if n < 2 else other) for n in range(8)]
    assert [item.theme for item in find_document_themes(DOCUMENT, [], parts, WORDS)][1:] == []


def test_a_document_without_anything_is_about_nothing() -> None:
    assert find_document_themes(replace(DOCUMENT, title="Notes"), [], [], WORDS) == ()
