"""Tests of the review desk: queues, decisions, reports of readers, refusals."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from palermo.edition import DecisionLog, FacetCount, Library, StatementSelection, View, open_view
from palermo.extraction.tagger.word_weights import WordWeight
from palermo.portal.project.middleware import pin_request_edition
from palermo.portal.review.forms import build_initial
from palermo.portal.review.models import ErrorReport, OutboxEntry, SavedQueue
from palermo.portal.services.current_edition import get_current_view
from palermo.statements import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_library")]
type ClientAs = Callable[..., Client]
LATER = 1_000_000.0


@pytest.fixture
def log(own_library: Path) -> DecisionLog:
    return DecisionLog(Library(own_library).decisions)


@pytest.fixture(scope="module")
def statements(library: Path) -> list[Statement]:
    with open_view(Library(library)) as view:
        return [item for item, _ in view.iterate_statements() if item.language == "en" and not item.same_as]


@pytest.fixture
def reviewer(client_as: ClientAs, own_library: Path) -> Client:
    return client_as("reviewer")


def read_form(page: str) -> dict[str, str]:
    """Return the hidden fields of the first form for decisions."""
    names = ("key", "last")
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in names}  # type: ignore[union-attr]


def decide(client: Client, statement: Statement, verdict: str, **more: str) -> str:
    """Open a statement, decide on it, and return the page that follows."""
    page = client.get(f"/en/review/statements/{statement.id}/").content.decode()
    address = f"/en/review/statements/{statement.id}/decide/"
    return client.post(address, {"verdict": verdict, **read_form(page), **more}, follow=True).content.decode()


def test_desk_opens_for_reviewers_alone(client: Client, client_as: ClientAs, own_library: Path) -> None:
    assert client.get("/review/").status_code == 302
    assert "/accounts/login/" in client.get("/en/review/").headers["Location"]
    assert client_as("reader").get("/en/review/").status_code == 403
    assert client_as("reviewer").get("/en/review/").status_code == 200


def test_filters_of_the_desk_have_names_and_no_ids(reviewer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = {"actor": [FacetCount(value="name:lake aid", name="Lake Aid", statements=2)]}
    monkeypatch.setattr(View, "count_facets", lambda *args, **kwargs: counts)
    page = reviewer.get("/en/review/").content.decode()
    assert re.search(r'<option value="name:lake aid">\s*Lake Aid \(2\)', page)


def test_queue_begins_with_a_statement_and_its_reasons(reviewer: Client) -> None:
    page = reviewer.get("/en/review/next/", follow=True).content.decode()
    assert "Your decision" in page
    assert "Why it was read so" in page


def test_words_that_weighed_most_are_shown_to_reviewers(
    reviewer: Client, client: Client, statements: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/en/review/statements/{statements[0].id}/words/"
    assert "do not weigh words" in reviewer.get(address).content.decode()
    weights = (WordWeight(words="<b>urges</b>", weight=2.5), WordWeight(words="States", weight=-0.1))
    monkeypatch.setattr("palermo.portal.review.decision_views.weigh_words", lambda view, id: weights)
    page = reviewer.get(address).content.decode()
    assert "&lt;b&gt;urges" in page
    assert "+2.50" in page
    part = reviewer.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "The words that weighed most" in part
    assert client.get(address).status_code == 302


def test_accepted_statement_is_marked_everywhere(
    reviewer: Client, client: Client, statements: list[Statement], log: DecisionLog
) -> None:
    result = statements[0]
    decide(reviewer, result, "accept")
    assert [item.decision.verdict for item in log.read()] == ["accept"]
    assert "accepted by a reviewer" in client.get(f"/en/statements/{result.id}/").content.decode()
    assert client.get(f"/api/v1/statements/{result.id}").json()["status"] == "accepted"
    listed = client.get("/api/v1/statements?status=accepted").json()
    assert [item["id"] for item in listed["items"]] == [result.id]


def test_rejected_statement_leaves_counts_lists_and_search(
    reviewer: Client, client: Client, statements: list[Statement]
) -> None:
    result = statements[0]
    before = client.get("/api/v1/statements").json()["total"]
    decide(reviewer, result, "reject", reason="not-a-statement")
    assert client.get("/api/v1/statements").json()["total"] == before - 1
    assert client.get(f"/api/v1/statements/{result.id}").json()["status"] == "rejected"
    words = result.quote.split()[:4]
    groups = client.get("/api/v1/search", {"q": " ".join(words)}).json()["groups"]
    hits = [hit for group in groups for hit in group["hits"]]
    assert hits
    assert result.id not in [item["id"] for hit in hits for item in hit.get("statements", [])]
    answer = client.get("/en/recommendations/export.csv")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) > 1
    assert not [line for line in lines if line.startswith(result.id)]


def test_correction_changes_fields_and_quote(
    reviewer: Client, client: Client, statements: list[Statement], log: DecisionLog
) -> None:
    result = next(item for item in statements if len(item.quote.split()) > 5)
    address = f"/en/review/statements/{result.id}/correct/"
    page = reviewer.get(address).content.decode()
    shorter = " ".join(result.quote.split()[:4])
    values = {
        **read_form(page),
        "kind": "commitment",
        "quote": shorter,
        "actors": ["Andorra", "An invented office"],
        "themes": ["health"],
        "years": "2024",
        "places": "Andorra",
    }
    assert reviewer.post(address, values).status_code == 302
    record = client.get(f"/api/v1/statements/{result.id}").json()
    assert (record["kind"], record["quote"], record["themes"]) == ("commitment", shorter, ["health"])
    assert next(item["id"] for item in record["actors"]) == "state:AND"
    assert record["actors"][1]["id"].startswith("new:")
    assert (record["status"], record["places"], record["years"]) == ("corrected", ["AND"], [2024])


def test_quote_that_is_not_in_the_passage_is_refused_and_nothing_typed_is_lost(
    reviewer: Client, statements: list[Statement], log: DecisionLog
) -> None:
    address = f"/en/review/statements/{statements[0].id}/correct/"
    values = {
        **read_form(reviewer.get(address).content.decode()),
        "kind": "activity",
        "quote": "Words that nobody printed",
        "reason": "My long reason",
    }
    answer = reviewer.post(address, values)
    assert answer.status_code == 422
    assert "These are not words of the passage" in answer.content.decode()
    assert "My long reason" in answer.content.decode()
    assert log.read() == []


def test_second_reviewer_sees_both_and_chooses(
    client_as: ClientAs, statements: list[Statement], log: DecisionLog, own_library: Path
) -> None:
    first, second, result = client_as("reviewer"), client_as("reviewer"), statements[0]
    address = f"/en/review/statements/{result.id}/"
    opened = read_form(second.get(address).content.decode())
    decide(first, result, "accept")
    refused = second.post(f"{address}decide/", {"verdict": "reject", "text": "I differ", **opened})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Another reviewer: accepted" in page
    assert "I differ" in page
    second.post(f"{address}decide/", {"verdict": "reject", **read_form(page)})
    assert [item.decision.verdict for item in log.read()] == ["accept", "reject"]


def test_same_form_sent_twice_decides_once(reviewer: Client, statements: list[Statement], log: DecisionLog) -> None:
    address = f"/en/review/statements/{statements[0].id}/"
    values = {"verdict": "accept", **read_form(reviewer.get(address).content.decode())}
    for _ in range(2):
        reviewer.post(f"{address}decide/", values)
    assert len(log.read()) == 1


def test_undo_takes_back_ones_own_decision_alone(
    client_as: ClientAs, statements: list[Statement], log: DecisionLog, own_library: Path
) -> None:
    first, second = client_as("reviewer"), client_as("reviewer")
    decide(first, statements[0], "reject")
    (built,) = [item.decision for item in log.read()]
    assert second.post("/en/review/undo/", {"decision": built.id}).status_code == 404
    first.post("/en/review/undo/", {"decision": built.id})
    with open_view(Library(own_library)) as view:
        assert view.get_statement(statements[0].id).status == "proposed"


def test_skipped_statement_comes_last(reviewer: Client, own_library: Path) -> None:
    first = reviewer.get("/en/review/next/").headers["Location"]
    id = first.split("/statements/")[1].split("/")[0]
    page = reviewer.get(first).content.decode()
    following = reviewer.post(f"/en/review/statements/{id}/decide/", {"verdict": "skip", **read_form(page)})
    assert id not in following.headers["Location"]


def test_missed_statement_is_added_from_a_passage(
    reviewer: Client, client: Client, statements: list[Statement], own_library: Path
) -> None:
    result = statements[0]
    address = f"/en/review/documents/{result.document}/add/?passage={result.locator.passage}"
    quote = " ".join(result.quote.split()[1:4])
    page = reviewer.get(address).content.decode()
    key = re.search(r'name="key" value="([^"]*)"', page).group(1)  # type: ignore[union-attr]
    values = {"key": key, "kind": "activity", "quote": quote, "actors": ["Andorra"]}
    assert reviewer.post(address, values).status_code == 302
    listed = client.get("/api/v1/statements?status=accepted").json()["items"]
    assert [(item["quote"], item["kind"], item["method"]) for item in listed] == [(quote, "activity", "review.1")]


def test_one_mistake_is_corrected_in_a_whole_document(
    reviewer: Client, client: Client, statements: list[Statement], log: DecisionLog
) -> None:
    result = statements[0]
    alike = [
        item
        for item in statements
        if (item.document, item.kind, item.actors) == (result.document, result.kind, result.actors)
        and item.id != result.id
    ]
    address = f"/en/review/statements/{result.id}/correct/"
    form = read_form(reviewer.get(address).content.decode())
    same = {name: value for name, value in build_initial(result).items() if value not in (None, False)}
    reviewer.post(address, {**same, **form, "actors": ["Andorra"]})
    built = log.read()[0].decision
    page = reviewer.get(f"/en/review/batch/{built.id}/").content.decode()
    ids = re.findall(r'name="statement" value="([^"]*)"', page)
    assert {item.id for item in alike} <= set(ids)
    reviewer.post(f"/en/review/batch/{built.id}/", {"key": "batch-key", "statement": ids})
    assert len(log.read()) == 1 + len(ids)
    assert {item.decision.verdict for item in log.read()} == {"correct"}


def test_independent_reviewers_do_not_see_each_other(
    client_as: ClientAs, statements: list[Statement], log: DecisionLog, own_library: Path
) -> None:
    client_as("secretariat").post("/en/review/policy/", {"kind": [item.kind.value for item in statements]})
    decide(client_as("reviewer"), statements[0], "reject", text="a telling reason")
    page = client_as("reviewer").get(f"/en/review/statements/{statements[0].id}/").content.decode()
    assert "a telling reason" not in page
    with open_view(Library(own_library)) as view:
        assert view.get_statement(statements[0].id).status == "proposed"


def test_random_sample_is_fixed_when_it_is_saved(client_as: ClientAs, own_library: Path) -> None:
    manager = client_as("secretariat")
    manager.post("/en/review/queues/", {"name": "Audit", "query": "", "required": "1", "audit_size": "3"})
    queue = SavedQueue.objects.get()
    assert len(queue.statements) == 3
    result = manager.get(f"/en/review/next/?saved={queue.pk}").headers["Location"]
    assert any(id in result for id in queue.statements)
    assert client_as("reviewer").post(f"/en/review/queues/{queue.pk}/delete/").status_code == 403


def test_decisions_in_the_outbox_of_a_stopped_server_are_stored(
    reviewer: Client, statements: list[Statement], log: DecisionLog
) -> None:
    decide(reviewer, statements[0], "accept")
    row = log.read()[0].decision.to_row()
    OutboxEntry.objects.create(key="left", decisions=[row | {"id": "another"}], expected={})
    reviewer.get("/en/review/")
    assert [item.decision.id for item in log.read()] == [row["id"], "another"]
    assert not OutboxEntry.objects.exists()


@pytest.fixture
def slow_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forms are sent a while after they were opened."""
    monkeypatch.setattr("palermo.portal.review.forms.MIN_FORM_SECONDS", 0)


