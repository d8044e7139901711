"""Decisions under bad conditions: a server that is killed, two people at one statement, and how soon all is shown.

    .venv/bin/python benchmarks/review_crashes.py [--only kills|rounds|delays] [--decisions 1000] [--kills 8]
        [--rounds 1000] [--shown 20] [--seconds 90] [--database sqlite|postgresql]

Killed: reviewers decide one after the other while the server gets kill -9 at random moments and is started again; then
every acknowledged decision must be in the log, and none twice. Rounds: two reviewers decide on one statement from the
same state at once; one must be told of the other, and both decisions must be in the log once the second has
chosen. Delays: seconds until a rejected statement is shown as rejected, or is gone, on its page and in count, list,
search, API and export; a place that cannot be opened, or does not change, ends the measurement with an error.
"""

import argparse
import http.client
import os
import random
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import psutil
from rich.console import Console

from palermo.edition import DecisionLog, open_view
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.progress import create_reporter
from results import tell
from review_clients import Answer, DeskClient, build_library, open_database, read_form, serve, sign_in

CLIENTS = 4
SHOWN_PATHS = {
    "page": "/en/statements/{id}/",
    "count": "/api/v1/statements/counts?document={document}",
    "list": "/en/recommendations/?document={document}",
    "search": "/en/search/?q=%22{words}%22",
    "api": "/api/v1/statements/{id}",
    "export": "/en/recommendations/export.csv?document={document}",
}
LONGEST_WAIT_S = 30
ONE_TOLD = "one told of the other"


class Acknowledged:
    """Decisions that the server has confirmed, by statement and reviewer."""

    def __init__(self, wanted: int) -> None:
        self.pairs: set[tuple[str, str]] = set()
        self.wanted, self._lock = wanted, threading.Lock()

    def add(self, statement: str, session: str) -> None:
        """Remember one."""
        with self._lock:
            self.pairs.add((statement, session))

    @property
    def is_complete(self) -> bool:
        """Whether enough are confirmed."""
        return len(self.pairs) >= self.wanted


def decide_until_killed(address: str, session: str, confirmed: Acknowledged) -> None:
    """Decide on one statement after the other until the server is gone or enough is decided."""
    client = DeskClient(address, session)
    try:
        page = client.follow("/en/review/next/?queue=uncertain").text
        while not confirmed.is_complete and (form := read_form(page)):
            statement, fields = form
            path = f"/en/review/statements/{statement}/decide/?queue=uncertain"
            answer = client.ask("POST", path, fields | {"verdict": "accept"}, {"HX-Request": "true"})
            page = answer.text
            if answer.status == 200 and 'role="alert"' not in page:
                confirmed.add(statement, session)
    except (OSError, http.client.HTTPException):
        return


def kill_servers() -> None:
    """Kill the server and its worker without warning."""
    for one in psutil.Process().children(recursive=True):
        if any("palermo.portal.server" in part for part in one.cmdline()) or "granian" in one.name():
            os.kill(one.pid, signal.SIGKILL)


def measure_kills(options: argparse.Namespace) -> dict[str, Any]:
    """Return what became of decisions during which the server was killed."""
    with tempfile.TemporaryDirectory() as folder, open_database(options.database) as database:
        library = build_library(Path(folder) / "library", 50, 40)
        confirmed, kills = Acknowledged(options.decisions), 0
        keys: list[str] = []
        while not confirmed.is_complete:
            try:
                with serve(library, database) as address:
                    keys = keys or sign_in(library, database, CLIENTS)
                    threads = [
                        threading.Thread(target=decide_until_killed, args=(address, key, confirmed)) for key in keys
                    ]
                    for one in threads:
                        one.start()
                    if kills < options.kills:
                        _wait_for_share(confirmed, (kills + random.uniform(0.2, 0.9)) / (options.kills + 1))
                        kill_servers()
                        kills += 1
                    for one in threads:
                        one.join()
            except RuntimeError:
                continue
        with serve(library, database) as address:
            DeskClient(address, keys[0]).follow("/en/review/")  # stores what waits in the outbox
        log = DecisionLog(library.decisions)
        decisions = [one.decision for one in log.read()]
        stored = Counter(one.statement for one in decisions)
        faults = len(log.list_faults())
    return {
        "kills": kills,
        "acknowledged": len(confirmed.pairs),
        "lost": sum(statement not in stored for statement, _ in confirmed.pairs),
        "stored_twice": len(decisions) - len({one.id for one in decisions}),
        "decided_again": sum(count > 1 for count in stored.values()),
        "stored": len(stored),
        "broken_lines": faults,
    }


def _wait_for_share(confirmed: Acknowledged, share: float) -> None:
    until = time.monotonic() + 60
    while len(confirmed.pairs) < share * confirmed.wanted and time.monotonic() < until:
        time.sleep(0.005)


def measure_rounds(options: argparse.Namespace) -> dict[str, Any]:
    """Return the outcome of rounds in which two reviewers decide on the same statement at once."""
    with tempfile.TemporaryDirectory() as folder, open_database(options.database) as database:
        library = build_library(Path(folder) / "library", 2, 5)
        log, outcomes = DecisionLog(library.decisions), Counter[str]()
        with open_view(library) as view:
            statements = [one.id for one, _ in view.iterate_statements()]
        with serve(library, database) as address:
            clients = [DeskClient(address, key) for key in sign_in(library, database, 2)]
            for one in clients:
                one.ask("GET", f"/en/review/statements/{statements[0]}/")  # for the cookie of forms
            until = time.monotonic() + options.seconds
            while outcomes.total() < options.rounds and time.monotonic() < until:
                number = outcomes.total()
                outcomes[play_round(clients, statements[number % len(statements)], log, number)] += 1
        decisions = [one.decision for one in log.read()]
    updated = [(one.statement, one.parent) for one in decisions]
    return {
        "rounds": outcomes.total(),
        "told_of_the_other": outcomes.pop(ONE_TOLD, 0),
        "other_outcomes": dict(outcomes),
        "decisions": len(decisions),
        "lost_updates": len(updated) - len(set(updated)),
    }


