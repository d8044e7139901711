"""Word files of joint texts through LibreOffice: saved again, compared page by page as pictures, and read back.

    .venv/bin/python benchmarks/joint_text_files.py [--keep FOLDER]

Ten texts in six languages, from the shipped outlines with footnotes, nested items and tables, are written as Word
files. LibreOffice saves each again and prints both; the pages are compared as pictures. What the saved file would
change in the text is counted: it should be nothing. Needs `soffice` (Debian: libreoffice-writer-nogui).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pypdfium2

from palermo.access import Actor, Role
from palermo.joint_texts import changes as c
from palermo.joint_texts.change_rules import begin_text, make_changes
from palermo.joint_texts.enums import ParagraphKind, TextKind
from palermo.joint_texts.outlines import load_outlines, parse_outline
from palermo.publishing.joint_text_files.docx_writer import write_docx
from palermo.publishing.joint_text_files.edited_docx import compare_docx, list_original_texts, open_edited_docx
from palermo.publishing.joint_text_files.text_layout import TextLayout, build_layout
from results import tell

TEXTS = (
    *((language, TextKind.CALL, 3) for language in ("en", "fr", "es", "ar", "ru", "zh")),
    ("en", TextKind.LETTER, 1),
    ("en", TextKind.SUBMISSION, 12),
    ("ar", TextKind.BRIEF, 12),
    ("zh", TextKind.STATEMENT, 12),
)
"""Language, kind, and how often its outline comes in the text."""
SECRETARIAT = Actor(1, frozenset({Role.SECRETARIAT}), frozenset())
SCALE = 1.5
"""Pixels per point of a picture."""


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--keep", type=Path, help="Folder for the files.")
    folder = parser.parse_args().keep
    if not shutil.which("soffice"):
        sys.exit("soffice is missing. Install it: apt-get install libreoffice-writer-nogui")
    with tempfile.TemporaryDirectory() as temporary:
        place = folder or Path(temporary)
        rows = [_measure(place / f"{at}-{one[0]}-{one[1]}", *one) for at, one in enumerate(TEXTS)]
    tell(
        "joint_text_files",
        {
            "texts": len(rows),
            "pages": sum(int(row["pages"]) for row in rows),
            "paragraphs": sum(int(row["paragraphs"]) for row in rows),
            "matched": sum(int(row["matched"]) for row in rows),
            "changes": sum(int(row["changes"]) for row in rows),
            "texts_with_other_page_count": sum(row["pages"] != row["saved_pages"] for row in rows),
            "most_different_pixels_percent": max(row["different_percent"] for row in rows),
        },
    )


def _make_text(language: str, kind: TextKind, times: int) -> TextLayout:
    now = datetime(2027, 1, 4, tzinfo=UTC)
    created = c.TextCreated(kind=kind, title=kind.value, language=language, zone="UTC")
    text, _first = begin_text(created, SECRETARIAT, now)
    outline = load_outlines(language)[kind]
    changes = list(parse_outline(outline * times))
    words = [one.text for one in changes]
    last = [one.paragraph for one in changes if one.parent is None][-1]
    made: list[c.Change] = [*changes]
    made += [
        c.ParagraphAdded(paragraph=f"n{at}", kind=ParagraphKind.FOOTNOTE, text=words[at % len(words)], parent=one)
        for at, one in enumerate(one.paragraph for one in changes if one.kind is ParagraphKind.PARAGRAPH)
    ]
    table = f"{words[0]}\t{words[1]}\n1\t2"
    made.append(c.ParagraphAdded(paragraph="t1", kind=ParagraphKind.TABLE, text=table, after=last))
    return build_layout(make_changes(text, made, SECRETARIAT, now)[0], "abc123def456")


def _measure(stem: Path, language: str, kind: TextKind, times: int) -> dict[str, float]:
    layout = _make_text(language, kind, times)
    written, saved = stem / "written", stem / "saved"
    for folder in (written, saved):
        folder.mkdir(parents=True, exist_ok=True)
    (written / "text.docx").write_bytes(write_docx(layout))
    _convert(written / "text.docx", "docx", saved)
    pages = [_draw_pages(_convert(folder / "text.docx", "pdf", folder)) for folder in (written, saved)]
    edits = compare_docx(open_edited_docx((saved / "text.docx").read_bytes(), "text.docx"), layout)
    return {
        "pages": len(pages[0]),
        "saved_pages": len(pages[1]),
        "paragraphs": len(list_original_texts(layout)),
        "matched": edits.matched,
        "changes": len(edits.proposals) + len(edits.comments),
        "different_percent": max(_compare_pictures(*pair) for pair in zip(*pages, strict=False)),
    }


def _convert(path: Path, format: str, folder: Path) -> Path:
    """Convert a file with LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder.parent.resolve()}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", format, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / f"{path.stem}.{format}"


def _draw_pages(path: Path) -> list[np.ndarray]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=SCALE, grayscale=True).to_numpy().squeeze() for page in document]


def _compare_pictures(first: np.ndarray, second: np.ndarray) -> float:
    """Return the per cent of pixels that differ visibly; all of them if the pages differ in size."""
    if first.shape != second.shape:
        return 100.0
    return round(100 * float(np.mean(np.abs(first.astype(int) - second.astype(int)) > 64)), 2)


if __name__ == "__main__":
    main()