def send_report(client: Client, statement: str, **given: str) -> int:
    address = f"/en/review/report/?statement={statement}"
    page = client.get(address).content.decode()
    opened = re.search(r'name="opened" value="([^"]*)"', page).group(1)  # type: ignore[union-attr]
    return client.post(address, {"aspect": "actor", "opened": opened, **given}).status_code


@pytest.mark.usefixtures("slow_reader")
def test_report_of_a_reader_reaches_the_queue_and_is_answered(
    client: Client, reviewer: Client, statements: list[Statement], portal: LazySettings
) -> None:
    result = statements[-1]
    portal.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    text = "<script>alert(1)</script> It was another office"
    assert send_report(client, result.id, text=text, email="reader@example.org") == 302
    public = client.get(f"/en/statements/{result.id}/").content.decode()
    assert "another office" not in public
    assert "Under review" not in public
    assert result.id in reviewer.get("/en/review/next/?queue=reported").headers["Location"]
    listed = reviewer.get("/en/review/reports/").content.decode()
    assert "<script>alert" not in listed
    assert "&lt;script&gt;" in listed
    number = ErrorReport.objects.get().pk
    reviewer.post(f"/en/review/reports/{number}/", {"action": "take-up"})
    assert "Under review" in client.get(f"/en/statements/{result.id}/").content.decode()
    reviewer.post(f"/en/review/reports/{number}/", {"action": "answer", "answer": "You are right."})
    assert [(item.to, "You are right." in item.body) for item in mail.outbox] == [(["reader@example.org"], True)]
    assert f"http://testserver/en/statements/{result.id}/" in mail.outbox[0].body
    decide(reviewer, result, "accept")
    assert "Under review" not in client.get(f"/en/statements/{result.id}/").content.decode()


