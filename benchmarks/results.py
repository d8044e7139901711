"""Result of a benchmark as one line of JSON: its figures, and facts of the machine they depend on.

`make benchmark` sets PALERMO_BENCHMARK_RESULTS, which stores these lines in benchmarks/results/<date>.jsonl.
"""

import json
import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIBRARIES = ("palermo", "pypdfium2", "pyarrow", "duckdb", "distributed")


def tell(benchmark: str, figures: Mapping[str, Any]) -> None:
    """Print the line, and append it to today's file if results are stored."""
    line = json.dumps(
        {
            "benchmark": benchmark,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
            "cores": len(os.sched_getaffinity(0)),
            "load": round(os.getloadavg()[0], 1),
            "python": platform.python_version(),
            "machine": platform.machine(),
            "versions": {name: version(name) for name in LIBRARIES},
            "figures": dict(figures),
        }
    )
    print(line)
    kept = os.environ.get("PALERMO_BENCHMARK_RESULTS")
    if kept:
        file = Path(kept) / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as target:
            target.write(line + "\n")
