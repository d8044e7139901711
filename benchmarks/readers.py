"""PDF readers compared: speed, and how much of the corresponding Word files their text contains.

    .venv/bin/python benchmarks/readers.py [FOLDER] [--documents 6] [--half work|check] [--docling PYTHON]

FOLDER contains pairs of one name, `a.docx` and `a.pdf` (see twins.py, which scores them); without one, PDFs are
generated, and only speed is measured. Pages a second are of CPU time on one core, so that other programs affect them
little. Every reader reads the same documents, after one that is not counted.

docling-parse needs other versions of Pillow and Typer than Palermo. It is measured if it is installed in an environment
of its own, whose Python is given:

    uv venv var/docling && uv pip install --python var/docling/bin/python docling-parse
    .venv/bin/python benchmarks/readers.py FOLDER --docling var/docling/bin/python
"""

import argparse
import io
import json
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import twins
from reading_speed import made
from results import tell

DOCLING = """
import json, sys, time
from docling_parse.pdf_parser import DoclingPdfParser
parser = DoclingPdfParser(loglevel="fatal")
began, rows, pages = time.process_time(), [], 0
for _, page in parser.load(sys.argv[1]).iterate_pages():
    pages += 1
    rows += [cell.text for cell in page.textline_cells]
print(json.dumps([rows, pages, time.process_time() - began]))
"""

type Found = tuple[list[twins.Row], int, float]
"""Rows, pages, and CPU seconds."""
type Reader = Callable[[Path], Found]


def timed(read: twins.Reader, path: Path) -> Found:
    """Read in this process and return the result with its CPU seconds."""
    content, began = path.read_bytes(), time.process_time()
    rows, pages = read(content, path.name)
    return rows, pages, time.process_time() - began


def pdfplumber(content: bytes, name: str) -> tuple[list[twins.Row], int]:
    """Return the lines of pdfplumber's text; it reports neither paragraphs nor headings."""
    import pdfplumber as library

    with library.open(io.BytesIO(content)) as document:
        texts = [page.extract_text() for page in document.pages]
    return _lines("\n".join(texts).splitlines()), len(texts)


def docling(python: str, path: Path) -> Found:
    """Return the text lines of docling-parse; it reports neither paragraphs nor headings."""
    done = subprocess.run([python, "-c", DOCLING, str(path)], capture_output=True, text=True, check=True)
    rows, pages, seconds = json.loads(done.stdout.splitlines()[-1])
    return _lines(rows), pages, seconds


def _lines(texts: Sequence[str]) -> list[twins.Row]:
    return [{"kind": "paragraph", "text": text} for text in texts if text.strip()]


def measured(pairs: Sequence[tuple[Path | None, Path]], read: Reader) -> dict[str, Any]:
    """Return the speed of one reader, and its score if there are Word twins."""
    score, seconds = twins.Score(), 0.0
    read(pairs[0][1])
    for word, printed in pairs:
        rows, pages, took = read(printed)
        seconds += took
        score.pages += pages
        if word:
            twins.compare(list(twins.paragraphs(word)), rows, score)
    speed: dict[str, Any] = {"pages/s": round(score.pages / seconds, 1)}
    if pairs[0][0] is None:
        return speed
    return speed | {"whole": round(score.share("whole"), 2), "one": round(score.share("one"), 2)}


def chosen(docling_python: str | None) -> Mapping[str, Reader]:
    """Return Palermo and the readers it is compared with."""
    readers = {**twins.READERS, "pdfplumber": pdfplumber}
    found: dict[str, Reader] = {name: partial(timed, read) for name, read in readers.items()}
    if docling_python:
        found["docling-parse"] = partial(docling, docling_python)
    return found


def main() -> None:
    """Measure all readers and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=6)
    parser.add_argument("--half", choices=["work", "check"])
    parser.add_argument("--docling", help="Python of an environment that has docling-parse")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        pairs: list[tuple[Path | None, Path]] = list(
            twins.twins(options.folder, options.half) if options.folder else []
        )
        if not pairs:
            made(Path(temporary), documents=options.documents, pages=10)
            pairs = [(None, path) for path in sorted(Path(temporary).glob("*.pdf"))]
        figures = {}
        print(f"{'reader':15s}{'pages/s':>9s}{'whole':>8s}{'one':>8s}  (per cent)")
        for name, read in chosen(options.docling).items():
            figures[name] = found = measured(pairs[: options.documents], read)
            print(
                f"{name:15s}{found['pages/s']:9.1f}{found.get('whole', '-'):>8}{found.get('one', '-'):>8}", flush=True
            )
    if not options.docling:
        print("docling-parse   is not measured: name the Python of an environment that has it, with --docling")
    tell("readers", figures)


if __name__ == "__main__":
    main()
