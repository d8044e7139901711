"""Reports over a generated edition: time of a dossier page, and a report of 60 pages as PDF and DOCX.

    .venv/bin/python benchmarks/reports.py [FOLDER] [--statements 100000] [--library LIBRARY]

FOLDER stores the edition between runs. Every concept's dossier is built and rendered once, with p50 and p95 in
milliseconds; the first, which computes what all share, is reported separately. The long report is the mapping resource
of LIBRARY, else of the edition.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path
from statistics import quantiles
from typing import Any

import pypdfium2

import made_edition
from palermo import registry, vocabulary
from palermo.analysis.follow_up import find_searched_works, open_follow_up
from palermo.edition import Library, StatementSelection, View, open_view
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.context import EditionFacts, ReportContext
from palermo.reports.writers.html import render_blocks
from palermo.reports.writers.report_formats import ReportFormat, write_report
from palermo.statements import TAG_FIELDS
from results import tell


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--library", type=Path)
    asked = parser.parse_args()
    if asked.folder:
        return _measure(asked.folder, asked.statements, asked.library)
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Path(folder), asked.statements, asked.library)


def _measure(folder: Path, statements: int, long_library: Path | None) -> None:
    library = Library(folder)
    if not library.exists() or library.read_current_id() is None:
        made_edition.write(library, statements)
    with open_view(library) as view:
        context = _context(library, view)
        concepts = [one.id for scheme in TAG_FIELDS for one in context.vocabulary.list_concepts(scheme)]
        first, *taken = [_timed_page(one, context) for one in (concepts[0], *concepts)]
        parts, processor_parts = (quantiles(times, n=20) for times in zip(*taken, strict=True))
        figures: dict[str, Any] = {
            "statements": view.find_statements(limit=0).total,
            "dossiers": len(taken),
            "first_ms": round(first[0]),
            "page_p50_ms": round(parts[9]),
            "page_p95_ms": round(parts[18]),
            "page_max_ms": round(max(taken)[0]),
            "processor_p50_ms": round(processor_parts[9]),
            "processor_p95_ms": round(processor_parts[18]),
        }
    chosen = Library(long_library) if long_library else library
    with open_view(chosen) as view:
        figures["long_report"] = _timed_report(_context(chosen, view))
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell("reports", figures)


def _context(library: Library, view: View) -> ReportContext:
    known = registry.load_registry()
    facts = EditionFacts(
        view=view,
        registry=known,
        vocabulary=vocabulary.load_vocabulary(),
        load_follow_up=lambda: open_follow_up(library.open_artefacts(view.manifest.id), view),
        load_searched=lambda: find_searched_works(view),
        open_unconfirmed=lambda: view.open_selection(StatementSelection.ALL),
    )
    return ReportContext(facts=facts)


def _timed_page(concept: str, context: ReportContext) -> tuple[float, float]:
    """Return the milliseconds of a page, and those of the processor: the two differ on a busy machine."""
    began, processor = time.perf_counter(), time.process_time()
    render_blocks(build_report(ReportKind.DOSSIER, concept, context))
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - processor)


def _timed_report(context: ReportContext) -> dict[str, float]:
    began = time.perf_counter()
    report = build_report(ReportKind.MAPPING, "latest", context)
    built = time.perf_counter()
    content = write_report(report, ReportFormat.PDF)
    laid_out = time.perf_counter()
    write_report(report, ReportFormat.DOCX)
    written = time.perf_counter()
    with pypdfium2.PdfDocument(content) as document:
        pages = len(document)
    return {
        "pages": pages,
        "build_s": round(built - began, 1),
        "pdf_s": round(laid_out - built, 1),
        "docx_s": round(written - laid_out, 1),
    }


if __name__ == "__main__":
    main()
