"""Pages read and extracted per second, compared with bare text extraction and with pypdf.

    .venv/bin/python benchmarks/reading_speed.py [FOLDER] [--processes 2] [--peer-documents 10]

FOLDER contains PDFs; without one, 60 reports of 20 pages are generated. Every method reads the same files in
the same run, each in its own fresh processes, after one warm-up document a process (loading models is not counted).
"""

import argparse
import ctypes
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from palermo.extraction import extract
from palermo.extraction.lists import find_mandates, find_recommendations
from palermo.reading import pdf, read
from palermo.reading.assembly import build_passages, join_hyphenated_blocks
from palermo.statements import compute_document_id
from results import tell

Method = Callable[[Path], int]


def bare(path: Path) -> int:
    """Return PDFium's text page by page, unprocessed: the upper limit of a reader's speed."""
    document = pypdfium2.PdfDocument(path)
    for index in range(len(document)):
        document[index].get_textpage().get_text_range()
    return len(document)


def reading(path: Path) -> int:
    """Read with Palermo: passages with headings, numbers, boxes and language."""
    return read(path.read_bytes(), path.name).pages or 0


def tagged_reading(path: Path) -> int:
    """Read tagged files only, for comparison with `bare_walk`."""
    return reading(path)


def reading_and_lists(path: Path) -> int:
    """Read with Palermo and extract from lists: recommendations and mandates."""
    found = read(path.read_bytes(), path.name)
    list(find_recommendations(found.passages, found.masthead))
    list(find_mandates(found.passages, found.masthead))
    return found.pages or 0


def reading_and_extraction(path: Path) -> int:
    """Read with Palermo and extract statements of all kinds, from lists and prose."""
    found = read(path.read_bytes(), path.name)
    list(extract(found.passages, found.masthead).statements)
    return found.pages or 0


def untagged_reading(path: Path) -> int:
    """Read with the file's tags ignored, for comparison with `bare`."""
    content = path.read_bytes()
    found, pages = pdf.read_blocks(content, structure=False)
    build_passages(compute_document_id(content), join_hyphenated_blocks(found))
    return pages


def bare_walk(path: Path) -> int:
    """Return the text of a tagged file in tag order, unprocessed, through pypdfium2's raw calls."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        texts = _by_content(page)
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            if top := raw.FPDF_StructTree_GetChildAtIndex(tree, place):
                "".join(text for content in _contents(top) for text in texts.get(content, ()))
        raw.FPDF_StructTree_Close(tree)
    return len(document)


def _by_content(page: pypdfium2.PdfPage) -> dict[int, list[str]]:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    found: dict[int, list[str]] = {}
    for index in range(text_page.count_chars()):
        if held := raw.FPDFText_GetTextObject(text_page.raw, index):
            found.setdefault(raw.FPDFPageObj_GetMarkedContentID(held), []).append(text[index : index + 1])
    return found


def _contents(element: object) -> Iterator[int]:
    """Return the marked content ids below an element, reading its type as a reader does."""
    raw.FPDF_StructElement_GetType(element, ctypes.create_string_buffer(64), 64)
    for place in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, place):
            yield from _contents(child)
        elif (content := raw.FPDF_StructElement_GetChildMarkedContentID(element, place)) >= 0:
            yield content


def is_tagged(path: Path) -> bool:
    """Return whether a file declares that it is tagged."""
    document = pypdfium2.PdfDocument(path)
    return bool(raw.FPDFCatalog_IsTagged(document.raw))


def pypdf_text(path: Path) -> int:
    """Return pypdf's text page by page, for comparison."""
    pages = PdfReader(path).pages
    for page in pages:
        page.extract_text()
    return len(pages)


def share(method: Method, paths: Sequence[Path]) -> tuple[int, float, float]:
    """Return pages, seconds and peak memory (MB) of one process over its share, after a warm-up document."""
    method(paths[0])
    began = time.perf_counter()
    pages = sum(method(path) for path in paths)
    return pages, time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(method: Method, paths: Sequence[Path], processes: int) -> tuple[int, float, float]:
    """Return pages, pages a second (by the slowest process) and the highest peak memory of all processes."""
    shares = [paths[i::processes] for i in range(processes) if paths[i::processes]]
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        results = list(pool.map(share, [method] * len(shares), shares))
    pages = sum(result[0] for result in results)
    return pages, pages / max(result[1] for result in results), max(result[2] for result in results)


def made(folder: Path, documents: int = 60, pages: int = 20) -> None:
    """Write generated reports: numbered paragraphs, then a list of signed recommendations."""
    words = "The delegation said that the plan against trafficking in persons was renewed in year {} of the period."
    for number in range(documents):
        canvas = Canvas(str(folder / f"report{number:03d}.pdf"), pagesize=A4, invariant=1)
        paragraph = 0
        for page in range(pages):
            canvas.drawString(400, 800, f"A/SAMPLE/{number}/7")
            for row in range(18):
                paragraph += 1
                canvas.drawString(70, 760 - 40 * row, f"{paragraph}. {words.format(paragraph)[:80]}")
                canvas.drawString(70, 748 - 40 * row, f"It thanked the {page} speakers for their questions.")
            canvas.showPage()
        canvas.save()


def main() -> None:
    """Measure all methods and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--peer-documents", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if options.folder is None:
            made(folder)
        paths = sorted(folder.rglob("*.pdf"))
        if not paths:
            parser.error(f"{folder} holds no PDF")
        print(f"{len(paths)} documents, {options.processes} processes")
        print(f"{'method':24s}{'pages':>8s}{'pages/s':>10s}{'peak MB':>10s}")
        figures: dict[str, object] = {"documents": len(paths), "processes": options.processes}
        tagged = [path for path in paths if is_tagged(path)]
        for method, some in (
            (bare, paths),
            (untagged_reading, paths),
            (reading, paths),
            (reading_and_lists, paths),
            (reading_and_extraction, paths),
            (pypdf_text, paths[: options.peer_documents]),
            (bare_walk, tagged),
            (tagged_reading, tagged),
        ):
            if not some:
                continue
            pages, speed, memory = measure(method, some, options.processes)
            print(f"{method.__name__:24s}{pages:8d}{speed:10.1f}{memory:10.0f}")
            figures[method.__name__] = {"pages": pages, "pages/s": round(speed, 1), "peak MB": round(memory)}
        tell("reading_speed", figures)


if __name__ == "__main__":
    main()