def test_programs_that_fill_in_everything_or_are_too_fast_are_refused(
    client: Client, statements: list[Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send_report(client, statements[0].id) == 422
    monkeypatch.setattr("palermo.portal.review.forms.MIN_FORM_SECONDS", 0)
    assert send_report(client, statements[0].id, website="spam") == 422
    assert send_report(client, statements[0].id, opened="forged") == 422
    assert not ErrorReport.objects.exists()


@pytest.mark.usefixtures("slow_reader")
def test_reports_are_limited_in_rate(client: Client, portal: LazySettings, statements: list[Statement]) -> None:
    portal.PALERMO_LIMITS = {"report": 2}
    answers = [send_report(client, statements[0].id) for _ in range(4)]
    assert answers == [302, 302, 429, 429]


def test_report_form_links_to_pages_of_this_site_alone(client: Client, own_library: Path) -> None:
    for page in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"):
        assert (
            "evil"
            not in client.get("/en/review/report/", {"page": page})
            .content.decode()
            .partition("<main")[2]
            .partition("</main")[0]
        )


def test_forms_without_csrf_token_are_refused(client_as: ClientAs, statements: list[Statement]) -> None:
    client = client_as("reviewer")
    client.handler.enforce_csrf_checks = True
    address = f"/en/review/statements/{statements[0].id}/decide/"
    assert client.post(address, {"verdict": "accept"}).status_code == 403


def test_statement_that_is_gone_has_a_clear_page(reviewer: Client) -> None:
    answer = reviewer.get(f"/en/review/statements/{'f' * 20}/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_text_of_a_reviewer_is_escaped(reviewer: Client, statements: list[Statement]) -> None:
    decide(reviewer, statements[0], "reject", text="<img src=x onerror=alert(1)>")
    page = reviewer.get(f"/en/review/statements/{statements[0].id}/").content.decode()
    assert "<img src=x" not in page


def test_view_of_the_public_is_unchanged_for_others(view: View) -> None:
    assert view.overlay.files == {}


@pytest.mark.parametrize(
    ("address", "selection"),
    [
        ("/en/review/next/", StatementSelection.ALL),
        ("/en/recommendations/", StatementSelection.CONFIRMED),
        ("/en/recommendations/?confidence=all", StatementSelection.ALL),
        ("/en/recommendations/?confidence=reviewed", StatementSelection.REVIEWED),
    ],
)
def test_the_desk_has_the_statements_that_are_not_confirmed(
    own_library: Path, address: str, selection: StatementSelection
) -> None:
    views: list[View] = []

    def respond(request: HttpRequest) -> HttpResponse:
        views.append(get_current_view())
        return HttpResponse()

    pin_request_edition(respond)(RequestFactory().get(address))
    assert views[0].selection is selection


def test_two_reviewers_of_a_queue_get_different_statements(client_as: ClientAs, own_library: Path) -> None:
    addresses = [client_as("reviewer").get("/en/review/next/").headers["Location"] for _ in range(3)]
    assert len(set(addresses)) == 3


def test_decision_on_a_statement_that_is_gone_stores_nothing(reviewer: Client, log: DecisionLog) -> None:
    form = {"key": "k", "last": "", "verdict": "reject", "text": "A typed reason."}
    answer = reviewer.post(f"/en/review/statements/{'f' * 20}/decide/", form)
    assert answer.status_code == 404
    assert "statement" in answer.content.decode()
    assert log.read() == []
    assert not OutboxEntry.objects.exists()
