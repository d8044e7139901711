"""Tests of the silence procedure: its clock, breaks, record and outcome."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from joint_text_factory import START, focal_point, move_to, start_text
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_text
from palermo.joint_texts.deadlines import resolve_local_time
from palermo.joint_texts.enums import ParagraphKind, ProposalStatus, RestartScope, RoundStatus, Stage, Stance, TextKind
from palermo.joint_texts.outlines import load_outlines, parse_outline
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, RuleRefusal
from palermo.joint_texts.replay import replay
from palermo.joint_texts.silence import summarise_rounds
from palermo.languages import LANGUAGES

BREAK = text_changes.SilenceBroken(
    entity="borealis", paragraph="i1", reason="Too narrow.", alternative="Train inspectors and police;"
)


def get_code(refused: pytest.ExceptionInfo[ChangeRefused]) -> RefusalCode:
    assert isinstance(refused.value.refusal, RuleRefusal)
    return refused.value.refusal.code


def test_silence_is_consent_at_the_deadline() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    writer.make(text_changes.SilenceAbstained(entity="cumulus"), focal_point("cumulus"))
    before = summarise_rounds(replay(writer.events), START + timedelta(hours=71, minutes=59))
    after = summarise_rounds(replay(writer.events), START + timedelta(hours=72))
    assert [item.stance for item in before.rounds[0].record] == [Stance.AWAITED, Stance.AWAITED, Stance.ABSTAINED]
    assert before.status is RoundStatus.RUNNING
    assert [item.stance for item in after.rounds[0].record] == [Stance.SILENT, Stance.SILENT, Stance.ABSTAINED]
    assert after.status is RoundStatus.ADOPTED
    assert after.rounds[0].record[0].at == START + timedelta(hours=72)


def test_fewer_than_72_hours_are_refused() -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    with pytest.raises(ChangeRefused, match=r"only 71\.9") as refused:
        writer.make(text_changes.SilenceStarted(deadline=writer.deadline(71.9)))
    assert get_code(refused) is RefusalCode.TOO_SHORT
    assert writer.text.stage is Stage.INPUTS


def test_a_text_with_a_hole_is_not_cleared() -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    writer.make(
        text_changes.ParagraphAdded(paragraph="n1", kind=ParagraphKind.PARAGRAPH, text="[foreword of the chairs]")
    )
    with pytest.raises(ChangeRefused, match=r"still to be written: \[foreword of the chairs\]") as refused:
        writer.make(text_changes.SilenceStarted(deadline=writer.deadline(72)))
    assert get_code(refused) is RefusalCode.TEXT_MISSING
    writer.make(text_changes.ParagraphEdited(paragraph="n1", text="It was [sic] a good year.", base_version=1))
    writer.make(text_changes.SilenceStarted(deadline=writer.deadline(72)))
    assert writer.text.stage is Stage.SILENCE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TextKind)
def test_an_outline_nobody_filled_in_is_not_cleared(language: str, kind: TextKind) -> None:
    writer = start_text()
    for change in parse_outline(load_outlines(language)[kind]):
        writer.make(change)
    move_to(writer, Stage.INPUTS)
    with pytest.raises(ChangeRefused, match="still to be written") as refused:
        writer.make(text_changes.SilenceStarted(deadline=writer.deadline(72)))
    assert get_code(refused) is RefusalCode.TEXT_MISSING


def test_the_group_may_have_other_hours() -> None:
    writer = move_to(start_text(min_silence_hours=24), Stage.INPUTS)
    writer.make(text_changes.SilenceStarted(deadline=writer.deadline(24)))
    assert writer.text.stage is Stage.SILENCE


@pytest.mark.parametrize(
    ("start", "local_deadline", "is_enough"),
    [
        (datetime(2027, 3, 26, 11, tzinfo=UTC), datetime(2027, 3, 29, 12), False),  # clocks go forward: 71 hours
        (datetime(2027, 3, 26, 11, tzinfo=UTC), datetime(2027, 3, 29, 13), True),
        (datetime(2027, 10, 29, 10, tzinfo=UTC), datetime(2027, 11, 1, 11), True),  # clocks go back: 72 hours
        (datetime(2027, 10, 29, 10, tzinfo=UTC), datetime(2027, 11, 1, 10, 59), False),
    ],
)
def test_hours_are_elapsed_hours_across_daylight_saving(
    start: datetime, local_deadline: datetime, is_enough: bool
) -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    writer.now = start
    change = text_changes.SilenceStarted(deadline=resolve_local_time(local_deadline, ZoneInfo("Europe/Vienna")))
    if is_enough:
        writer.make(change)
        assert writer.text.stage is Stage.SILENCE
    else:
        with pytest.raises(ChangeRefused, match=r"earliest deadline is 2027-\d\d-\d\d 1[13]:00 \(Europe/Vienna\)"):
            writer.make(change)


def test_a_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(ChangeRefused, match="does not exist in Europe/Vienna"):
        resolve_local_time(datetime(2027, 3, 28, 2, 30), ZoneInfo("Europe/Vienna"))


def test_a_break_opens_a_revision_and_stops_adoption() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    writer.wait(hours=10)
    writer.make(BREAK, focal_point("borealis"))
    assert writer.text.revision == 2
    outcome = summarise_rounds(replay(writer.events), START + timedelta(days=30))
    assert outcome.status is RoundStatus.BROKEN
    record = {item.entity: (item.stance, item.at) for item in outcome.rounds[0].record}
    assert record["borealis"][0] is Stance.BROKE
    assert record["aurora"] == (Stance.NO_REPLY, None), "silence is consent at the deadline alone"
    writer.wait(days=30)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.EndorsementOpened(text_hash=hash_text(writer.text)))
    assert get_code(refused) is RefusalCode.SILENCE_BROKEN


def test_a_break_needs_reason_and_alternative() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(
            text_changes.SilenceBroken(entity="borealis", paragraph="i1", reason=" ", alternative="x"),
            focal_point("borealis"),
        )
    assert get_code(refused) is RefusalCode.REASON_MISSING


def test_a_break_after_the_deadline_is_refused() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    writer.wait(hours=72)
    with pytest.raises(ChangeRefused, match="The deadline passed on 2027-01-07 10:00") as refused:
        writer.make(BREAK, focal_point("borealis"))
    assert get_code(refused) is RefusalCode.DEADLINE_PASSED
    assert writer.text.rounds[-1].breaks == ()


def test_only_the_entitys_own_people_break_for_it() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(BREAK, focal_point("aurora"))
    assert get_code(refused) is RefusalCode.NOT_SPEAKING


def test_a_restart_on_changed_paragraphs_covers_no_others() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    writer.wait(hours=10)
    writer.make(BREAK, focal_point("borealis"))
    with pytest.raises(ChangeRefused, match="Proposals without an answer: 1"):
        writer.make(text_changes.SilenceRestarted(deadline=writer.deadline(), scope=RestartScope.CHANGED))
    proposal = writer.text.open_proposals[0]
    writer.make(
        text_changes.ProposalDecided(
            proposal=proposal.id, status=ProposalStatus.ACCEPTED, answer="Agreed.", base_version=1
        )
    )
    writer.make(text_changes.SilenceRestarted(deadline=writer.deadline(), scope=RestartScope.CHANGED))
    assert writer.text.rounds[-1].paragraphs == {"i1"}
    assert writer.text.get_text("i1") == BREAK.alternative
    with pytest.raises(ChangeRefused) as refused:
        writer.make(
            text_changes.SilenceBroken(entity="aurora", paragraph="p1", reason="r", alternative="a"),
            focal_point("aurora"),
        )
    assert get_code(refused) is RefusalCode.OUT_OF_SCOPE


def test_a_restart_needs_72_hours_too() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    writer.make(BREAK, focal_point("borealis"))
    decided = text_changes.ProposalDecided(
        proposal=writer.text.open_proposals[0].id, status=ProposalStatus.DECLINED, answer="No.", base_version=0
    )
    writer.make(decided)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.SilenceRestarted(deadline=writer.deadline(), scope=RestartScope.CHANGED))
    assert get_code(refused) is RefusalCode.NOTHING_CHANGED
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.SilenceRestarted(deadline=writer.deadline(71), scope=RestartScope.ALL))
    assert get_code(refused) is RefusalCode.TOO_SHORT
    writer.make(text_changes.SilenceRestarted(deadline=writer.deadline(), scope=RestartScope.ALL))
    assert len(summarise_rounds(replay(writer.events), writer.now).rounds) == 2


def test_an_extension_is_later_and_in_time() -> None:
    writer = move_to(start_text(), Stage.SILENCE)
    with pytest.raises(ChangeRefused) as refused:
        writer.make(text_changes.SilenceExtended(deadline=writer.deadline(72), reason="Holiday."))
    assert get_code(refused) is RefusalCode.NOT_LATER
    writer.make(text_changes.SilenceExtended(deadline=writer.deadline(96), reason="Holiday."))
    writer.wait(hours=95)
    writer.make(BREAK, focal_point("borealis"))
    assert writer.text.rounds[-1].breaks[0][0] == writer.now


def test_an_entity_that_left_the_group_is_not_awaited() -> None:
    writer = move_to(start_text(), Stage.INPUTS)
    left = text_changes.Member(entity="cumulus", name="Cumulus", since=date(2020, 1, 1), until=date(2027, 1, 3))
    writer.make(text_changes.MembersRecorded(members=(*writer.text.members[:2], left)))
    writer.make(text_changes.SilenceStarted(deadline=writer.deadline()))
    assert [item.entity for item in writer.text.rounds[0].members] == ["aurora", "borealis"]
    with pytest.raises(ChangeRefused, match="Cumulus is not a member of the group on 2027-01-04"):
        writer.make(text_changes.SilenceAbstained(entity="cumulus"), focal_point("cumulus"))
