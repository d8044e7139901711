"""Joint texts: the compilation page of a large text, and concurrent edits of one paragraph by two editors.

31 entities comment 600 times on 40 paragraphs, and the page is rendered REQUESTS times in this process, after a first
request that loads the portal. Then two threads save the same paragraph ROUNDS times each; an update is lost if it was
acknowledged but is not in the log. The database is SQLite, or that of DATABASE_URL, which must be empty.
"""

import os
import statistics
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import django

from palermo.access import Actor, Role
from palermo.joint_texts import changes as c
from palermo.joint_texts.change_rules import begin_text, make_change
from palermo.joint_texts.enums import ParagraphKind, ProposalAction, Stage, TextKind
from palermo.joint_texts.refusals import ChangeRefused
from results import tell

ENTITIES, PARAGRAPHS, COMMENTS, PROPOSALS = 31, 40, 600, 120
REQUESTS, ROUNDS = 60, 1000
SECRETARIAT = Actor(1, frozenset({Role.SECRETARIAT}), frozenset())


def make_text(comments: int, proposals: int) -> str:
    """Store a text in the inputs stage, and return its id."""
    from django.utils import timezone

    from palermo.portal.joint_texts.event_store import store_new_text

    now = timezone.now() - timedelta(days=1)
    created = c.TextCreated(kind=TextKind.CALL, title="A large call", language="en", zone="UTC")
    text, first = begin_text(created, SECRETARIAT, now)
    words = "States should train inspectors, fund shelters and publish what they have done, every year. " * 4
    members = tuple(c.Member(entity=f"e{n}", name=f"Entity {n}", since=date(2020, 1, 1)) for n in range(ENTITIES))
    made: list[c.Change] = [c.MembersRecorded(members=members)]
    made += [
        c.ParagraphAdded(paragraph=f"p{n}", kind=ParagraphKind.PARAGRAPH, text=words, after=f"p{n - 1}" if n else None)
        for n in range(PARAGRAPHS)
    ]
    made += [c.StageChanged(stage=Stage.DRAFTING), c.StageChanged(stage=Stage.INPUTS)]
    made += [
        c.CommentMade(comment=f"c{n}", paragraph=f"p{n % PARAGRAPHS}", entity=f"e{n % ENTITIES}", text=words[:200])
        for n in range(comments)
    ]
    made += [
        c.ProposalMade(
            proposal=f"x{n}",
            paragraph=f"p{n % PARAGRAPHS}",
            entity=f"e{n % ENTITIES}",
            action=ProposalAction.REPLACE,
            text=words.replace("fund", "finance"),
            base_version=1,
        )
        for n in range(proposals)
    ]
    events = [first]
    for change in made:
        entity = getattr(change, "entity", "")
        actor = Actor(1, frozenset({Role.FOCAL_POINT}), frozenset({entity})) if entity else SECRETARIAT
        text, event = make_change(text, change, actor, now)
        events.append(event)
    return store_new_text(text, events)


def time_compilation(text_id: str) -> tuple[list[float], list[float], int]:
    """Return the seconds of each request by the clock and of the processor, and the bytes of the page."""
    from django.test import Client

    from palermo.portal.accounts.models import Person

    person = Person.objects.create_user("bench@example.org", "bench@example.org")
    person.roles.create(role="secretariat")
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    seconds, processor = [], []
    for _ in range(1 + REQUESTS):
        start, worked = time.perf_counter(), time.process_time()
        page = client.get(f"/en/texts/{text_id}/compilation/", HTTP_HOST="localhost")
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - worked)
        assert page.status_code == 200, page.status_code
    return seconds, processor, len(page.content)


def edit_together(text_id: str) -> tuple[int, int, int]:
    """Save one paragraph from two threads; return acknowledged, refused and lost updates."""
    from palermo.joint_texts.state import JointText
    from palermo.portal.joint_texts.event_store import append_changes, list_events, load_text

    acknowledged: list[str] = []
    refused = []
    barrier = threading.Barrier(2)

    def edit(name: str) -> None:
        from django.db import connection

        for number in range(ROUNDS):
            barrier.wait()
            words = f"{name} {number}"
            while True:
                text = load_text(text_id)
                base = text.get_version("p0") if text else 0

                def build(text: JointText, words: str = words, base: int = base) -> list[c.Change]:
                    return [c.ParagraphEdited(paragraph="p0", text=words, base_version=base)]

                try:
                    append_changes(text_id, build, SECRETARIAT)
                except ChangeRefused:
                    refused.append(words)
                else:
                    acknowledged.append(words)
                    break
        connection.close()

    threads = [threading.Thread(target=edit, args=(name,)) for name in ("first", "second")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    stored = {one.content.text for one in list_events(text_id) if isinstance(one.content, c.ParagraphEdited)}
    return len(acknowledged), len(refused), len(set(acknowledged) - stored)


def main() -> None:
    """Measure over an empty library in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PALERMO_LIBRARY": folder, "DJANGO_SETTINGS_MODULE": "palermo.portal.project.settings"}
        (Path(folder) / "portal").mkdir()
        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import connection

        settings.ALLOWED_HOSTS = ["localhost"]
        settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        call_command("migrate", interactive=False, verbosity=0)
        seconds, processor, size = time_compilation(make_text(COMMENTS, PROPOSALS))
        vendor = connection.vendor
        acknowledged, refused, lost = edit_together(make_text(0, 0))
    ordered = sorted(seconds[1:])
    tell(
        "joint_texts",
        {
            "database": vendor,
            "compilation_ms_p50": round(1000 * statistics.median(ordered), 1),
            "compilation_ms_p95": round(1000 * ordered[int(0.95 * len(ordered))], 1),
            "compilation_processor_ms_p95": round(1000 * sorted(processor[1:])[int(0.95 * REQUESTS)], 1),
            "compilation_ms_first": round(1000 * seconds[0], 1),
            "page_kb": round(size / 1000),
            "editor_rounds": ROUNDS,
            "acknowledged": acknowledged,
            "refused_first": refused,
            "lost": lost,
        },
    )


if __name__ == "__main__":
    main()
