"""Tests of scanned pages: detection, words of Tesseract, and a missing Tesseract."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from palermo.errors import NoText
from palermo.reading import compute_version, ocr, read, tesseract
from palermo.reading.tesseract import RecognisedWord
from palermo.statements import PassageKind

LINES = ("1. States should train labour inspectors", "to identify victims of trafficking.")


def scan(*pages: tuple[str, ...], after: str = "") -> bytes:
    """A PDF whose pages are pictures of lines; `after` stands as text on a last page."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for lines in pages:
        picture = Image.new("L", (1654, 2339), 255)
        draw = ImageDraw.Draw(picture)
        for row, line in enumerate(lines):
            draw.text((200, 300 + 60 * row), line, font=ImageFont.load_default(size=36), fill=0)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        canvas.showPage()
    if after:
        canvas.drawString(70, 700, after)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_word(text: str, number: int, *, paragraph: int = 1, line: int = 1, confidence: float = 95.0) -> RecognisedWord:
    left = 100 * number
    return RecognisedWord(
        text=text,
        confidence=confidence,
        paragraph=(paragraph, 1),
        line_number=line,
        left=left,
        top=50 * line,
        right=left + 90,
        bottom=50 * line + 20,
    )


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    tesseract.find_tesseract.cache_clear()


@pytest.fixture(autouse=True)
def fresh_tesseract() -> None:
    tesseract.find_tesseract.cache_clear()


@pytest.mark.slow
@pytest.mark.tesseract
def test_words_of_a_picture_are_passages_on_their_page_and_say_so() -> None:
    reading = read(
        scan(LINES, after="The second page holds enough text of its own, more than forty letters."), "scan.pdf"
    )
    first, second = reading.passages
    assert (first.text, first.paragraph, first.page) == (" ".join(LINES)[3:], "1", 1)
    assert first.boxes[0].page == 1
    assert 60 < first.boxes[0].left < 90
    assert (second.page, reading.language, reading.pages) == (2, "en", 2)
    ((page, confidence),) = [(item.page, item.confidence) for item in reading.recognised]
    assert page == 1
    assert confidence > 0.7
    assert not reading.recovered


@pytest.mark.tesseract
def test_the_key_of_a_reading_says_which_tesseract_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "tesseract" in compute_version()
    monkeypatch.setattr("shutil.which", lambda program: None)
    tesseract.find_tesseract.cache_clear()
    assert "tesseract" not in compute_version()


@pytest.mark.tesseract
def test_a_picture_without_words_is_refused() -> None:
    with pytest.raises(NoText, match="Tesseract recognises none"):
        read(scan(()), "blank.pdf")


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_the_reason_and_the_mend_name_it() -> None:
    with pytest.raises(NoText, match=r"its page with a picture holds no text, and Tesseract is not installed") as error:
        read(scan(LINES), "scan.pdf")
    assert "Install tesseract with the languages ara, chi_sim, eng, fra, rus and spa" in error.value.hint


@pytest.mark.usefixtures("without_tesseract")
def test_without_tesseract_pages_with_text_are_read_all_the_same() -> None:
    reading = read(scan(LINES, after="The second page holds enough text of its own, more than forty letters."), "a.pdf")
    assert [passage.page for passage in reading.passages] == [2]
    assert reading.recognised == ()


def test_only_pages_without_text_are_pictures() -> None:
    content = scan(LINES, (), after="The third page holds enough text of its own, more than forty letters.")
    assert ocr.find_picture_pages(content, {1, 2, 3}) == [1, 2]


def test_paragraphs_of_doubtful_words_are_dropped() -> None:
    words = [make_word("States", 1), make_word("~e", 1, paragraph=2, confidence=20.0), make_word("—", 1, paragraph=3)]
    assert [block.text for block in ocr.group_words(words, 4, 2.0)] == ["States"]


def test_large_letters_are_a_heading_and_numbers_stand_apart() -> None:
    large = RecognisedWord(
        text="Annex", confidence=90, paragraph=(1, 1), line_number=1, left=0, top=0, right=200, bottom=60
    )
    words = [large, *(make_word(text, n, paragraph=2) for n, text in enumerate(["(a)", "train", "the", "judges"]))]
    heading, item = ocr.group_words(words, 1, 2.0)
    assert (heading.kind, heading.text, heading.level) == (PassageKind.HEADING, "Annex", 1)
    assert (item.kind, item.number, item.text) == (PassageKind.ITEM, "(a)", "train the judges")
    assert (item.boxes[0].left, item.boxes[0].top) == (0.0, 25.0)


@pytest.mark.parametrize(
    ("visited", "right"),
    [
        ("(انظر الوثيقة (A/RES/64/293\u200f أن تعزز", "(انظر الوثيقة A/RES/64/293) أن تعزز"),
        ("القرار )2016( أن", "القرار (2016) أن"),
        ("States should act (see A/1)", "States should act (see A/1)"),
        ("联合国 大会 报告", "联合国大会报告"),
    ],
)
def test_lines_are_put_straight(visited: str, right: str) -> None:
    words = [make_word(text, n) for n, text in enumerate(visited.split())]
    assert [block.text for block in ocr.group_words(words, 1, 2.0)] == [right]


def test_confidence_counts_letters() -> None:
    assert ocr.compute_confidence([make_word("aaa", 1, confidence=100), make_word("b", 2, confidence=0)]) == 0.75
    assert ocr.compute_confidence([]) == 0.0


@pytest.mark.usefixtures("without_tesseract")
def test_no_program_gives_no_words() -> None:
    call: Callable[[bytes, str], list[RecognisedWord]] = tesseract.recognise_words
    assert call(b"", "eng") == []
