"""Tests of page images: shown by rights, with marked quotes, cached within limits."""

import gc
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import LazySettings
from django.test import Client
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from direct_sandbox import DirectSandbox
from palermo.edition import CompiledDocument, Library
from palermo.pipeline.origins import save_sources
from palermo.portal.services import page_images
from palermo.portal.services import page_images as module
from palermo.portal.services.current_edition import get_current_view
from palermo.portal.services.page_images import PageImageCache, PageImageRenderer
from palermo.reading.parsed_document import PageImageRequest
from palermo.sandbox.sandbox import Sandbox
from palermo.statements import Box, Document, compute_document_id

pytestmark = pytest.mark.slow


def _pdf(pages: int) -> bytes:
    written = BytesIO()
    canvas = Canvas(written, pagesize=(300, 400), invariant=1)
    for number in range(pages):
        canvas.drawString(40, 330, f"Words of page {number + 1}")
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture(scope="module")
def content() -> bytes:
    return _pdf(3)


@pytest.fixture(scope="module")
def renderers() -> Iterator[list[PageImageRenderer]]:
    """Drawings that the module's tests made, which end with it."""
    built: list[PageImageRenderer] = []
    yield built
    for item in built:
        item.close()


@pytest.fixture
def printed_document(
    sample: ModuleType,
    settings: LazySettings,
    tmp_path: Path,
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
    renderers: list[PageImageRenderer],
) -> Document:
    """A document whose file is there: page 2 holds a passage with a box, and a statement."""
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "printed.pdf").write_bytes(content)
    id = compute_document_id(content)
    document: Document = replace(sample.REPORT, id=id, work=id, source="printed.pdf", size=len(content), pages=3)
    box = Box(page=2, left=30, top=50, right=270, bottom=90)
    passage = sample._passage(document, 0, "States should train inspectors.", page=2, paragraph="7", boxes=(box,))
    text = sample._statement(passage, "States should train inspectors.", addressees=(sample.STATES[0],))
    library = tmp_path / "library"
    compiled = CompiledDocument(document=document, passages=(passage,), statements=(text,))
    sample.build(library, [*sample.EVERYTHING, compiled])
    save_sources(library / "palermo.toml", [folder])
    settings.PALERMO_LIBRARY = library
    monkeypatch.setattr(module, "Sandbox", DirectSandbox)
    renderers.append(PageImageRenderer(Library(library), PageImageCache(tmp_path / "shelf")))
    monkeypatch.setattr(module, "open_renderer", lambda *_: renderers[-1])
    return document


