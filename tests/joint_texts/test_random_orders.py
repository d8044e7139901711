"""Tests of random orders of changes: required stages, a forward clock, and replay."""

from contextlib import suppress
from datetime import timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from joint_text_factory import ENTITIES, SECRETARIAT, focal_point, start_text
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.enums import ProposalAction, ProposalStatus, RestartScope, Stage
from palermo.joint_texts.refusals import ChangeRefused
from palermo.joint_texts.replay import replay
from palermo.joint_texts.silence import summarise_rounds
from palermo.joint_texts.stage_machine import list_drafting_stages, list_later_stages

entities = st.sampled_from(ENTITIES)
hours = st.integers(60, 100)
paragraphs = st.sampled_from(["p1", "p2", "i1", "i2", "f1", "title"])
REQUIRED = [Stage.OUTLINE, *list_later_stages(Stage.OUTLINE)]


class TextMachine(RuleBasedStateMachine):
    """Tries any change at any time; refused ones leave everything as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.writer = start_text()

    def attempt(self, change: text_changes.Change, entity: str = "") -> None:
        before = (self.writer.text, len(self.writer.events))
        with suppress(ChangeRefused):
            self.writer.make(change, focal_point(entity) if entity else SECRETARIAT)
            return
        assert (self.writer.text, len(self.writer.events)) == before

    @rule(hours=st.integers(-2, 90))
    def wait(self, hours: int) -> None:
        self.writer.now += timedelta(hours=hours)

    @rule(stage=st.sampled_from(Stage))
    def change_stage(self, stage: Stage) -> None:
        self.attempt(text_changes.StageChanged(stage=stage))

    @rule(paragraph=paragraphs, text=st.text(max_size=8))
    def edit(self, paragraph: str, text: str) -> None:
        version = self.writer.text.get_version(paragraph)
        self.attempt(text_changes.ParagraphEdited(paragraph=paragraph, text=text, base_version=version))

    @rule(paragraph=paragraphs)
    def remove(self, paragraph: str) -> None:
        self.attempt(text_changes.ParagraphRemoved(paragraph=paragraph))

    @rule(entity=entities, paragraph=paragraphs, action=st.sampled_from(ProposalAction))
    def propose(self, entity: str, paragraph: str, action: ProposalAction) -> None:
        built = text_changes.ProposalMade(
            proposal=self.writer.text.build_new_id("x"),
            paragraph=paragraph,
            entity=entity,
            action=action,
            text="Other words.",
            base_version=self.writer.text.get_version(paragraph),
        )
        self.attempt(built, entity)

    @rule(status=st.sampled_from(ProposalStatus))
    def decide(self, status: ProposalStatus) -> None:
        for item in self.writer.text.open_proposals[:1]:
            version = self.writer.text.get_version(item.paragraph)
            self.attempt(
                text_changes.ProposalDecided(
                    proposal=item.id, status=status, answer="Yes.", base_version=version, text="Words."
                )
            )

    @rule(hours=hours)
    def start_silence(self, hours: int) -> None:
        self.attempt(text_changes.SilenceStarted(deadline=self.writer.deadline(hours)))

    @rule(entity=entities, paragraph=paragraphs)
    def break_silence(self, entity: str, paragraph: str) -> None:
        self.attempt(
            text_changes.SilenceBroken(entity=entity, paragraph=paragraph, reason="Why.", alternative="Better."), entity
        )

    @rule(entity=entities)
    def abstain(self, entity: str) -> None:
        self.attempt(text_changes.SilenceAbstained(entity=entity), entity)

    @rule(hours=hours)
    def extend(self, hours: int) -> None:
        self.attempt(text_changes.SilenceExtended(deadline=self.writer.deadline(hours), reason="Holiday."))

    @rule(hours=hours, scope=st.sampled_from(RestartScope))
    def restart(self, hours: int, scope: RestartScope) -> None:
        self.attempt(text_changes.SilenceRestarted(deadline=self.writer.deadline(hours), scope=scope))

    @rule()
    def open_endorsement(self) -> None:
        self.attempt(text_changes.EndorsementOpened(text_hash=hash_text(self.writer.text)))

    @rule(entity=entities)
    def endorse(self, entity: str) -> None:
        text_hash = self.writer.text.text_hash
        self.attempt(
            text_changes.TextEndorsed(entity=entity, head_name="A", head_title="B", text_hash=text_hash), entity
        )

    @rule()
    def issue(self) -> None:
        self.attempt(text_changes.TextIssued(languages=("en",), issue_hash=hash_issue(self.writer.text, ("en",))))

    @rule()
    def advance(self) -> None:
        """Take the next step of the shortest way, so that runs reach the end."""
        stage = self.writer.text.stage
        following = dict(pairwise((Stage.OUTLINE, *list_drafting_stages())))
        if stage in following:
            self.attempt(text_changes.StageChanged(stage=following[stage]))
        elif stage is list_drafting_stages()[-1]:
            self.attempt(text_changes.SilenceStarted(deadline=self.writer.deadline(72)))
        elif stage is Stage.SILENCE:
            self.writer.now = max(self.writer.now, self.writer.text.rounds[-1].deadline)
            self.open_endorsement()

    @invariant()
    def replay_gives_the_same_state(self) -> None:
        assert replay(self.writer.events) == self.writer.text
        outcome = summarise_rounds(replay(self.writer.events), self.writer.now)
        assert outcome == summarise_rounds(self.writer.text, self.writer.now)

    @invariant()
    def clock_never_runs_backwards(self) -> None:
        times = [item.at for item in self.writer.events]
        assert times == sorted(times)
        assert [item.sequence for item in self.writer.events] == list(range(1, len(times) + 1))

    @invariant()
    def issued_texts_passed_every_stage(self) -> None:
        text = self.writer.text
        if text.stage is not Stage.ISSUED:
            return
        stages = [stage for stage, _ in text.stage_times]
        assert [item for item in REQUIRED if item in stages] == REQUIRED
        last, opened = text.rounds[-1], dict(text.stage_times)[Stage.ENDORSEMENT]
        assert not last.breaks
        assert last.deadline - last.started >= timedelta(hours=72)
        assert opened >= last.deadline
        assert text.endorsements
        assert hash_text(text) == text.text_hash


TestRandomOrders = TextMachine.TestCase
TestRandomOrders.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
