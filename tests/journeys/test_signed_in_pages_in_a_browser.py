"""Browser test of pages for signed-in people: accessibility, widths, dark, Arabic.

The pages of joint texts have a journey of their own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser

from watched import EVERY_RULE, NARROW_AND_DARK, Watched, served

pytestmark = pytest.mark.browser

PREPARE = """
import json, sys, time
from datetime import date
from pathlib import Path
from palermo.portal.server import open_database
open_database(Path(sys.argv[1]))
from django.test import Client
from palermo.edition import Library, open_view
from palermo.portal.accounts.models import Invitation, Person
from palermo.portal.entity_desk.models import EntityProposal, MappingRound, SurveyDraft
from palermo.portal.review.models import ErrorReport, SavedQueue
person = Person.objects.create_user("all@example.org", "all@example.org", "a password of the sample")
for role in ("secretariat", "reviewer", "focal-point", "administrator"):
    person.roles.create(role=role)
person.entities.create(entity="unodc")
client = Client(headers={"host": "localhost"})
client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
session = client.session
session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": person.email}]
session.save()
with open_view(Library(Path(sys.argv[1]))) as view:
    statements = [one for one, document in view.iterate_statements() if document.language == "en"][:4]
    used = {one.document for one in statements}
    unused = [document.id for document in view.list_documents() if document.id not in used]
statement = statements[0]
form = {"key": "a sample", "last": "", "verdict": "reject", "reason": "misread"}
client.post(f"/en/review/statements/{statements[1].id}/decide/", form)
for address, form in (
    (f"{unused[-1]}/take-down/", {"key": "one", "reason": "A sample of a reason"}),
    (
        f"{statement.document}/",
        {"key": "two", "title": "A sample title", "language": "en", "nature": "digest", "full_text": "full"},
    ),
):
    assert client.post(f"/en/review/documents/{address}", form).status_code == 302
from palermo.portal.review.decision_writer import get_decision_log
ErrorReport.objects.create(page="/en/", statement=statement.id, aspect="kind", text="A sample.", language="en")
SavedQueue.objects.create(name="A sample of a queue", query="kind=activity", assigned_to=person)
mapping_round = MappingRound.objects.create(name="Mapping 2026", deadline=date(2027, 1, 31))
made = {
    state: EntityProposal.objects.create(
        entity="unodc", kind="activity", state=state, content={"text": f"A sample that is {state}"},
        mapping_round=mapping_round, comment="Say where." if state == "returned" else "",
    ).pk
    for state in ("draft", "submitted", "returned", "accepted")
}
survey = SurveyDraft.objects.create(
    entity="unodc",
    columns=["organisation", "activity", "country"],
    rows=[["UNODC", "Trains sample judges", "Atlantis"]],
)
print(json.dumps({
    "session": client.cookies["sessionid"].value,
    "ids": {
        "statement": statement.id, "document": statement.document, "passage": statement.locator.passage,
        "decision": get_decision_log().read()[0].decision.id, "person": person.pk, "survey": survey.pk,
        "draft": made["draft"], "submitted": made["submitted"],
    },
}))
"""
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
PAGES = (
    "accounts/",
    "accounts/people/",
    "accounts/people/invite/",
    "accounts/people/{person}/",
    "accounts/audit/",
    "accounts/email/",
    "accounts/password/change/",
    "accounts/logout/",
    "accounts/sessions/",
    "accounts/two-factor/",
    "accounts/two-factor/totp/activate/",
    "accounts/two-factor/recovery-codes/generate/",
    "accounts/two-factor/webauthn/add/",
    "review/",
    "review/?kind=activity&language=en",
    "review/statements/{statement}/",
    "review/statements/{statement}/correct/",
    "review/batch/{decision}/",
    "review/documents/{document}/add/?passage={passage}",
    "review/documents/",
    "review/documents/{document}/",
    "review/reports/",
    "review/unanchored/",
    "review/missing/",
    "review/report/?statement={statement}",
    "desk/",
    "desk/unodc/",
    "desk/unodc/profile/",
    "desk/unodc/activities/",
    "desk/unodc/documents/",
    "desk/unodc/survey/",
    "desk/unodc/survey/{survey}/",
    "desk/unodc/check/",
    "desk/unodc/proposals/{draft}/",
    "desk/contributions/",
    "desk/queue/",
    "desk/queue/{submitted}/",
    "desk/rounds/",
    "reports/",
)


@pytest.fixture(scope="module")
def prepared(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """The served sample library with people's work in it: address, session, and ids of what there is."""
    library = tmp_path_factory.mktemp("signed-in")
    sample.build(library)
    done = subprocess.run(
        [sys.executable, "-c", PREPARE, str(library)], env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with served(library, PALERMO_MEANING="0") as address:
        yield {"address": address, **json.loads(done.stdout.splitlines()[-1])}


def open_window(browser: Browser, prepared: dict[str, Any]) -> Watched:
    window = Watched(browser, prepared["address"], reduced_motion="reduce")
    cookie = {"name": "sessionid", "value": prepared["session"], "url": prepared["address"]}
    window.context.add_cookies([cookie])  # type: ignore[list-item]
    return window


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme", "other"), [("en", "light", "dark"), ("ar", "dark", "light")])
def test_no_signed_in_page_has_a_barrier(
    browser: Browser, prepared: dict[str, Any], language: str, scheme: Any, other: Any
) -> None:
    """Every rule holds in one colour scheme; in the other, which only changes colours, their contrast does."""
    window, faults = open_window(browser, prepared), []
    looks = (
        (1280, scheme, EVERY_RULE),
        (390, scheme, NARROW_AND_DARK),
        (390, other, CONTRAST),
        (1280, other, CONTRAST),
    )
    for page in PAGES:
        path = f"/{language}/{page.format(**prepared['ids'])}"
        window.turn(1280, scheme)
        response = window.page.goto(window.address + path)
        assert response
        faults += [f"{path}: status {response.status}"] if response.status != 200 else []
        faults += [f"{path}: it asks to sign in"] if "/login/" in window.page.url else []
        for width, colours, rules in looks:
            window.turn(width, colours)
            try:
                window.look(rules)
            except AssertionError as error:
                barriers = window.barriers(rules)
                faults.append(f"{path} at {width}, {colours}: {error} {barriers} {window.complaints}")
                window.complaints.clear()
        window.requests.clear()
    window.context.close()
    assert not faults, "\n".join(faults)
