"""Cost of a document in a large library against a small one, and the time of a build after one change.

    .venv/bin/python benchmarks/scale.py [--small 100] [--large 10000] [--corpora FOLDER] [--library FOLDER]

Documents are one-page PDFs and texts of our own words, repeated with changes, so that no two are the same; with
--corpora, the PDFs below that folder are added to the large library, and their pages counted separately. Each build
runs in a process of its own. Seconds are wall time; CPU is of the build and all its processes. Load of other programs
affects the seconds, and hardly the CPU. Bytecode may be kept, as it is by default; and where pandas is installed, which
Palermo does not need, pyarrow imports it with its first array: `make install` alone gives an environment without it.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from results import tell

PALERMO = Path(sys.executable).with_name("palermo")
LINES = (
    "{1}. The working group met for its session number {0} and renewed its plan against trafficking in persons.",
    "{1}. It thanked the {0} delegations for the figures that they had sent, and asked for those of the year before.",
    "{1}. Two speakers described how inspectors had found workers in debt bondage at site {0}.",
    "The group calls on States to:",
    "(a) Train {0} labour inspectors to identify victims of trafficking;",
    "(b) Publish the number of victims assisted in programme {0};",
    "(c) Ensure that {0} shelters are open to children and to women with children.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Time of a build."""

    seconds: float
    cpu: float


def written(folder: Path, count: int) -> None:
    """Write `count` documents in folders of 500, every other one a PDF."""
    for number in range(count):
        place = folder / f"{number // 500:03d}"
        place.mkdir(parents=True, exist_ok=True)
        lines = [f"FORUM ON SAFE WORK, PAPER {number}", *_paragraphs(number)]
        if number % 2:
            _pdf(place / f"paper{number:06d}.pdf", lines)
        else:
            (place / f"paper{number:06d}.txt").write_text("\n\n".join(lines) + "\n")


def _paragraphs(number: int) -> list[str]:
    return [line.format(number * 7 + row, row + 1) for row, line in enumerate(LINES * 2)]


def _pdf(path: Path, lines: list[str]) -> None:
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setFont("Times-Roman", 10)
    for row, line in enumerate(lines):
        canvas.drawString(60, 780 - 40 * row, line)
    canvas.save()


def built(library: Path, *folders: Path) -> Cost:
    """Build in a separate process."""
    before, began = os.times(), time.perf_counter()
    command = [str(part) for part in (PALERMO, "build", *folders, "--library", library)]
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept)
    if done.returncode:
        sys.exit(done.stderr)
    after, seconds = os.times(), time.perf_counter() - began
    print(f"  {done.stdout.strip()}", flush=True)
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(seconds=round(seconds, 2), cpu=round(spent, 2))


def measured(place: Path, small: int, large: int, corpora: Path | None) -> dict[str, object]:
    """Build a small and a large library, then the large one again unchanged, and with one document changed."""
    written(place / "small", small)
    written(place / "large", large)
    few = built(place / "library-small", place / "small")
    many = built(place / "library-large", place / "large")
    same = built(place / "library-large")
    changed = place / "large/000/paper000000.txt"
    changed.write_text(changed.read_text() + "\nThe group calls on States to:\n\n(a) Close the gap that was found.\n")
    one = built(place / "library-large")
    figures: dict[str, object] = {
        "documents": [small, large],
        "small": asdict(few),
        "large": asdict(many),
        "unchanged": asdict(same),
        "one changed": asdict(one),
        "cpu a document, large over small": round(many.cpu / large / (few.cpu / small), 2),
        "seconds a document, large over small": round(many.seconds / large / (few.seconds / small), 2),
    }
    if corpora:
        figures["with real documents"] = asdict(built(place / "library-large", place / "large", corpora))
    return figures


def main() -> None:
    """Measure and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--large", type=int, default=10_000)
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--library", type=Path, help="where to keep what is made; else it is removed")
    options = parser.parse_args()
    place = options.library or Path(tempfile.mkdtemp())
    try:
        tell("scale", measured(place, options.small, options.large, options.corpora))
    finally:
        if options.library is None:
            shutil.rmtree(place)


if __name__ == "__main__":
    main()
