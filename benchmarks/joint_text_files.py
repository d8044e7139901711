"""Word files of joint texts through LibreOffice: saved again, compared page by page as pictures, and read back.

    .venv/bin/python benchmarks/joint_text_files.py [--keep FOLDER]

Ten texts in six languages, from the shipped outlines with footnotes, nested items and tables, are written as Word
files. LibreOffice saves each again and prints both; the pages are compared as pictures. What the saved file would
change in the text is counted: it should be nothing. Then each gets tracked changes and a comment, LibreOffice saves
it, and the proposals and comments that are read are compared with those that were made. Needs `soffice` (Debian:
libreoffice-writer-nogui).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import numpy as np
import pypdfium2
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from palermo.access import Actor, Role
from palermo.joint_texts import changes as c
from palermo.joint_texts.change_rules import begin_text, make_changes
from palermo.joint_texts.enums import ParagraphKind, TextKind
from palermo.joint_texts.outlines import load_outlines, parse_outline
from palermo.publishing.joint_text_files.docx_writer import BOOKMARK_PREFIX, write_docx
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
            "tracked_changes": sum(int(row["tracked"]) for row in rows),
            "tracked_changes_read": sum(int(row["tracked_read"]) for row in rows),
            "other_changes_read": sum(int(row["others_read"]) for row in rows),
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
    return _measure_tracked(stem, layout) | {
        "pages": len(pages[0]),
        "saved_pages": len(pages[1]),
        "paragraphs": len(list_original_texts(layout)),
        "matched": edits.matched,
        "changes": len(edits.proposals) + len(edits.comments),
        "different_percent": max(_compare_pictures(*pair) for pair in zip(*pages, strict=False)),
    }


def _measure_tracked(stem: Path, layout: TextLayout) -> dict[str, float]:
    """Track changes in the Word file, let LibreOffice save it, and count what is read of them."""
    written, saved = stem / "tracked", stem / "tracked-saved"
    for folder in (written, saved):
        folder.mkdir(parents=True, exist_ok=True)
    content, expected = _track_changes(write_docx(layout), layout)
    (written / "text.docx").write_bytes(content)
    _convert(written / "text.docx", "docx", saved)
    edits = compare_docx(open_edited_docx((saved / "text.docx").read_bytes(), "text.docx"), layout)
    found = {(one.paragraph, one.action.value, one.text) for one in edits.proposals}
    found |= {(one.paragraph, "comment", one.text) for one in edits.comments}
    return {
        "tracked": len(expected),
        "tracked_read": len(expected & found),
        "others_read": len(found - expected),
    }


def _track_changes(content: bytes, layout: TextLayout) -> tuple[bytes, set[tuple[str, str, str]]]:
    """Return the file with tracked edits, a new and a deleted paragraph, and a comment; and what they propose."""
    document = docx.Document(BytesIO(content))
    word, expected = layout.title, set[tuple[str, str, str]]()
    places = {
        mark.get(qn("w:name"), "").removeprefix(BOOKMARK_PREFIX): paragraph
        for paragraph in document.paragraphs
        for mark in paragraph._p.iter(qn("w:bookmarkStart"))
    }
    blocks = [block for block in layout.blocks if block.id in places and len(block.text) > 4]
    for block in blocks[::3]:
        _track_edit(places[block.id]._p, word)
        expected.add((block.id, "replace", f"{word} {block.text[2:]}"))
    added, commented = blocks[1], blocks[0]
    removed = next(block for block in reversed(blocks) if block not in blocks[::3])
    places[added.id]._p.addnext(_wrap_paragraph("ins", f"{word} {word}", "t"))
    expected.add((added.id, "insert", f"{word} {word}"))
    _track_deletion(places[removed.id]._p)
    expected.add((removed.id, "delete", ""))
    document.add_comment(places[commented.id].runs, text=word, author="Cloud", initials="C")
    expected.add((commented.id, "comment", word))
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue(), expected


def _wrap_runs(tag: str, *runs: Any) -> Any:
    """Return runs as a tracked change."""
    change = OxmlElement(f"w:{tag}")
    change.set(qn("w:id"), "900")
    change.set(qn("w:author"), "Cloud")
    change.set(qn("w:date"), "2027-01-05T09:00:00Z")
    change.extend(runs)
    return change


def _make_run(text: str, tag: str) -> Any:
    run, words = OxmlElement("w:r"), OxmlElement(f"w:{tag}")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def _track_edit(paragraph: Any, word: str) -> None:
    """Delete the first two characters of a paragraph, and insert a word there."""
    run = paragraph.find(qn("w:r"))
    words = run.find(qn("w:t"))
    run.addprevious(_wrap_runs("del", _make_run(words.text[:2], "delText")))
    run.addprevious(_wrap_runs("ins", _make_run(f"{word} ", "t")))
    words.text = words.text[2:]
    words.set(qn("xml:space"), "preserve")


def _wrap_paragraph(tag: str, text: str, words_tag: str) -> Any:
    paragraph = OxmlElement("w:p")
    _mark_paragraph(paragraph, tag)
    paragraph.append(_wrap_runs(tag, _make_run(text, words_tag)))
    return paragraph


def _mark_paragraph(paragraph: Any, tag: str) -> None:
    """Track the mark of a paragraph, with which it is new or deleted as a whole."""
    properties = paragraph.get_or_add_pPr()
    marks = properties.get_or_add_rPr() if hasattr(properties, "get_or_add_rPr") else properties.find(qn("w:rPr"))
    if marks is None:
        marks = OxmlElement("w:rPr")
        properties.append(marks)
    marks.insert(0, _wrap_runs(tag))


def _track_deletion(paragraph: Any) -> None:
    _mark_paragraph(paragraph, "del")
    for run in paragraph.findall(qn("w:r")):
        for words in run.findall(qn("w:t")):
            words.tag = qn("w:delText")
        run.addprevious(change := _wrap_runs("del"))
        change.append(run)


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
