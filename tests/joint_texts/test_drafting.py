"""Tests of drafting: structure, versions, translations, comments, proposals, conflicts."""

import pytest

from joint_text_factory import SECRETARIAT, focal_point, move_to, start_text
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.announced_counts import find_announced_counts, find_announced_number
from palermo.joint_texts.canonical_form import number_paragraphs, parse_change, serialize_change
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, ProposalStatus, Stage, TextKind
from palermo.joint_texts.outlines import load_outlines, parse_outline
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, RuleRefusal
from palermo.joint_texts.replay import replay
from palermo.joint_texts.wording_history import attribute_words, compare_wordings
from palermo.languages import LANGUAGES

EDIT = text_changes.ParagraphEdited(paragraph="i1", text="Train labour inspectors;", base_version=1)
PROPOSAL = text_changes.ProposalMade(
    proposal="x1",
    paragraph="i2",
    entity="aurora",
    action=ProposalAction.REPLACE,
    text="Fund safe shelters.",
    base_version=1,
)


def get_code(refused: pytest.ExceptionInfo[ChangeRefused]) -> RefusalCode:
    assert isinstance(refused.value.refusal, RuleRefusal)
    return refused.value.refusal.code


def test_numbers_follow_the_tree() -> None:
    writer = start_text()
    writer.make(text_changes.ParagraphAdded(paragraph="h1", kind=ParagraphKind.HEADING, text="Why"))
    writer.make(text_changes.ParagraphAdded(paragraph="i3", kind=ParagraphKind.ITEM, text="of mines;", parent="i1"))
    numbers = number_paragraphs(writer.text)
    assert [(item.id, numbers[item.id]) for item in writer.text.present_paragraphs] == [
        ("h1", "I."),
        ("p1", "1."),
        ("f1", "1"),
        ("p2", "2."),
        ("i1", "(a)"),
        ("i3", "(i)"),
        ("i2", "(b)"),
    ]


def test_the_second_editor_of_a_version_is_refused_and_nothing_is_lost() -> None:
    writer = start_text()
    writer.make(EDIT)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(
            text_changes.ParagraphEdited(paragraph="i1", text="Train judges;", base_version=1), focal_point("aurora")
        )
    assert get_code(refused) is RefusalCode.CONFLICT
    assert writer.text.get_text("i1") == EDIT.text


def test_a_translation_shows_that_it_is_behind() -> None:
    writer = start_text()
    written = text_changes.TranslationWritten(paragraph="i1", language="fr", text="Former les inspecteurs;", follows=1)
    writer.make(written)
    assert not writer.text.is_behind("i1", "fr")
    writer.make(EDIT)
    assert writer.text.is_behind("i1", "fr")
    assert writer.text.complete_languages == ("en",)


def test_a_translation_of_a_removed_paragraph_is_refused() -> None:
    writer = start_text()
    writer.make(text_changes.ParagraphRemoved(paragraph="p2"))
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.TranslationWritten(paragraph="i1", language="fr", text="Former", follows=1))
    assert get_code(refused) is RefusalCode.PARAGRAPH_REMOVED


@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [
        (ProposalStatus.ACCEPTED, "", "Fund safe shelters."),
        (ProposalStatus.AMENDED, "Fund shelters that are safe.", "Fund shelters that are safe."),
        (ProposalStatus.DECLINED, "", "Fund shelters."),
    ],
)
def test_proposals_are_answered_and_attributed(status: ProposalStatus, words: str, expected: str) -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    writer.make(PROPOSAL, focal_point("aurora"))
    decided = text_changes.ProposalDecided(
        proposal="x1", status=status, answer="Thank you.", base_version=1, text=words
    )
    writer.make(decided)
    wording = writer.text.get_wording("i2")
    assert wording is not None
    assert (wording.text, wording.entity) == (expected, "" if status is ProposalStatus.DECLINED else "aurora")
    with pytest.raises(ChangeRefused) as refused:
        writer.make(decided)
    assert get_code(refused) is RefusalCode.ANSWERED_ALREADY


def test_an_answer_is_needed() -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    writer.make(PROPOSAL, focal_point("aurora"))
    with pytest.raises(ChangeRefused) as refused:
        writer.make(
            text_changes.ProposalDecided(proposal="x1", status=ProposalStatus.DECLINED, answer="", base_version=1)
        )
    assert get_code(refused) is RefusalCode.ANSWER_MISSING


