"""Tests of spurious spaces, also in lines with cells."""

from collections.abc import Callable, Sequence

from reportlab.pdfbase.pdfmetrics import stringWidth

from palermo.reading import read

Print = tuple[float, float, str, str, float]
Printer = Callable[[Sequence[Sequence[Print]]], bytes]
FONT, SIZE = "Times-Roman", 10.0


def test_figures_after_a_word_that_is_set_apart_stay_whole(print_pdf: Printer) -> None:
    rows = (
        (("Meetings held in the region for mea", "sures on fees"), ("50", "48", "[50]")),
        (("Seminars on the in", "spection of work"), ("40", "36", "[40]")),
        (("Papers on pla", "ces of origin"), ("87", "74", "[84]")),
    )
    page: list[Print] = []
    for at, ((begin, end), figures) in enumerate(rows):
        page.append((70, 100 + 16 * at, begin, FONT, SIZE))
        page.append((70 + stringWidth(begin, FONT, SIZE) + 1.9, 100 + 16 * at, end, FONT, SIZE))
        page += [(330 + 60 * place, 100 + 16 * at, figure, FONT, SIZE) for place, figure in enumerate(figures)]
    texts = " ".join(passage.text for passage in read(print_pdf([page]), "table.pdf").passages)
    assert texts.split() == " ".join("".join(words) + " " + " ".join(figures) for words, figures in rows).split()
