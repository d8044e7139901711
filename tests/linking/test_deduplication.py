"""Tests of duplicates within a Work: matching statements, the main one first."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from palermo.linking import DocumentStatements, WorkCandidate, assign_duplicates
from palermo.statements import DocumentVersion, Ref, RefType, Response, Statement

type Make = Callable[..., WorkCandidate]
type State = Callable[..., Statement]

MALI = (Ref(id="state:MLI", name="Mali", type=RefType.STATE),)


def build_document_statements(
    make: Make,
    source: str,
    *statements: Statement,
    language: str = "en",
    version: DocumentVersion = DocumentVersion.COPY,
) -> DocumentStatements:
    document = replace(make(source).document, language=language, version=version)
    own = tuple(replace(item, document=document.id, id=f"{source}:{at}") for at, item in enumerate(statements))
    return DocumentStatements(document=document, statements=own)


def groups(*parts: DocumentStatements) -> list[list[str]]:
    """Ids of statements that are one, the main one first."""
    result = [item for statements in assign_duplicates(parts).values() for item in statements]
    for item in result:
        others = next(x.same_as for x in result if x.id == item.same_as[0]) if item.same_as else ()
        assert item.id not in item.same_as
        assert not item.same_as or set(others) | {item.same_as[0]} == {*item.same_as, item.id}
    return sorted([item.id, *item.same_as] for item in result if item.duplicate_rank == 0)


def test_twins_say_the_same_words(make_candidate: Make, make_statement: State) -> None:
    a = build_document_statements(
        make_candidate, "a.pdf", make_statement("d", "Ratify it", "1"), make_statement("d", "Train the judges")
    )
    b = build_document_statements(
        make_candidate, "b.docx", make_statement("d", "Train the  judges"), make_statement("d", "ratify it")
    )
    c = build_document_statements(make_candidate, "c.html", make_statement("d", "Ratify it."))
    assert groups(a, b, c) == [["a.pdf:0", "b.docx:1", "c.html:0"], ["a.pdf:1", "b.docx:0"]]


def test_each_knows_its_standing(make_candidate: Make, make_statement: State) -> None:
    parts = [
        build_document_statements(make_candidate, name, make_statement("d", "Ratify it"))
        for name in ("a.pdf", "b.docx", "c.html")
    ]
    result = [item for statements in assign_duplicates(parts).values() for item in statements]
    assert [(item.duplicate_rank, item.same_as) for item in result] == [
        (0, ("b.docx:0", "c.html:0")),
        (1, ("a.pdf:0", "c.html:0")),
        (2, ("a.pdf:0", "b.docx:0")),
    ]


def test_what_one_document_asks_twice_stays_two(make_candidate: Make, make_statement: State) -> None:
    two = (make_statement("d", "Ratify it", "1"), make_statement("d", "Ratify it", "9"))
    a, b = (
        build_document_statements(make_candidate, "a.pdf", *two),
        build_document_statements(make_candidate, "b.docx", *two),
    )
    assert groups(a, b) == [["a.pdf:0", "b.docx:0"], ["a.pdf:1", "b.docx:1"]]


def test_a_list_that_is_printed_twice_is_one(make_candidate: Make, make_statement: State) -> None:
    listed = [make_statement("d", "Ratify it", "92.1"), make_statement("d", "Train them", "92.2")]
    part = build_document_statements(make_candidate, "a.pdf", *listed, *listed)
    assert groups(part) == [["a.pdf:0", "a.pdf:2"], ["a.pdf:1", "a.pdf:3"]]


@pytest.mark.parametrize("other", [{"number": "92.2"}, {"number": None}, {"addressees": MALI}])
def test_in_one_document_number_words_and_addressees_must_be_equal(
    make_candidate: Make, make_statement: State, other: dict[str, object]
) -> None:
    second = make_statement("d", "Ratify it", **{"number": "92.1"} | other)
    assert (
        len(
            groups(build_document_statements(make_candidate, "a.pdf", make_statement("d", "Ratify it", "92.1"), second))
        )
        == 2
    )


def test_two_states_that_ask_the_same_are_two(make_candidate: Make, make_statement: State) -> None:
    item = make_statement("d", "Ratify it", "92.1")
    part = build_document_statements(make_candidate, "a.pdf", replace(item, actors=MALI), replace(item, actors=()))
    assert len(groups(part)) == 2


def test_translations_are_matched_by_number_kind_and_addressee(make_candidate: Make, make_statement: State) -> None:
    a = build_document_statements(
        make_candidate, "a.pdf", make_statement("d", "Ratify it", "92.1"), make_statement("d", "Train them", "92.2")
    )
    b = build_document_statements(
        make_candidate,
        "b.pdf",
        make_statement("d", "Former les juges", "92.2"),
        make_statement("d", "Ratifier", "92.1", addressees=MALI),
        make_statement("d", "Autre chose"),
        language="fr",
    )
    assert groups(a, b) == [["a.pdf:0"], ["a.pdf:1", "b.pdf:0"], ["b.pdf:1"], ["b.pdf:2"]]


def test_numbers_that_do_not_come_as_often_match_nothing(make_candidate: Make, make_statement: State) -> None:
    a = build_document_statements(
        make_candidate, "a.pdf", make_statement("d", "One", "(a)"), make_statement("d", "Two", "(a)")
    )
    b = build_document_statements(make_candidate, "b.pdf", make_statement("d", "Un", "(a)"), language="fr")
    assert len(groups(a, b)) == 3


def test_a_sentence_of_summary_and_body_is_one(make_candidate: Make, make_statement: State) -> None:
    text = "Train every judge and every prosecutor on the law against trafficking"
    summary, body = (
        make_statement("d", text, "(a)", addressees=()),
        make_statement("d", f"{text}.", "12", addressees=MALI),
    )
    assert groups(build_document_statements(make_candidate, "a.pdf", summary, body)) == [["a.pdf:1", "a.pdf:0"]]


@pytest.mark.parametrize("other", [{"addressees": MALI}, {"actors": MALI}, {"response": Response.NOTED}])
def test_a_sentence_that_others_ask_or_answer_stays_two(
    make_candidate: Make, make_statement: State, other: dict[str, Any]
) -> None:
    text = "Train every judge and every prosecutor on the law against trafficking"
    kenya = (Ref(id="state:KEN", name="Kenya", type=RefType.STATE),)
    first = replace(make_statement("d", text, "1"), actors=kenya, addressees=kenya, response=Response.ACCEPTED)
    second = replace(first, locator=replace(first.locator, paragraph="2"), **other)
    assert len(groups(build_document_statements(make_candidate, "a.pdf", first, second))) == 2


@pytest.mark.parametrize(("number", "language"), [("(ب)", "ar"), ("б)", "ru"), ("(b)", "zh")])
def test_translations_are_matched_by_the_place_of_a_letter(
    make_candidate: Make, make_statement: State, number: str, language: str
) -> None:
    a = build_document_statements(make_candidate, "a.md", make_statement("d", "Ratify it", "(b)"))
    b = build_document_statements(make_candidate, "b.md", make_statement("d", "…", number), language=language)
    assert groups(a, b) == [["a.md:0", "b.md:0"]]


def test_translations_are_matched_by_number_and_issuer(make_candidate: Make, make_statement: State) -> None:
    def build(name: str, language: str, *addressees: tuple[Ref, ...]) -> DocumentStatements:
        items = [
            replace(make_statement("d", f"{name} {at}", "(a)", addressees=refs), actors=MALI)
            for at, refs in enumerate(addressees)
        ]
        return build_document_statements(make_candidate, name, *items, language=language)

    kenya = (Ref(id="state:KEN", name="Kenya", type=RefType.STATE),)
    matched = groups(build("a.md", "en", kenya, ()), build("b.md", "zh", (), ()))
    assert matched == [["a.md:0", "b.md:0"], ["a.md:1", "b.md:1"]]


def test_twins_of_translations_are_matched_to_each_other(make_candidate: Make, make_statement: State) -> None:
    a = build_document_statements(make_candidate, "a.pdf", make_statement("d", "Ratify it", "1"))
    b = build_document_statements(make_candidate, "b.pdf", make_statement("d", "Former les juges"), language="fr")
    c = build_document_statements(make_candidate, "c.docx", make_statement("d", "Former les juges"), language="fr")
    assert groups(a, b, c) == [["a.pdf:0"], ["b.pdf:0", "c.docx:0"]]


def test_a_quote_cut_otherwise_is_matched_under_its_number(make_candidate: Make, make_statement: State) -> None:
    a = build_document_statements(
        make_candidate, "a.pdf", make_statement("d", "Train all judges and prosecutors on the law", "7")
    )
    b = build_document_statements(
        make_candidate, "b.docx", make_statement("d", "Train all judges and prosecutors on the law;", "(7)")
    )
    c = build_document_statements(make_candidate, "c.docx", make_statement("d", "Close the border", "7"))
    assert groups(a, b, c) == [["a.pdf:0", "b.docx:0"], ["c.docx:0"]]


def test_a_revision_rewords_what_it_supersedes(make_candidate: Make, make_statement: State) -> None:
    new = make_statement("d", "Train all judges and prosecutors on the new law", "7")
    old = make_statement("d", "Train judges and police on the law", "7")
    a = build_document_statements(make_candidate, "a.pdf", new, version=DocumentVersion.MAIN)
    b = build_document_statements(make_candidate, "b.pdf", old, version=DocumentVersion.SUPERSEDED)
    assert groups(a, b) == [["a.pdf:0", "b.pdf:0"]]
