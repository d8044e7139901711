"""Kills a process that writes to joint texts at random moments, and counts lost changes.

Run as a script, with PALERMO_LIBRARY naming an empty folder and the number of kills as its argument.
"""

import os
import random
import signal
import sys
from datetime import date, timedelta
from pathlib import Path

import django


def run(kills: int) -> tuple[int, int]:
    """Return how many changes were acknowledged, and how many of them the log does not hold."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", interactive=False, verbosity=0)
    texts = make_texts()
    acknowledged: list[tuple[str, int, str]] = []
    draw = random.Random(0)
    for number in range(kills):
        connections.close_all()
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reader)
            write_until_killed(texts, number, writer)
        os.close(writer)
        acknowledged += read_and_kill(child, reader, draw.randint(1, 12))
    return len(acknowledged), count_lost(acknowledged)


def make_texts() -> dict[str, str]:
    """Make a text in drafting, one in silence and one in endorsement, with many members."""
    from django.utils import timezone

    from joint_text_factory import Writer
    from palermo.joint_texts import changes as text_changes
    from palermo.joint_texts.canonical_form import hash_text
    from palermo.joint_texts.enums import ParagraphKind, Stage, TextKind
    from palermo.portal.joint_texts.event_store import store_new_text

    created = text_changes.TextCreated(kind=TextKind.CALL, title="Safe work", language="en", zone="UTC")
    members = tuple(text_changes.Member(entity=f"e{n}", name=f"E{n}", since=date(2020, 1, 1)) for n in range(3000))
    texts = {}
    for stage in ("drafting", "silence", "endorsement"):
        built = Writer(created, now=timezone.now() - timedelta(hours=80))
        built.make(text_changes.MembersRecorded(members=members))
        built.make(text_changes.ParagraphAdded(paragraph="p1", kind=ParagraphKind.PARAGRAPH, text="Words."))
        built.make(text_changes.StageChanged(stage=Stage.DRAFTING))
        if stage != "drafting":
            built.make(text_changes.StageChanged(stage=Stage.INPUTS))
            built.make(text_changes.SilenceStarted(deadline=built.deadline(72 if stage == "endorsement" else 300)))
        if stage == "endorsement":
            built.wait(hours=73)
            built.make(text_changes.EndorsementOpened(text_hash=hash_text(built.text)))
        texts[stage] = store_new_text(built.text, built.events)
    return texts


def write_until_killed(texts: dict[str, str], number: int, pipe: int) -> None:
    """Edit, comment, break silence and endorse, and acknowledge each change once it is stored."""
    from palermo.access import Actor, Role
    from palermo.joint_texts import changes as text_changes
    from palermo.joint_texts.state import JointText
    from palermo.portal.joint_texts.event_store import append_changes

    for step in range(10_000):
        words, entity = f"{number}-{step}", f"e{(number * 60 + step) % 3000}"
        actor = Actor(1, frozenset({Role.FOCAL_POINT, Role.SECRETARIAT}), frozenset({entity}))

        def build(
            text: JointText, words: str = words, entity: str = entity, step: int = step
        ) -> list[text_changes.Change]:
            match step % 4:
                case 0:
                    version = text.get_version("p1")
                    return [text_changes.ParagraphEdited(paragraph="p1", text=words, base_version=version)]
                case 1:
                    id = text.build_new_id("c")
                    return [text_changes.CommentMade(comment=id, paragraph="p1", entity=entity, text=words)]
                case 2:
                    return [text_changes.SilenceBroken(entity=entity, paragraph="p1", reason=words, alternative=words)]
            return [
                text_changes.TextEndorsed(entity=entity, head_name=words, head_title=words, text_hash=text.text_hash)
            ]

        stage = ("drafting", "drafting", "silence", "endorsement")[step % 4]
        after = append_changes(texts[stage], build, actor)
        os.write(pipe, f"{texts[stage]} {after.sequence} {words}\n".encode())


def read_and_kill(child: int, pipe: int, count: int) -> list[tuple[str, int, str]]:
    """Kill the writer after a number of acknowledgements; return all that it sent."""
    received = b""
    while received.count(b"\n") < count and (block := os.read(pipe, 4096)):
        received += block
    os.kill(child, signal.SIGKILL)
    while block := os.read(pipe, 4096):
        received += block
    os.close(pipe)
    os.waitpid(child, 0)
    lines = received.decode().splitlines()
    return [(id, int(sequence), words) for id, sequence, words in map(str.split, lines)]


def count_lost(acknowledged: list[tuple[str, int, str]]) -> int:
    """Return how many acknowledged changes the log does not hold, after checking that it can be replayed."""
    from palermo.joint_texts.replay import replay
    from palermo.portal.joint_texts.event_store import list_events

    logs = {id: list_events(id) for id in {id for id, _, _ in acknowledged}}
    for events in logs.values():
        replay(events)
    return sum(words not in str(logs[id][sequence - 1].content) for id, sequence, words in acknowledged)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "palermo.portal.project.settings"
    (Path(os.environ["PALERMO_LIBRARY"]) / "portal").mkdir(parents=True, exist_ok=True)
    django.setup()
    sys.stdout.write("{} acknowledged, {} lost\n".format(*run(int(sys.argv[1]))))
