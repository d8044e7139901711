"""Tests of endorsement and issue: the roll, the hash, and refusals."""

import pytest

from joint_text_factory import SECRETARIAT, endorse, focal_point, move_to, start_text
from palermo.access import Actor, Role
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_canonical_json, hash_issue, hash_text
from palermo.joint_texts.enums import Stage
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, RuleRefusal


def get_code(refused: pytest.ExceptionInfo[ChangeRefused]) -> RefusalCode:
    assert isinstance(refused.value.refusal, RuleRefusal)
    return refused.value.refusal.code


def test_the_hash_depends_on_every_word() -> None:
    first, second = start_text(), start_text()
    assert hash_text(first.text) == hash_text(second.text)
    second.make(text_changes.ParagraphEdited(paragraph="f1", text="Survey of the group", base_version=1))
    assert hash_text(first.text) != hash_text(second.text)
    known = "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    assert hash_canonical_json({"a": 1}) == known


def test_endorsement_opens_only_after_silence() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.EndorsementOpened(text_hash=hash_text(writer.text)))
    assert get_code(refused) is RefusalCode.SILENCE_RUNNING


def test_an_endorsement_of_another_text_is_refused() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    endorsement = text_changes.TextEndorsed(entity="aurora", head_name="A", head_title="B", text_hash="0" * 64)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(endorsement, focal_point("aurora"))
    assert get_code(refused) is RefusalCode.HASH_DIFFERS


def test_an_endorsement_by_a_non_member_is_refused() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    stranger = Actor(user_id=9, roles=frozenset({Role.FOCAL_POINT}), entities=frozenset({"stratus"}))
    endorsement = text_changes.TextEndorsed(
        entity="stratus", head_name="A", head_title="B", text_hash=writer.text.text_hash
    )
    with pytest.raises(ChangeRefused, match="stratus is not a member of the group") as refused:
        writer.make(endorsement, stranger)
    assert get_code(refused) is RefusalCode.NOT_MEMBER
    assert writer.text.endorsements == ()


def test_an_entity_endorses_once() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    endorse(writer, "aurora")
    with pytest.raises(ChangeRefused) as refused:
        endorse(writer, "aurora")
    assert get_code(refused) is RefusalCode.ENDORSED_ALREADY


def test_a_text_without_endorsement_is_not_issued() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.TextIssued(languages=("en",), issue_hash=hash_issue(writer.text, ("en",))))
    assert get_code(refused) is RefusalCode.TOO_FEW_ENDORSEMENTS


def test_an_incomplete_language_is_not_issued() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    endorse(writer, "aurora")
    writer.make(text_changes.TranslationWritten(paragraph="i1", language="fr", text="Former", follows=1))
    with pytest.raises(ChangeRefused, match="Paragraphs to bring up to date: 5"):
        writer.make(text_changes.TextIssued(languages=("en", "fr"), issue_hash=hash_issue(writer.text, ("en", "fr"))))


def test_the_second_issue_is_refused() -> None:
    writer = move_to(start_text(), Stage.ISSUED)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.TextIssued(languages=("en",), issue_hash=writer.text.issue_hash))
    assert get_code(refused) is RefusalCode.WRONG_STAGE


def test_a_late_endorsement_is_dated_and_leaves_the_issue_as_it_was() -> None:
    writer = move_to(start_text(), Stage.ISSUED)
    writer.wait(days=12)
    endorse(writer, "borealis")
    assert [(item.is_late, item.at) for item in writer.text.endorsements][1] == (True, writer.now)
    assert hash_issue(writer.text, ("en",)) == writer.text.issue_hash


def test_only_the_secretariat_issues() -> None:
    writer = move_to(start_text(), Stage.ENDORSEMENT)
    endorse(writer, "aurora")
    issue = text_changes.TextIssued(languages=("en",), issue_hash=hash_issue(writer.text, ("en",)))
    with pytest.raises(ChangeRefused) as refused:
        writer.make(issue, focal_point("aurora"))
    assert get_code(refused) is RefusalCode.NOT_ALLOWED
    writer.make(issue, SECRETARIAT)
    assert writer.text.stage is Stage.ISSUED
