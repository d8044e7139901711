"""Every stage has its row: how a text leaves it, what it waits for, and who may do what."""

import pytest

from joint_text_factory import move_to, start_text
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import Stage
from palermo.joint_texts.stage_machine import ACTION_RULES, STAGES, StageRules

FINISHED = {Stage.ISSUED, Stage.WITHDRAWN}
OPEN = [stage for stage in Stage if stage not in FINISHED]


def can_take(action: type, stage: Stage) -> bool:
    rule = ACTION_RULES[action]
    return stage in rule.stages | rule.secretariat_stages


def test_every_stage_has_its_rules_in_order() -> None:
    assert list(STAGES) == list(Stage)


@pytest.mark.parametrize("stage", OPEN)
def test_an_open_stage_has_tasks_and_a_way_on(stage: Stage) -> None:
    rules = STAGES[stage]
    assert rules.list_tasks
    assert rules.next_stages or rules.build_next_change
    assert can_take(text_changes.TextWithdrawn, stage)


@pytest.mark.parametrize("stage", OPEN)
def test_the_way_on_is_permitted(stage: Stage) -> None:
    rules = STAGES[stage]
    assert not rules.next_stages or can_take(text_changes.StageChanged, stage)
    if rules.build_next_change:
        writer = move_to(start_text(), stage)
        assert can_take(type(rules.build_next_change(writer.text, writer.now)), stage)


@pytest.mark.parametrize("stage", sorted(FINISHED))
def test_a_finished_text_waits_for_nothing(stage: Stage) -> None:
    rules = STAGES[stage]
    assert rules == StageRules()


def test_every_stage_but_the_first_can_be_entered() -> None:
    chosen = {stage for rules in STAGES.values() for stage in rules.next_stages}
    own_changes = {Stage.SILENCE, Stage.ENDORSEMENT, *FINISHED}
    assert chosen | own_changes | {Stage.OUTLINE} == set(Stage)
