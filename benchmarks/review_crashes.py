"""Decisions under bad conditions: a server that is killed, two people at one statement, and how soon all is shown.

    .venv/bin/python benchmarks/review_crashes.py [--decisions 1000] [--kills 8] [--rounds 1000] [--database sqlite]

Killed: reviewers decide one after the other while the server gets kill -9 at random moments and is started again; then
every acknowledged decision must be in the log, and none twice. Rounds: two reviewers decide on one statement from the
same state at once; one must be told of the other, and both decisions must be in the log once the second has
chosen. Shown: seconds until a rejected statement is gone from its list, count, search, API and export.
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
from typing import Any

import psutil

from palermo.edition import DecisionLog, Library, open_view
from results import tell
from review_clients import DeskClient, build_library, open_database, read_form, serve, sign_in

CLIENTS = 4
SHOWN_PATHS = {
    "page": "/en/statements/{id}/",
    "count": "/api/v1/statements/?document={document}",
    "list": "/en/recommendations/?document={document}",
    "search": "/en/search/?q=%22{words}%22",
    "export": "/en/recommendations/export.csv?document={document}",
}


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
    """Return the outcome of rounds in which two reviewers correct the same statement at once."""
    with tempfile.TemporaryDirectory() as folder, open_database(options.database) as database:
        library = build_library(Path(folder) / "library", 2, 5)
        with open_view(library) as view:
            statement = next(one.id for one, _ in view.iterate_statements())
        with serve(library, database) as address:
            clients = [DeskClient(address, key) for key in sign_in(library, database, 2)]
            outcomes = Counter(play_round(clients, statement, number) for number in range(options.rounds))
        decisions = [one.decision for one in DecisionLog(library.decisions).read()]
    parents = [one.parent for one in decisions]
    return {
        "rounds": options.rounds,
        "told_of_the_other": outcomes["one told"],
        "other_outcomes": options.rounds - outcomes["one told"],
        "decisions": len(decisions),
        "lost_updates": len(parents) - len(set(parents)),
    }


def play_round(clients: list[DeskClient], statement: str, number: int) -> str:
    """Let both correct from the same state; the one who is refused sees both, and chooses."""
    path = f"/en/review/statements/{statement}/"
    answers: dict[int, tuple[int, str]] = {}
    page = clients[0].ask("GET", path).text
    clients[1].ask("GET", path)
    form = read_form(page)
    assert form is not None

    def post(index: int, last: str) -> None:
        verdict = "accept" if index else "reject"
        fields = {"csrfmiddlewaretoken": clients[index].cookie("csrftoken"), "key": f"{number}-{index}-{last}"[:64]}
        answer = clients[index].ask("POST", path + "decide/", fields | {"last": last, "verdict": verdict})
        answers[index] = answer.status, answer.text

    threads = [threading.Thread(target=post, args=(index, form[1]["last"])) for index in (0, 1)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    refused = [index for index, (status, _) in answers.items() if status == 409]
    if len(refused) != 1:
        return f"statuses {sorted(status for status, _ in answers.values())}"
    shown = read_form(answers[refused[0]][1])
    assert shown is not None
    post(refused[0], shown[1]["last"])
    return "one told" if answers[refused[0]][0] in (302, 200) else "second refused again"


def measure_delays(options: argparse.Namespace) -> dict[str, float]:
    """Return the longest delays until a rejected statement is shown nowhere, by place."""
    with tempfile.TemporaryDirectory() as folder, open_database(options.database) as database:
        library = build_library(Path(folder) / "library", options.documents, 100)
        with serve(library, database) as address:
            reviewer = DeskClient(address, sign_in(library, database, 1)[0])
            delays: dict[str, list[float]] = {name: [] for name in SHOWN_PATHS}
            with open_view(library) as view:
                chosen = random.Random(7).sample([one for one, _ in view.iterate_statements()], options.shown)
            for one in chosen:
                measure_one(address, reviewer, library, one, delays)
    return {f"{name}_s": round(max(values), 2) for name, values in delays.items()}


def measure_one(
    address: str, reviewer: DeskClient, library: Library, statement: Any, delays: dict[str, list[float]]
) -> None:
    """Reject a statement, and wait until each place shows it."""
    words = statement.quote.rstrip(".").replace(" ", "+")
    values = {"id": statement.id, "document": statement.document, "words": words}
    paths = {name: path.format(**values) for name, path in SHOWN_PATHS.items()}
    anonymous = {name: DeskClient(address, "") for name in paths}
    before = {name: anonymous[name].follow(path).text for name, path in paths.items()}
    found = read_form(reviewer.ask("GET", f"/en/review/statements/{statement.id}/").text)
    assert found is not None
    path = f"/en/review/statements/{statement.id}/decide/"
    reviewer.ask("POST", path, found[1] | {"verdict": "reject"}, {"HX-Request": "true"})
    began = time.perf_counter()

    def watch(name: str) -> None:
        while time.perf_counter() - began < 30:
            if anonymous[name].follow(paths[name]).text != before[name]:
                break
            time.sleep(0.1)
        delays[name].append(time.perf_counter() - began)

    run_together([partial(watch, name) for name in paths])


def run_together(tasks: list[Callable[[], None]]) -> None:
    """Run tasks in threads, and wait for all."""
    threads = [threading.Thread(target=task) for task in tasks]
    for one in threads:
        one.start()
    for one in threads:
        one.join()


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--decisions", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--shown", type=int, default=5)
    parser.add_argument("--documents", type=int, default=200)
    options = parser.parse_args()
    for name, measure, wanted in (
        ("review_kills", measure_kills, options.decisions),
        ("review_rounds", measure_rounds, options.rounds),
        ("review_delays", measure_delays, options.shown),
    ):
        if wanted:
            tell(name, {"database": options.database} | measure(options))


if __name__ == "__main__":
    main()
