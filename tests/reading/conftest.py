"""Fixture that writes small PDF files, for the tests of reading."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

Print = tuple[float, float, str, str, float]
"""x and y in points from the page's upper left corner, words, font, size."""
Printer = Callable[[Sequence[Sequence[Print]]], bytes]


@pytest.fixture
def print_pdf() -> Printer:
    """Print pages of words at places."""

    def printer(pages: Sequence[Sequence[Print]]) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4, invariant=1)
        for page in pages:
            for x, y, words, font, size in page:
                canvas.setFont(font, size)
                canvas.drawString(x, A4[1] - y, words)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return printer


@pytest.fixture
def report(print_pdf: Printer) -> bytes:
    """A made-up review report of four pages: cover, a debate, and lists that run over a page's end."""
    plain, bold = "Helvetica", "Helvetica-Bold"

    def head(page: int) -> list[Print]:
        return [(400, 40, "A/SAMPLE/12/7", plain, 9), (400, 52, f"Page {page}", plain, 9)]

    def lines(y: float, rows: Sequence[str], x: float = 70, font: str = plain) -> list[Print]:
        return [(x, y + 12 * i, row, font, 10) for i, row in enumerate(rows)]

    cover = [
        (70, 60, "United Nations", plain, 10),
        (420, 60, "A/HRC/99/7", plain, 10),
        (70, 90, "General Assembly", bold, 14),
        (420, 90, "Distr.: General", plain, 9),
        (420, 101, "4 January 2010", plain, 9),
        (420, 125, "Original: English", plain, 9),
        (70, 160, "Human Rights Council", bold, 12),
        (70, 174, "Thirteenth session", bold, 10),
        (70, 186, "Agenda item 6", plain, 10),
        (70, 230, "Report of the Working Group on the Universal Periodic Review*", bold, 15),
        (70, 280, "Kenya", bold, 12),
        (70, 700, "* The annex to the present report is circulated as received.", plain, 8),
    ]
    debate = [
        *head(2),
        (200, 90, "I. Summary of the proceedings", bold, 10),
        *lines(120, ["1. The delegation said that the plan against trafficking in persons had been", "renewed."]),
        *lines(156, ["2. It thanked the speakers for their questions about the protection of child-"]),
        *lines(168, ["ren, and announced a law on the matter."]),
        *lines(192, ["3. Others asked how children are protected in the review of the plan, and what the"]),
        *lines(204, ["budget of the plan was."]),
    ]
    first = [
        *head(3),
        (180, 90, "II. Conclusions and/or recommendations", bold, 10),
        *lines(120, ["4. The recommendations listed below enjoy the support of Kenya:"], font=bold),
        *lines(144, ["4.1. Adopt a law on the protection of victims of trafficking", "(Norway);"], 100, bold),
        *lines(180, ["4.2. Train judges (Iran (Islamic Republic of), Bosnia and", "Herzegovina);"], 100, bold),
        *lines(216, ["4.3. Give labour inspectors the means to visit every workplace and"], 100, bold),
    ]
    second = [
        *head(4),
        *lines(90, ["publish what they find (Chile); ratify the Protocol (Peru).1"], 100, bold),
        *lines(120, ["5. The recommendations below did not enjoy the support of Kenya:"], font=bold),
        *lines(144, ["5.1. Abolish the fee for work permits (Uruguay)."], 100, bold),
        *lines(170, ["6. All conclusions and recommendations contained in the present report are those of"]),
        *lines(182, ["the speakers."]),
        (70, 740, "1 Kenya noted that the Protocol was ratified.", plain, 7),
    ]
    return print_pdf([cover, debate, first, second])
