"""The sample library: every text rendered to its format, with a catalogue beside the files."""

import csv
import io
import shutil
from collections.abc import Iterable
from pathlib import Path

from palermo.digests.digest_texts import DigestFormat, DigestText, read_text
from palermo.digests.docx_renderer import render_docx
from palermo.digests.html_renderer import render_html
from palermo.digests.pdf_renderer import render_pdf, render_tagged_pdf
from palermo.errors import SettingInvalid, SourceMissing
from palermo.sources.catalogue import CATALOGUE_FILE, COLUMNS

_FILE_EXTENSIONS = {
    DigestFormat.PDF: "pdf",
    DigestFormat.PDF_TWO_COLUMNS: "pdf",
    DigestFormat.PDF_TAGGED: "pdf",
    DigestFormat.DOCX: "docx",
    DigestFormat.HTML: "html",
}


def render_sample(texts: Path, target: Path) -> int:
    """Render each `*.md` in `texts` into the folder `target`, atomically; return the number of documents.

    An earlier sample in `target` is replaced. Raises SourceMissing if there are no texts, CatalogueInvalid for an
    invalid text, and SettingInvalid if `target` contains anything else.
    """
    digest_texts = read_texts(texts)
    _check_target(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh, stale = (target.with_name(f".{target.name}.{state}") for state in ("new", "old"))
    for leftover in (fresh, stale):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir()
    for text in digest_texts:
        (fresh / build_file_name(text)).write_bytes(render_text(text))
    (fresh / CATALOGUE_FILE).write_text(build_catalogue(digest_texts), encoding="utf-8", newline="")
    if target.exists():
        target.rename(stale)
    fresh.rename(target)
    shutil.rmtree(stale, ignore_errors=True)
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


def _check_target(target: Path) -> None:
    """Refuse a folder that is neither empty nor an earlier sample; raises SettingInvalid."""
    if target.is_dir() and any(target.iterdir()) and not (target / CATALOGUE_FILE).is_file():
        raise SettingInvalid(
            str(target), "it contains files that are not a sample library", "Name an empty or new folder"
        )
    if target.exists() and not target.is_dir():
        raise SettingInvalid(str(target), "it is a file", "Name a folder")
