"""Robustness of a build against damaged files: good files mutated in seven ways; bombs with `--bombs`.

    .venv/bin/python benchmarks/mutations.py [--count 2000] [--seed 1] [--workers 2] [--bombs]

The generators are those of tests/hostile. Prints the time, what became of the files, the count of each reason, and
violations: a missing good file, a file neither read nor in quarantine, a reason without a hint, a reader that stopped
with an unexpected error. Exits with 1 if there is one.
"""

import argparse
import importlib.util
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from palermo.edition import Library, open_view
from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.progress import LineReporter
from palermo.pipeline.wiring import shipped_stages
from palermo.statements import compute_document_id

MAKERS = Path(__file__).parents[1] / "tests" / "hostile"


def maker(name: str) -> ModuleType:
    """Import a module of tests/hostile."""
    spec = importlib.util.spec_from_file_location(name, MAKERS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files(count: int, seed: int, *, bombs: bool) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return good and bad files by name."""
    makers = maker("good_files").MADE
    good = {f"good {n}.{ending}": make(f"good {n}") for n in range(5) for ending, make in makers.items()}
    bad = dict(maker("mutations").mutated({ending: make("sound") for ending, make in makers.items()}, count, seed))
    if bombs:
        bad |= {name: make(good["good 0.pdf"]) for name, (make, _, _) in maker("bombs").HOSTILE.items()}
    return good, bad


def faults(report: BuildReport, read: set[str], good: Mapping[str, bytes], bad: Mapping[str, bytes]) -> list[str]:
    """Return violations of what must always hold, in words."""
    found = [f"missing: {name}" for name in good if compute_document_id(good[name]) not in read]
    held = {one.source for one in report.quarantined}
    documents = {one.document for one in report.quarantined} | read
    found += [f"lost: {name}" for name in bad if compute_document_id(bad[name]) not in documents and name not in held]
    for one in report.quarantined:
        if not one.reason or not one.hint or "stopped with" in one.reason or "fault of Palermo" in one.hint:
            found.append(f"{one.source}: {one.error}: {one.reason}. {one.hint}")
    return found


def tell(report: BuildReport, read: int, seconds: float) -> None:
    """Print what became of the files."""
    print(f"{read} read, {len(report.quarantined)} in quarantine, {seconds:.0f} seconds")
    reasons = Counter(f"{one.error}: {re.sub(r'[0-9]+', '#', one.reason)[:90]}" for one in report.quarantined)
    for reason, number in reasons.most_common(25):
        print(f"{number:6d}  {reason}")


def main() -> int:
    """Write the files, build them, and print the results."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--bombs", action="store_true")
    options = parser.parse_args()
    good, bad = files(options.count, options.seed, bombs=options.bombs)
    with tempfile.TemporaryDirectory() as temporary:
        folder, library = Path(temporary) / "files", Library(Path(temporary) / "library")
        folder.mkdir()
        for name, content in (good | bad).items():
            (folder / name).write_bytes(content)
        began = time.monotonic()
        said = LineReporter(lambda line: None)
        report = build(library, [folder], stages=shipped_stages(), workers=options.workers, progress=said)
        with open_view(library) as view:
            read = {document.id for document in view.list_documents()}
    tell(report, len(read), time.monotonic() - began)
    wrong = faults(report, read, good, bad)
    print(f"{len(wrong)} that must never be", *wrong[:40], sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