def _image(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def test_a_page_is_shown_next_to_its_text(client: Client, printed_document: Document) -> None:
    page = client.get(f"/en/documents/{printed_document.id}/").content.decode()
    result = re.search(r'<img class="picture" src="([^"]+)"[^>]*alt="([^"]+)"', page)
    assert result is not None
    assert result[2] == "Picture of page 2 with the quoted place marked"
    drawn = client.get(result[1].replace("&amp;", "&"))
    assert (drawn.status_code, drawn.headers["Content-Type"]) == (200, "image/webp")
    assert _image(drawn.content).size[0] in (560, 561)
    assert "ETag" in drawn.headers
    plain = client.get(result[1].partition("?")[0])
    assert plain.content != drawn.content


def test_a_page_has_a_page_of_its_own(client: Client, printed_document: Document) -> None:
    address = f"/en/documents/{printed_document.id}/pages/2/"
    page = client.get(address).content.decode()
    assert "<h1" in page
    assert "Page 2 of 3" in page
    assert "States should train inspectors." in page
    assert 'rel="next"' in page
    large = re.search(r'src="([^"]+size=large[^"]*)"', page)
    assert large is not None
    assert _image(client.get(large[1].replace("&amp;", "&")).content).size[0] in (1240, 1241)
    assert "Nothing found on this page." in client.get(f"/en/documents/{printed_document.id}/pages/3/").content.decode()
    assert client.get(f"/en/documents/{printed_document.id[:9]}/pages/2/").headers["Location"] == address


@pytest.mark.parametrize("number", ["0", "4", "99999999999"])
def test_a_page_that_is_not_there_is_reported(client: Client, printed_document: Document, number: str) -> None:
    for end in ("/", ".webp"):
        response = client.get(f"/en/documents/{printed_document.id}/pages/{number}{end}")
        assert response.status_code == 404
        assert "Page not found" in response.content.decode()


def test_the_statement_stands_on_its_page(client: Client, printed_document: Document, content: bytes) -> None:
    page = client.get(f"/en/recommendations/?document={printed_document.id}").content.decode()
    address = re.search(r'href="(/en/statements/\w+/)"', page)
    assert address is not None
    statement = client.get(address[1]).content.decode()
    assert "On its page" in statement
    assert "Picture of page 2 with the quoted place marked" in statement


def test_a_quote_is_marked_in_its_passage(
    client: Client, printed_document: Document, renderers: list[PageImageRenderer], monkeypatch: pytest.MonkeyPatch
) -> None:
    requests: list[PageImageRequest] = []

    def drawn(_document: Document, wanted: PageImageRequest) -> bytes:
        requests.append(wanted)
        return b"a picture"

    monkeypatch.setattr(renderers[-1], "render", drawn)
    text = get_current_view().list_statements(printed_document.id)[0]
    address = f"/en/documents/{printed_document.id}/pages/2.webp?mark={text.locator.passage}"
    for quote in (text.id, "ffffffffffffffffffff", "%00'<", ""):
        assert client.get(f"{address}&quote={quote}").status_code == 200
    client.get(f"/en/documents/{printed_document.id}/pages/2.webp?mark=ffffffffffffffffffff&quote={text.id}")
    assert [item.quote for item in requests] == [text.quote, "", "", "", ""]
    page = client.get(f"/en/documents/{printed_document.id}/pages/2/").content.decode()
    assert f"?mark={text.locator.passage}&amp;quote={text.id}" in page
    displayed = client.get(
        f"/en/documents/{printed_document.id}/pages/2/?mark={text.locator.passage}&quote={text.id}"
    ).content.decode()
    assert "Picture of page 2 with the quoted place marked" in displayed


def test_no_picture_without_the_file(client: Client, sample: ModuleType) -> None:
    page = client.get(f"/en/documents/{sample.REPORT.id}/").content.decode()
    assert "No picture of its pages: the file itself is not on this server." in page
    assert 'class="picture"' not in page
    assert client.get(f"/en/documents/{sample.REPORT.id}/pages/8.webp").status_code == 404
    assert (
        "the file itself is not on this server"
        in client.get(f"/en/documents/{sample.REPORT.id}/pages/8/").content.decode()
    )


def test_no_picture_where_only_quotes_may_be_shown(client: Client, sample: ModuleType) -> None:
    page = client.get(f"/en/documents/{sample.QUOTES.id}/").content.decode()
    assert "No picture of its pages: only quotes of this document may be shown." in page
    assert client.get(f"/en/documents/{sample.QUOTES.id}/pages/2.webp").status_code == 404
    by_itself = client.get(f"/en/documents/{sample.QUOTES.id}/pages/2/").content.decode()
    assert "وبقية الفقرة" not in by_itself
    assert "ينبغي للدول أن تدرب مفتشي العمل." in by_itself


def test_rights_hold_whatever_was_drawn_before(
    client: Client, printed_document: Document, sample: ModuleType, settings: LazySettings
) -> None:
    address = f"/en/documents/{printed_document.id}/pages/2.webp"
    assert client.get(address).status_code == 200
    closed = replace(printed_document, full_text=False)
    sample.build(settings.PALERMO_LIBRARY, [CompiledDocument(document=closed, passages=(), statements=())])
    assert client.get(address).status_code == 404
    hidden = replace(printed_document, visibility="members")
    sample.build(settings.PALERMO_LIBRARY, [CompiledDocument(document=hidden, passages=(), statements=())])
    assert client.get(address).status_code == 404


def test_a_file_that_has_changed_is_not_shown(
    client: Client, printed_document: Document, settings: LazySettings
) -> None:
    path = Path(settings.PALERMO_LIBRARY).with_name("papers") / "printed.pdf"
    path.write_bytes(
        path.read_bytes().replace(b"Words", b"Wards").ljust(printed_document.size)[: printed_document.size]
    )
    if path.read_bytes() == _pdf(3):  # the words are packed: change a byte of the end instead
        path.write_bytes(path.read_bytes()[:-1] + b" ")
    assert client.get(f"/en/documents/{printed_document.id}/pages/1.webp").status_code == 404


def test_the_shelf_keeps_its_bounds(tmp_path: Path) -> None:
    shelf = PageImageCache(tmp_path / "shelf", max_files=10, max_bytes=1000)
    for number in range(30):
        shelf.put(f"{number:02x}aa", b"x" * 20)
        os.utime(tmp_path / "shelf" / f"{number:02x}" / f"{number:02x}aa", (number, number))
    stored = [number for number in range(30) if shelf.get(f"{number:02x}aa")]
    assert len(stored) <= 10
    assert stored[-1] == 29
    shelf.put("ffaa", b"x" * 950)
    assert sum(path.stat().st_size for path in (tmp_path / "shelf").rglob("*") if path.is_file()) <= 1000


def test_a_shelf_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("in the way")
    shelf = PageImageCache(tmp_path / "shelf")
    shelf.put("ffaa", b"x")
    assert shelf.get("ffaa") is None


def test_the_page_of_a_quote_is_that_on_which_its_words_stand(sample: ModuleType) -> None:
    text = "Before all else. " * 20 + "States should train inspectors."
    over = (Box(page=4, left=0, top=300, right=200, bottom=390), Box(page=5, left=0, top=40, right=200, bottom=60))
    passage = sample._passage(sample.REPORT, 0, text, page=4, boxes=over)
    last = sample._statement(passage, "States should train inspectors.", addressees=())
    first = sample._statement(passage, "Before all else.", addressees=())
    assert (page_images.locate_page(passage, first), page_images.locate_page(passage, last)) == (4, 5)
    assert page_images.choose_page_preview([passage], [last]) == page_images.PagePreview(
        page=5, passage_id=passage.id, paragraph_number=None, quote=last.id
    )
    both = page_images.choose_page_preview([passage], [first, last])
    assert both == page_images.PagePreview(page=4, passage_id=passage.id, paragraph_number=None)
    assert page_images.locate_page(replace(passage, boxes=()), first) == 4


def test_a_forgotten_renderer_ends_its_process(
    client: Client,
    printed_document: Document,
    renderers: list[PageImageRenderer],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "Sandbox", Sandbox)
    renderers.append(PageImageRenderer(renderers[-1].library, PageImageCache(tmp_path / "another shelf")))
    assert client.get(f"/en/documents/{printed_document.id}/pages/2.webp").status_code == 200
    worker = renderers[-1]._sandbox._process
    assert worker is not None
    assert worker.is_alive
    renderers.pop()
    gc.collect()
    assert not worker.is_alive