def test_an_insertion_becomes_a_paragraph_after_its_sibling() -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    insertion = text_changes.ProposalMade(
        proposal="x2",
        paragraph="i1",
        entity="aurora",
        action=ProposalAction.INSERT,
        text="Pay them;",
        base_version=1,
    )
    writer.make(insertion, focal_point("aurora"))
    writer.make(
        text_changes.ProposalDecided(proposal="x2", status=ProposalStatus.ACCEPTED, answer="Yes.", base_version=1)
    )
    assert [writer.text.get_text(item.id) for item in writer.text.present_paragraphs][3:] == [
        "Train inspectors;",
        "Pay them;",
        "Fund shelters.",
    ]


def test_every_change_survives_json() -> None:
    writer = move_to(start_text(), Stage.ISSUED)
    for event in writer.events:
        assert parse_change(serialize_change(event.content)) == event.content
    assert replay(writer.events) == writer.text


def test_an_unknown_change_is_refused() -> None:
    with pytest.raises(ValueError, match="change"):
        parse_change({"change": "nothing"})


def test_words_are_attributed_to_the_version_that_brought_them() -> None:
    writer = start_text()
    writer.make(EDIT, focal_point("aurora"))
    segments = attribute_words(writer.text.wordings["i1", "en"])
    assert [(item.text, item.wording.version) for item in segments] == [
        ("Train ", 1),
        ("labour ", 2),
        ("inspectors;", 1),
    ]
    changed = [
        item.text for item in compare_wordings("Train inspectors;", "Train labour inspectors;") if item.kind != "equal"
    ]
    assert changed == ["labour "]


@pytest.mark.parametrize("language", LANGUAGES)
def test_outlines_of_every_kind_can_be_added(language: str) -> None:
    assert load_outlines(language).keys() == set(TextKind)
    assert [item.value for item in TextKind if load_outlines(language)[item] == load_outlines("en")[item]] == (
        [item.value for item in TextKind] if language == "en" else []
    )
    for kind, outline in load_outlines(language).items():
        writer = start_text()
        changes = list(parse_outline(outline))
        for change in changes:
            writer.make(change)
        assert len(writer.text.present_paragraphs) == 5 + len(changes), kind


@pytest.mark.parametrize("language", LANGUAGES)
def test_outline_of_a_call_announces_as_many_actions_as_it_lists(language: str) -> None:
    lines = load_outlines(language)[TextKind.CALL].splitlines()
    (result,) = [number for line in lines if (number := find_announced_number(line, language))]
    assert result[1] == sum(line.startswith("- ") for line in lines)


@pytest.mark.parametrize(
    ("sentence", "language", "number"),
    [
        ("We call on States to take the following sixteen actions:", "en", 16),
        ("Les États prennent les seize mesures suivantes :", "fr", 16),
        ("adopten las siguientes dos medidas:", "es", 2),
        ("采取以下十六项行动：", "zh", 16),
        ("принять следующие пять мер:", "ru", 5),
        ("الإجراءات الخمسة التالية:", "ar", 5),
    ],
)
def test_announced_numbers_are_found_in_six_languages(sentence: str, language: str, number: int) -> None:
    result = find_announced_number(sentence, language)
    assert result is not None
    assert result[1] == number


def test_an_announced_number_is_compared_with_the_items() -> None:
    writer = start_text()
    chapeau = "We call on States to take the following three actions:"
    writer.make(text_changes.ParagraphEdited(paragraph="p2", text=chapeau, base_version=1))
    counts = list(find_announced_counts(writer.text))
    assert [(item.announced, len(item.items)) for item in counts] == [(3, 2)]


def test_a_stage_refuses_what_does_not_belong_to_it() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(EDIT, SECRETARIAT)
    assert get_code(refused) is RefusalCode.WRONG_STAGE


def test_entities_propose_and_the_secretariat_decides() -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(EDIT, focal_point("aurora"))
    assert get_code(refused) is RefusalCode.NOT_ALLOWED
    writer.make(PROPOSAL, focal_point("aurora"))
    decided = text_changes.ProposalDecided(
        proposal="x1", status=ProposalStatus.ACCEPTED, answer="Mine.", base_version=1
    )
    with pytest.raises(ChangeRefused) as refused:
        writer.make(decided, focal_point("aurora"))
    assert get_code(refused) is RefusalCode.NOT_ALLOWED
    writer.make(EDIT, SECRETARIAT)
