"""Two joint texts for the demo, one issued and one in silence procedure.

They belong to a fictional group of invented entities.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from palermo.access import Actor, Role
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.canonical_form import hash_issue, hash_text
from palermo.joint_texts.change_rules import begin_text, make_change
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, ProposalStatus, TextKind
from palermo.joint_texts.outlines import parse_outline
from palermo.joint_texts.stage_machine import list_drafting_stages
from palermo.portal.joint_texts.endorsement_links import build_office_actor
from palermo.portal.joint_texts.event_store import store_new_text
from palermo.portal.joint_texts.models import TextRecord

GROUP = "Sample Group (fictional)"
NAMES = {
    "sample-agency": "Sample Agency",
    "sample-fund": "Sample Fund",
    "sample-network": "Sample Network",
    "sample-office": "Sample Office",
}
MEMBERS = tuple(text_changes.Member(entity=id, name=name, since=date(2020, 1, 1)) for id, name in NAMES.items())
CALL = """# Why we speak
This text was invented for the demonstration. It states nobody’s position.
# Actions
We call on governments to take the following three actions:
- Train labour inspectors to recognise signs of trafficking in persons;
- Fund shelters that are open to all who need them;
- Publish each year how many people were assisted.
"""
CALL_IN_FRENCH = {
    "title": "Appel fictif pour un travail sûr",
    "o1": "Pourquoi nous prenons la parole",
    "o2": "Ce texte a été inventé pour la démonstration. Il n’exprime la position de personne.",
    "o3": "Mesures",
    "o4": "Nous appelons les gouvernements à prendre les trois mesures suivantes :",
    "o5": "Former les inspecteurs du travail à reconnaître les signes de la traite des personnes ;",
    "o6": "Financer des refuges ouverts à toutes les personnes qui en ont besoin ;",
    "o7": "Publier chaque année combien de personnes ont été aidées.",
}
STATEMENT = """# Background
This text was invented for the demonstration. It states nobody’s position.
# What we will do
The members of the group will:
- Share their lists of services with each other;
- Ask people with lived experience before they decide;
- Report once a year on what they have done.
"""
SECRETARIAT = Actor(0, frozenset({Role.SECRETARIAT}))


class _DemoClock:
    """Makes changes at times in the past."""

    def __init__(self, created: text_changes.TextCreated, start: datetime) -> None:
        self.now = start
        self.text, first = begin_text(created, SECRETARIAT, start)
        self.events = [first]

    def make(self, *changes: text_changes.Change) -> None:
        """Make changes, each by the entity that it names, or otherwise by the secretariat."""
        for change in changes:
            entity = getattr(change, "entity", "")
            actor = build_office_actor(entity) if entity else SECRETARIAT
            self.text, event = make_change(self.text, change, actor, self.now)
            self.events.append(event)

    def wait(self, **duration: float) -> None:
        """Advance the time of the next changes."""
        self.now += timedelta(**duration)


def load_demo_texts() -> int:
    """Store the texts of the demo unless some are stored already; return how many were stored."""
    if TextRecord.objects.exists():
        return 0
    now = timezone.now()
    for demo_text in (_make_issued_call(now - timedelta(days=40)), _make_statement_in_silence(now - timedelta(days=9))):
        store_new_text(demo_text.text, demo_text.events)
    return TextRecord.objects.count()


def _begin(kind: TextKind, title: str, outline: str, start: datetime) -> _DemoClock:
    created = text_changes.TextCreated(kind=kind, title=title, language="en", zone="Europe/Vienna", group=GROUP)
    demo_clock = _DemoClock(created, start)
    demo_clock.make(text_changes.MembersRecorded(members=MEMBERS), *parse_outline(outline))
    demo_clock.wait(days=2)
    demo_clock.make(*(text_changes.StageChanged(stage=stage) for stage in list_drafting_stages()))
    return demo_clock


def _make_issued_call(start: datetime) -> _DemoClock:
    issued_call = _begin(TextKind.CALL, "Fictional call for safe work", CALL, start)
    issued_call.make(*_propose_and_answer(issued_call))
    issued_call.make(*(_translate(id, words) for id, words in CALL_IN_FRENCH.items()))
    issued_call.wait(days=5)
    issued_call.make(text_changes.SilenceStarted(deadline=issued_call.now + timedelta(hours=96)))
    issued_call.wait(hours=20)
    issued_call.make(text_changes.SilenceAbstained(entity="sample-fund"))
    issued_call.wait(hours=80)
    issued_call.make(text_changes.EndorsementOpened(text_hash=hash_text(issued_call.text)))
    for number, entity in enumerate(("sample-agency", "sample-office", "sample-network")):
        issued_call.wait(days=1)
        issued_call.make(_endorse(issued_call, entity, f"Sample Head {number + 1}"))
    languages = issued_call.text.complete_languages
    issued_call.make(text_changes.TextIssued(languages=languages, issue_hash=hash_issue(issued_call.text, languages)))
    issued_call.wait(days=6)
    issued_call.make(_endorse(issued_call, "sample-fund", "Sample Head 4"))
    return issued_call


def _endorse(demo_clock: _DemoClock, entity: str, head: str) -> text_changes.TextEndorsed:
    return text_changes.TextEndorsed(
        entity=entity, head_name=head, head_title="Director", text_hash=demo_clock.text.text_hash
    )


def _propose_and_answer(demo_clock: _DemoClock) -> Iterable[text_changes.Change]:
    """Return a comment with its answer, and a proposal on the last item that the drafters decline.

    The text remains the one that was translated.
    """
    words = demo_clock.text.get_text("o7")
    yield text_changes.CommentMade(comment="c1", paragraph="o6", entity="sample-network", text="Who pays for them?")
    yield text_changes.CommentAnswered(comment="c1", answer="Each government decides.")
    yield text_changes.ProposalMade(
        proposal="x1",
        paragraph="o7",
        entity="sample-office",
        action=ProposalAction.REPLACE,
        text=words.replace("Publish each year", "Publish"),
        reason="Some publish more often.",
        base_version=1,
    )
    yield text_changes.ProposalDecided(
        proposal="x1", status=ProposalStatus.DECLINED, answer="A year is the least.", base_version=1
    )


def _translate(paragraph: str, words: str) -> text_changes.TranslationWritten:
    return text_changes.TranslationWritten(paragraph=paragraph, language="fr", text=words, follows=1)


def _make_statement_in_silence(start: datetime) -> _DemoClock:
    statement = _begin(TextKind.STATEMENT, "Fictional statement on working together", STATEMENT, start)
    note = text_changes.ParagraphAdded(
        paragraph="o8", kind=ParagraphKind.FOOTNOTE, text="Lists of invented services.", parent="o5"
    )
    statement.make(note)
    statement.wait(days=6)
    statement.make(text_changes.SilenceStarted(deadline=statement.now + timedelta(days=14)))
    statement.wait(hours=12)
    statement.make(text_changes.SilenceAbstained(entity="sample-network"))
    return statement
