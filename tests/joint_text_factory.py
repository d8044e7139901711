"""Factory of a joint text of an invented group, in any stage."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from palermo.access import Actor, Role
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.change_rules import begin_text, make_change
from palermo.joint_texts.enums import ParagraphKind, Stage, TextKind
from palermo.joint_texts.stage_machine import list_drafting_stages
from palermo.joint_texts.state import JointText

START = datetime(2027, 1, 4, 9, tzinfo=UTC)
ENTITIES = ("aurora", "borealis", "cumulus")
MEMBERS = tuple(text_changes.Member(entity=one, name=one.capitalize(), since=date(2020, 1, 1)) for one in ENTITIES)
SECRETARIAT = Actor(user_id=1, roles=frozenset({Role.SECRETARIAT}), entities=frozenset())


def focal_point(entity: str) -> Actor:
    return Actor(user_id=2 + ENTITIES.index(entity), roles=frozenset({Role.FOCAL_POINT}), entities=frozenset({entity}))


@dataclass
class Writer:
    """Makes changes to a text, and keeps its events and the time."""

    created: text_changes.TextCreated
    now: datetime = START
    text: JointText = field(init=False)
    events: list[text_changes.TextEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text, event = begin_text(self.created, SECRETARIAT, self.now)
        self.events.append(event)

    def make(self, change: text_changes.Change, actor: Actor = SECRETARIAT) -> None:
        self.text, event = make_change(self.text, change, actor, self.now)
        self.events.append(event)

    def wait(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def deadline(self, hours: float = 72) -> datetime:
        return self.now + timedelta(hours=hours)


def start_text(zone: str = "Europe/Vienna", language: str = "en", **more: object) -> Writer:
    """Begin a call with two paragraphs, two items and a footnote."""
    created = text_changes.TextCreated(
        kind=TextKind.CALL,
        title="Safe work",
        language=language,
        zone=zone,
        group="Nimbus",
        **more,  # type: ignore[arg-type]
    )
    writer = Writer(created)
    writer.make(text_changes.MembersRecorded(members=MEMBERS))
    add = ParagraphKind.PARAGRAPH, ParagraphKind.ITEM, ParagraphKind.FOOTNOTE
    writer.make(text_changes.ParagraphAdded(paragraph="p1", kind=add[0], text="Workers are deceived every day.[^f1]"))
    writer.make(text_changes.ParagraphAdded(paragraph="f1", kind=add[2], text="Survey of the group.", parent="p1"))
    writer.make(text_changes.ParagraphAdded(paragraph="p2", kind=add[0], text="We call on States to:", after="p1"))
    writer.make(text_changes.ParagraphAdded(paragraph="i1", kind=add[1], text="Train inspectors;", parent="p2"))
    writer.make(
        text_changes.ParagraphAdded(paragraph="i2", kind=add[1], text="Fund shelters.", parent="p2", after="i1")
    )
    return writer


def move_to(writer: Writer, stage: Stage) -> Writer:
    """Bring a text of `begin` to a stage, by the shortest way."""
    path = (Stage.OUTLINE, *list_drafting_stages())
    for next_stage in path[1 : path.index(stage) + 1 if stage in path else None]:
        writer.make(text_changes.StageChanged(stage=next_stage))
    if stage in {Stage.SILENCE, Stage.ENDORSEMENT, Stage.ISSUED}:
        writer.make(text_changes.SilenceStarted(deadline=writer.deadline()))
    if stage in {Stage.ENDORSEMENT, Stage.ISSUED}:
        writer.wait(hours=72)
        writer.make(text_changes.EndorsementOpened(text_hash=hash_text(writer.text)))
    if stage is Stage.ISSUED:
        endorse(writer, "aurora")
        writer.make(text_changes.TextIssued(languages=("en",), issue_hash=hash_issue(writer.text, ("en",))))
    return writer


def endorse(writer: Writer, entity: str) -> None:
    writer.make(
        text_changes.TextEndorsed(
            entity=entity, head_name="A. Example", head_title="Head", text_hash=writer.text.text_hash
        ),
        focal_point(entity),
    )
