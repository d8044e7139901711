"""Good files of four formats, which an edition must contain whatever else is in the folder."""

import io
import json

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WORDS = "States should train labour inspectors to identify victims of trafficking in persons, in region {}."


def pdf(mark: str, pages: int = 2) -> bytes:
    """A PDF of a few numbered paragraphs a page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for page in range(pages):
        for row in range(6):
            number = page * 6 + row + 1
            canvas.drawString(70, 760 - 40 * row, f"{number}. In {mark} {number}, {WORDS[:60]}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(mark: str) -> bytes:
    """A Word document with a heading, a list and a table."""
    document = Document()
    document.add_heading(f"Recommendations {mark}", 1)
    for number in range(4):
        document.add_paragraph(WORDS.format(f"{mark} {number}"), style="List Number")
    document.add_table(2, 2).cell(0, 0).text = f"Cell {mark}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def html(mark: str) -> bytes:
    """A web page with a heading and a list."""
    items = "".join(f"<li>{WORDS.format(f'{mark} {number}')}</li>" for number in range(4))
    return f"<!doctype html><html><body><main><h1>Page {mark}</h1><ol>{items}</ol></main></body></html>".encode()


def text(mark: str) -> bytes:
    """A text with numbered paragraphs."""
    return "\n\n".join(f"{number}. {WORDS.format(f'{mark} {number}')}" for number in range(1, 5)).encode()


def iati(mark: str) -> bytes:
    """An IATI file of a few activities."""
    activity = (
        "<iati-activity><iati-identifier>{0}</iati-identifier><reporting-org ref='X'><narrative>Forum</narrative>"
        "</reporting-org><title><narrative>Training {0}</narrative></title><recipient-country code='KE'/>"
        "</iati-activity>"
    )
    activities = "".join(activity.format(f"{mark}-{number}") for number in range(4))
    return f"<?xml version='1.0'?><iati-activities version='2.03'>{activities}</iati-activities>".encode()


def ocds(mark: str) -> bytes:
    """A package of procurement notices."""
    releases = [
        {"ocid": f"ocds-{mark}-{n}", "tender": {"title": f"Notice {mark} {n}", "description": WORDS.format(n)}}
        for n in range(4)
    ]
    return json.dumps({"releases": releases}).encode()


MADE = {"pdf": pdf, "docx": docx, "html": html, "txt": text, "xml": iati, "json": ocds}
"""Ending -> what makes such a file; files with different marks differ."""