def play_round(clients: list[DeskClient], statement: str, log: DecisionLog, number: int) -> str:
    """Let both decide from the same state; the one who is refused is told of the other, and chooses."""
    path = f"/en/review/statements/{statement}/decide/"
    answers: dict[int, Answer] = {}

    def post(index: int, last: str) -> None:
        verdict = "accept" if index else "reject"
        fields = {"csrfmiddlewaretoken": clients[index].cookie("csrftoken"), "key": f"{number}-{index}-{last}"[:64]}
        answers[index] = clients[index].ask("POST", path, fields | {"last": last, "verdict": verdict})

    before = log.list_decisions(statement)
    run_together([partial(post, index, before[-1].id if before else "") for index in (0, 1)])
    refused = [index for index, answer in answers.items() if answer.status == 409]
    if len(refused) != 1:
        return f"statuses {sorted(answer.status for answer in answers.values())}"
    told = answers[refused[0]].text
    shown = read_form(told)
    if not shown or 'role="alert"' not in told or shown[1]["last"] != log.list_decisions(statement)[-1].id:
        return "not told of the other"
    post(refused[0], shown[1]["last"])
    return ONE_TOLD if answers[refused[0]].status in (302, 200) else "second refused again"


def measure_delays(options: argparse.Namespace) -> dict[str, Any]:
    """Return the longest and the median delay until a rejected statement is shown nowhere, by place."""
    with tempfile.TemporaryDirectory() as folder, open_database(options.database) as database:
        library = build_library(Path(folder) / "library", options.documents, 100)
        ensure_follow_up(library, use_embeddings=False, progress=create_reporter(Console(quiet=True)))  # as builds do
        with serve(library, database) as address:
            reviewer = DeskClient(address, sign_in(library, database, 1)[0])
            delays: dict[str, list[float]] = {name: [] for name in SHOWN_PATHS}
            with open_view(library) as view:
                chosen = random.Random(7).sample([one for one, _ in view.iterate_statements()], options.shown)
            until = time.monotonic() + options.seconds
            for one in chosen:
                if time.monotonic() < until:
                    measure_one(address, reviewer, one, delays)
    longest = {f"{name}_max_s": round(max(values), 2) for name, values in delays.items()}
    middle = {f"{name}_median_s": round(median(values), 2) for name, values in delays.items()}
    return {"decisions": len(delays["page"]), "statements": options.documents * 100} | longest | middle


def measure_one(address: str, reviewer: DeskClient, statement: Any, delays: dict[str, list[float]]) -> None:
    """Reject a statement, and wait until each place shows it; raises RuntimeError if one does not."""
    words = statement.quote.rstrip(".").replace(" ", "+")
    values = {"id": statement.id, "document": statement.document, "words": words}
    paths = {name: path.format(**values) for name, path in SHOWN_PATHS.items()}
    readers = {name: DeskClient(address, "") for name in paths}
    before = {name: readers[name].follow(path) for name, path in paths.items()}
    if closed := [f"{paths[name]}: {answer.status}" for name, answer in before.items() if answer.status != 200]:
        raise RuntimeError(f"these do not open: {', '.join(closed)}")
    if unstable := [path for name, path in paths.items() if readers[name].follow(path).text != before[name].text]:
        raise RuntimeError(f"these change without a decision: {', '.join(unstable)}")
    found = read_form(reviewer.ask("GET", f"/en/review/statements/{statement.id}/").text)
    assert found is not None
    path = f"/en/review/statements/{statement.id}/decide/"
    reviewer.ask("POST", path, found[1] | {"verdict": "reject"}, {"HX-Request": "true"})
    began = time.perf_counter()

    def watch(name: str) -> None:
        while time.perf_counter() - began < LONGEST_WAIT_S:
            if readers[name].follow(paths[name]).text != before[name].text:
                delays[name].append(time.perf_counter() - began)
                return
            time.sleep(0.05)

    counted = {name: len(values) for name, values in delays.items()}
    run_together([partial(watch, name) for name in paths])
    if same := [paths[name] for name, values in delays.items() if len(values) == counted[name]]:
        raise RuntimeError(f"after {LONGEST_WAIT_S} s these show the statement as before: {', '.join(same)}")


def run_together(tasks: list[Callable[[], None]]) -> None:
    """Run tasks in threads, and wait for all."""
    threads = [threading.Thread(target=task) for task in tasks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


MEASUREMENTS = {"kills": measure_kills, "rounds": measure_rounds, "delays": measure_delays}


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", choices=tuple(MEASUREMENTS), help="measure this alone")
    parser.add_argument("--decisions", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--shown", type=int, default=20)
    parser.add_argument("--documents", type=int, default=50, help="of 100 statements each, for delays")
    parser.add_argument("--seconds", type=int, default=90, help="after which no further round or delay begins")
    options = parser.parse_args()
    for name, measure in MEASUREMENTS.items():
        if options.only in (None, name):
            tell(f"review_{name}", {"database": options.database} | measure(options))


if __name__ == "__main__":
    main()
