"""Changes one joint text by two people at the same moment, on a real database.

Run as a script, with PALERMO_LIBRARY naming an empty folder and DATABASE_URL the database, if not SQLite.
Arguments: how often two members of the secretariat issue a text, and how often two editors save a paragraph.
Prints JSON.
"""

import json
import os
import sys
import threading
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import django

from palermo.edition import Library
from palermo.pipeline.origins import create_library


def run_together(*functions: Callable[[], None]) -> None:
    """Run functions at the same moment, each in a thread with its own connection to the database."""
    from django.db import connection

    barrier = threading.Barrier(len(functions))

    def run(function: Callable[[], None]) -> None:
        barrier.wait()
        try:
            function()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(item,)) for item in functions]
    for item in threads:
        item.start()
    for item in threads:
        item.join()


def sign_in_two() -> list[Any]:
    """Return the clients of two members of the secretariat."""
    from django.test import Client

    from palermo.portal.accounts.models import Person

    clients = []
    for name in ("first@example.org", "second@example.org"):
        person = Person.objects.create_user(name, name)
        person.roles.create(role="secretariat")
        clients.append(Client())
        clients[-1].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return clients


def store_endorsed_text() -> str:
    """Store a text that can be issued; return its id."""
    from joint_text_factory import endorse, move_to, start_text
    from palermo.joint_texts.enums import Stage
    from palermo.portal.joint_texts.event_store import store_new_text

    writer = move_to(start_text(), Stage.ENDORSEMENT)
    endorse(writer, "aurora")
    return store_new_text(writer.text, writer.events)


def issue_together(clients: list[Any], rounds: int) -> dict[str, Any]:
    """Have both issue a text at once; count the answers, and what the log and the library hold."""
    from django.conf import settings

    from palermo.joint_texts import changes as text_changes
    from palermo.portal.joint_texts.event_store import list_events

    answers: list[tuple[int, str]] = []
    issues = []
    for _ in range(rounds):
        id = store_endorsed_text()

        def issue(client: Any, id: str = id) -> None:
            response = client.post(f"/en/texts/{id}/actions/issue/", HTTP_HOST="localhost")
            answers.append((response.status_code, response.content.decode()))

        run_together(*(partial(issue, item) for item in clients))
        issues.append(sum(isinstance(item.content, text_changes.TextIssued) for item in list_events(id)))
    catalogue = Path(settings.PALERMO_LIBRARY) / "joint-texts" / "catalogue.csv"
    reason = "This is not possible in the stage “Issued”."
    return {
        "statuses": sorted(Counter(str(status) for status, _page in answers).items()),
        "explained": sum(reason in page for _status, page in answers),
        "issues": issues,
        "catalogue_rows": len(catalogue.read_text(encoding="utf-8").splitlines()) - 1,
    }


def edit_together(clients: list[Any], rounds: int) -> dict[str, int]:
    """Have both save one paragraph at once; each that is refused saves again on the version that it was shown."""
    from joint_text_factory import start_text
    from palermo.joint_texts import changes as text_changes
    from palermo.portal.joint_texts.event_store import list_events, load_text, store_new_text

    writer = start_text()
    id = store_new_text(writer.text, writer.events)
    acknowledged: list[str] = []
    conflicts: list[str] = []

    def edit(client: Any, words: str) -> None:
        while True:
            text = load_text(id)
            assert text is not None
            data = {"paragraph": "p1", "words": words, "base_version": str(text.get_version("p1"))}
            response = client.post(f"/en/texts/{id}/actions/edit/", data, HTTP_HOST="localhost")
            if response.status_code == 302:
                acknowledged.append(words)
                return
            assert words in response.content.decode(), response.status_code
            conflicts.append(words)

    for number in range(rounds):
        run_together(*(partial(edit, item, f"w{at}-{number}") for at, item in enumerate(clients)))
    versions = [item.content for item in list_events(id) if isinstance(item.content, text_changes.ParagraphEdited)]
    bases = [item.base_version for item in versions]
    return {
        "acknowledged": len(acknowledged),
        "lost": len(set(acknowledged) - {item.text for item in versions}),
        "overwritten": len(bases) - len(set(bases)),
        "conflicts": len(conflicts),
    }


def main() -> None:
    """Set up the portal over an empty library, and run both races."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS = ["localhost"]
    settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.PALERMO_LIMITS = {}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    call_command("migrate", interactive=False, verbosity=0)
    clients = sign_in_two()
    issue, edit = map(int, sys.argv[1:])
    results = {"issue": issue_together(clients, issue), "edit": edit_together(clients, edit)}
    sys.stdout.write(json.dumps({"database": connection.vendor, **results}) + "\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    os.environ["DJANGO_SETTINGS_MODULE"] = "palermo.portal.project.settings"
    library = Path(os.environ["PALERMO_LIBRARY"])
    create_library(Library(library))
    (library / "portal").mkdir(exist_ok=True)
    django.setup()
    main()
