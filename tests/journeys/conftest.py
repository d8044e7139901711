"""Fixtures of one browser for all journeys, and one server of the sample library."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from playwright.sync_api import Browser, expect, sync_playwright
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console

from loading import loaded
from palermo.edition import CompiledDocument, Library
from palermo.pipeline.derived_artefacts import ensure_follow_up
from palermo.pipeline.origins import save_sources
from palermo.pipeline.progress import create_reporter
from palermo.statements import Box, Masthead, Ref, RefType, compute_document_id
from watched import PATIENCE, served

SAMPLE = Path(__file__).parents[1] / "portal" / "sample_library.py"
CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
)
QUOTE = "Train labour inspectors to recognise forced labour, as chapter 1 says."
"""A recommendation that the report of the sample library makes too."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a file of journeys, each of which opens windows of its own in it.

    Not for all: while Playwright runs, its loop is this thread's, and Django's database is refused to other tests.
    """
    expect.set_options(timeout=1000 * PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The module that makes the sample library of the portal's tests."""
    return loaded("journey_sample_library", SAMPLE)


@pytest.fixture(scope="session")
def printed_document(sample: ModuleType) -> CompiledDocument:
    """A document of another body whose file is there, with one recommendation that has its place on the second page."""
    id = compute_document_id(_file())
    document = replace(
        sample.REPORT, id=id, work=id, source="printed.pdf", size=len(_file()), pages=2, masthead=Masthead()
    )
    body = Ref(id=None, name="Sample council", type=RefType.ENTITY)
    box = Box(page=2, left=30, top=60, right=270, bottom=100)
    passage = sample._passage(document, 0, QUOTE, page=2, paragraph="7", boxes=(box,))
    text = sample._statement(passage, QUOTE, actors=(body,), addressees=(sample.STATES[1],))
    return CompiledDocument(document=document, passages=(passage,), statements=(text,))


@pytest.fixture(scope="session")
def address(
    sample: ModuleType, printed_document: CompiledDocument, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Address of a server over the second edition of the sample library, with a document whose file is there."""
    library = tmp_path_factory.mktemp("library")
    folder = library.with_name(f"{library.name}-papers")
    folder.mkdir()
    (folder / "printed.pdf").write_bytes(_file())
    save_sources(library / "palermo.toml", [folder])
    sample.build(library, sample.EVERYTHING[1:])
    sample.build(library, [*sample.EVERYTHING, printed_document])
    ensure_follow_up(Library(library), use_embeddings=False, progress=create_reporter(Console(quiet=True)))
    with served(library, PALERMO_MEANING="0") as at:
        yield at


def _file() -> bytes:
    """A PDF of two pages of our own words."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=(500, 400), invariant=1)
    for number in (1, 2):
        canvas.drawString(40, 330, f"Words of page {number}.")
        canvas.drawString(40, 310, QUOTE)
        canvas.showPage()
    canvas.save()
    return written.getvalue()
