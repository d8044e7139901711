"""Tests of scores as text, as JSON values, and as a page of mistakes."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from palermo.evaluation import Evaluation, MarkedSpan, Mistake, ScoreRow, ScoreTable
from palermo.publishing.evaluation_report import build_evaluation_values, format_evaluation, render_evaluation_page

LINE = ScoreRow(name="all", gold=4, predicted=2, matched=2, low=0.4, high=0.9)
MISS = Mistake(
    category="missed", cause="missed list item", document="kenya.pdf", location="page 4", labelled="Adopt a law"
)
MADE = Evaluation(
    name="statements",
    tables=(ScoreTable(title="by kind", rows=(LINE,)),),
    mistakes=(MISS, replace(MISS, labelled="Train judges")),
    notes=("a note",),
)


def test_tables_causes_and_some_mistakes_are_written() -> None:
    lines = list(format_evaluation(MADE, mistakes=1))
    assert lines[1].split() == ["all", "4", "2", "2", "1.0000", "0.5000", "0.6667", "0.4000", "to", "0.9000"]
    assert "missed: missed list item: 2" in lines
    assert "      labelled: Adopt a law" in lines
    assert not any("Train judges" in line for line in lines)


def test_values_hold_what_the_lines_say() -> None:
    built = build_evaluation_values(MADE)
    assert built["tables"]["by kind"]["all"]["recall"] == 0.5
    assert built["causes"] == {"missed: missed list item": 2}


class Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))


@pytest.fixture
def page() -> str:
    text = "<script>alert(1)</script> لا بد من قانون"
    marks = (MarkedSpan(start_char=0, end_char=8, labelled=True), MarkedSpan(start_char=4, end_char=12, labelled=False))
    mistake = replace(MISS, passage=text, marks=marks, language="ar", why=("a rule & its words",))
    return render_evaluation_page(replace(MADE, mistakes=(mistake,)), "Palermo against <gold>")


def test_a_passage_is_read_with_what_is_labelled_and_found_marked(page: str) -> None:
    assert "<mark class='labelled'>&lt;scr</mark>" in page
    assert "<mark class='both'>ipt&gt;</mark>" in page
    assert "<mark class='found'>aler</mark>" in page
    assert "<blockquote lang='ar' dir='rtl'>" in page
    assert "a rule &amp; its words" in page


def test_the_page_needs_nothing_from_elsewhere_and_its_links_lead_somewhere(page: str) -> None:
    reader = Read()
    reader.feed(page)
    names = [name for name, _ in reader.tags]
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert "<title>Palermo against &lt;gold&gt;</title>" in page
    ids = {attributes["id"] for _, attributes in reader.tags if "id" in attributes}
    links = {(attributes.get("href") or "")[1:] for tag, attributes in reader.tags if tag == "a"}
    assert links
    assert links <= ids


def test_a_long_passage_is_cut_around_what_is_marked() -> None:
    text = "x" * 5000 + "HERE" + "y" * 5000
    mistake = replace(MISS, passage=text, marks=(MarkedSpan(start_char=5000, end_char=5004, labelled=True),))
    page = render_evaluation_page(replace(MADE, mistakes=(mistake,)), "Title")
    assert "<blockquote>…xxx" in page
    assert "<mark class='labelled'>HERE</mark>yyy" in page
    assert "x" * 700 not in page
