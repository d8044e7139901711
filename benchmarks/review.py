"""Many reviewers at once: time of a decision, what it costs the server, and that none is lost.

    .venv/bin/python benchmarks/review.py [--database sqlite|postgresql] [--reviewers 100] [--decisions 4] [--pause 8]

A server over an invented library is asked on the loopback by as many reviewers as are given. They all work on the same
queue as a browser does: a decision is one request, whose answer is the next statement. Between two decisions they read
for `--pause` seconds, more or less: forty statements in ten minutes are one in fifteen seconds. PostgreSQL is a server
of its own, started for the run. The figures are appended to benchmarks/results.
"""

import argparse
import random
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from palermo.edition import DecisionLog
from results import tell
from review_clients import DeskClient, build_library, measure_cpu_seconds, open_database, read_form, serve, sign_in


class ReviewerClient(DeskClient):
    """A reviewer who works through the queue of uncertain statements."""

    def __init__(self, address: str, session: str, decisions: int, pause: float) -> None:
        super().__init__(address, session)
        self.times: list[float] = []
        self.decided: list[str] = []
        self.conflicts = self.failed = 0
        self._decisions, self._pause = decisions, pause

    def run(self) -> None:
        """Open the queue, read each statement for a moment, and decide."""
        time.sleep(random.uniform(0, self._pause))
        page = self.follow("/en/review/next/?queue=uncertain").text
        for _ in range(self._decisions):
            form = read_form(page)
            if form is None:
                self.failed += 1
                return
            time.sleep(self._pause * random.uniform(0.5, 1.5))
            statement, fields = form
            path = f"/en/review/statements/{statement}/decide/?queue=uncertain"
            began = time.perf_counter()
            answer = self.ask("POST", path, fields | {"verdict": "accept"}, {"HX-Request": "true"})
            self.times.append(time.perf_counter() - began)
            page = answer.text
            if answer.status != 200:
                self.failed += 1
            elif 'role="alert"' in page:
                self.conflicts += 1
            else:
                self.decided.append(statement)


def measure_decisions(options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of reviewers who decide at once."""
    with tempfile.TemporaryDirectory() as folder, open_database(options.database) as database:
        library = build_library(Path(folder) / "library", options.documents, options.sentences)
        with serve(library, database) as address:
            keys = sign_in(library, database, options.reviewers)
            DeskClient(address, keys[0]).follow("/en/review/next/?queue=uncertain")
            clients = [ReviewerClient(address, key, options.decisions, options.pause) for key in keys]
            threads = [threading.Thread(target=one.run) for one in clients]
            used, began = measure_cpu_seconds(), time.perf_counter()
            for one in threads:
                one.start()
            for one in threads:
                one.join()
            used, lasted = measure_cpu_seconds() - used, time.perf_counter() - began
        stored = [one.decision.statement for one in DecisionLog(library.decisions).read()]
    times = sorted(second for one in clients for second in one.times)
    decided = [id for one in clients for id in one.decided]
    return {
        "database": options.database,
        "reviewers": options.reviewers,
        "statements": options.documents * options.sentences,
        "acknowledged": len(decided),
        "lost": len(set(decided) - set(stored)),
        "stored_twice": len(stored) - len(set(stored)),
        "conflicts": sum(one.conflicts for one in clients),
        "failed": sum(one.failed for one in clients),
        "per_second": round(len(times) / lasted, 1),
        "median_s": round(times[len(times) // 2], 3),
        "p95_s": round(times[int(len(times) * 0.95)], 3),
        "cpu_per_decision_s": round(used / len(times), 4),
    }


def main() -> None:
    """Measure, print and record."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--reviewers", type=int, default=100)
    parser.add_argument("--decisions", type=int, default=4)
    parser.add_argument("--pause", type=float, default=8.0)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--sentences", type=int, default=100)
    tell("review", measure_decisions(parser.parse_args()))


if __name__ == "__main__":
    main()
