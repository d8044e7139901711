"""The sample library: every text rendered to its format, with a catalogue beside the files."""

import csv
import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from digests.digest_texts import DigestText, read_text
from digests.docx_renderer import render_docx
from digests.front_matter import DigestFormat
from digests.html_renderer import render_html
from digests.pdf_renderer import render_pdf, render_tagged_pdf
from palermo.errors import SourceMissing
from palermo.sources.catalogue import CATALOGUE_FILE, COLUMNS

_FILE_EXTENSIONS = {
    DigestFormat.PDF: "pdf",
    DigestFormat.PDF_TWO_COLUMNS: "pdf",
    DigestFormat.PDF_TAGGED: "pdf",
    DigestFormat.DOCX: "docx",
    DigestFormat.HTML: "html",
}


def render_sample(texts: Path, target: Path) -> int:
    """Render each `*.md` in `texts` into the folder `target`, in place of what it holds; return the number of texts.

    Raises SourceMissing if there are no texts, and CatalogueInvalid for an invalid one, before anything is written.
    """
    digest_texts = read_texts(texts)
    files = {build_file_name(text): render_text(text) for text in digest_texts}
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name, content in files.items():
        (target / name).write_bytes(content)
    (target / CATALOGUE_FILE).write_text(build_catalogue(digest_texts), encoding="utf-8", newline="")
    return len(digest_texts)


def read_texts(folder: Path) -> list[DigestText]:
    """Read the texts of a folder in order of their names."""
    if not folder.is_dir():
        raise SourceMissing(str(folder), "there is no such folder", "Name the folder that holds the sample texts")
    texts = [read_text(path) for path in sorted(folder.glob("*.md"))]
    if not texts:
        raise SourceMissing(str(folder), "it contains no text (*.md)", "Name the folder that holds the sample texts")
    return texts


def render_text(text: DigestText) -> bytes:
    """Render a text to its format."""
    match text.format:
        case DigestFormat.DOCX:
            return render_docx(text)
        case DigestFormat.HTML:
            return render_html(text)
        case DigestFormat.PDF_TWO_COLUMNS:
            return render_pdf(text, columns=2)
        case DigestFormat.PDF_TAGGED:
            return render_tagged_pdf(text)
        case DigestFormat.PDF:
            return render_pdf(text)


def build_file_name(text: DigestText) -> str:
    """Return the name of the file that a text is rendered to."""
    return f"{text.name}.{_FILE_EXTENSIONS[text.format]}"


def build_catalogue(texts: Iterable[DigestText]) -> str:
    """Return the catalogue of texts as CSV with CRLF; publishers are registry ids joined by `;`."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(_build_row(text) for text in texts)
    return out.getvalue()


def _build_row(text: DigestText) -> dict[str, str]:
    """Return the columns for which a text has a value; each text is a Work of its own."""
    return {
        "file": build_file_name(text),
        "title": text.title,
        "date": text.date or "",
        "publisher": ";".join(text.publishers),
        "symbol": text.symbol or "",
        "language": text.language,
        "nature": text.nature.value,
        "address": text.address,
        "of": ";".join(text.works),
        "visibility": "public",
        "rights": "full",
    }
