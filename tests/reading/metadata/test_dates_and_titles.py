"""Tests of unusually printed dates and titles."""

import pytest

from palermo.reading import read


@pytest.mark.parametrize(
    ("title", "date"),
    [
        ("Ley 4/2031, de 28 de febrero, de protección de la gente de mar", "2031-02-28"),
        ("قانون رقم (15) لسنة 2031 بشأن حماية البحارة", "2031"),
        ("Ordenanza Regional N.° 010-2031-TARN", "2031"),
        ("Ley 985 de 2031 de protección de la gente de mar", "2031"),
        ("A plan for the coast 2029-2031", None),
    ],
)
def test_the_number_of_an_act_holds_its_year(title: str, date: str | None) -> None:
    assert (
        read(f"# {title}\n\nThe first article names those who work at sea.\n".encode(), "act.md").masthead.date == date
    )


def test_the_number_of_a_note_behind_a_year_is_no_part_of_it() -> None:
    text = "# Debts at sea\n\nResearch briefing, Oct 20201\n\nThe briefing rests on forty interviews with seafarers.\n"
    assert read(text.encode(), "briefing.md").masthead.date == "2020-10"


def test_a_menu_of_the_site_is_no_title() -> None:
    text = "Media Centre\n\nNew rules for harbour labour\n\nThe province announced new rules on Monday.\n"
    assert read(text.encode(), "page.txt").title == "New rules for harbour labour"


@pytest.mark.parametrize(
    "line",
    [
        "By Harbour Workers Association",
        "Reference: Harbour Workers Association (2031). Debts at sea. Tarn: HWA.",
    ],
)
def test_a_byline_or_the_own_citation_names_the_publisher(line: str) -> None:
    text = f"# Debts at sea\n\n{line}\n\nForty vessels were counted in the harbour during the season of storms.\n"
    assert read(text.encode(), "debts.md").masthead.publisher == "Harbour Workers Association"


def test_the_grounds_of_a_law_are_no_byline() -> None:
    text = "# Ley de puertos\n\nPor cuanto el Congreso Nacional ha dado su aprobación al siguiente\n\n"
    text += "PROYECTO DE LEY:\n\nSe crea la oficina de puertos, que cuenta los barcos de cada puerto cada año.\n"
    assert read(text.encode(), "ley.md").masthead.publisher is None


def test_front_matter_between_plus_signs_is_metadata() -> None:
    text = (
        '+++\ntitle = "Debts at sea"\npublishdate = "2031-02-04"\n+++\n\nForty vessels were counted in the harbour.\n'
    )
    result = read(text.encode(), "debts.md")
    assert (result.masthead.title, result.masthead.date) == ("Debts at sea", "2031-02-04")
    assert [passage.text for passage in result.passages] == ["Forty vessels were counted in the harbour."]


def test_first_heading_that_is_a_sentence_is_the_title() -> None:
    heading = "The size of a harbour decides which kind of partnership it needs in the end."
    assert read(f"## {heading}\n\nSmall ones need few rules.\n".encode(), "page.md").masthead.title == heading


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Dado en Tarn, a los seis días del mes de febrero del año dos mil veintiséis.", "2026-02-06"),
        ("Done this sixth day of May, in the year of our Lord two thousand twenty-four.", "2024-05-06"),
        ("The survey is open until 1 May 2020", None),
        ("6-23 June 2031", None),
        ("Ana Tarn, Ivo Quay and Ola Mole July 2022", "2022-07"),
        ("Ana Tarn --- 7 janvier 2019 à 7h43 --- mis à jour le 8 janvier 2019", "2019-01-07"),
        ("The answers of the ministry to the questions of the committee, 11 February 2003", None),
    ],
)
def test_dates_in_words_bylines_and_labels_date_a_document(line: str, date: str | None) -> None:
    text = f"# Debts at sea\n\n{line}\n\nForty vessels were counted in the harbour during the season of storms.\n"
    assert read(text.encode(), "debts.md").masthead.date == date


def test_header_of_an_article_on_one_line_dates_it() -> None:
    words = "Forty vessels were counted in the harbour during the season of storms, the office said today. " * 3
    text = f"Title: Debts at sea Date: 2015-06-04 10:03 Category: news\n\n{words}\n"
    assert read(text.encode(), "article.md").masthead.date == "2015-06-04"


def test_only_date_alone_on_its_line_dates_a_release() -> None:
    words = "Forty vessels were counted in the harbour during the season of storms, the office said today. " * 3
    text = f"Debts at sea grow\n\n{words}\n\n1 April 2031\n\n" + "\n\n".join([words] * 14)
    assert read(text.encode(), "release.txt").masthead.date == "2031-04-01"


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("<nav>Menu</nav>\n<h1>Boats of the\nharbour</h1>\n\nThe boats lie there.\n", "Boats of the harbour", None),
        (
            "# القوارب\n\nتقف القوارب في الميناء.\n\nحررت في يوم الإثنين الموافق ٢٧ /١٢ /٢٠٣١م\n",
            "القوارب",
            "2031-12-27",
        ),
    ],
)
def test_markup_and_signing_give_title_and_date(text: str, title: str, date: str | None) -> None:
    masthead = read(text.encode(), "a.md").masthead
    assert (masthead.title, masthead.date) == (title, date)


def test_title_too_long_ends_before_its_points() -> None:
    points = ", (1) amending " + "the Harbour Act and " * 20
    assert read(f"---\ntitle: Act on boats{points}\n---\nBoats.\n".encode(), "a.md").masthead.title == "Act on boats"


def test_entities_of_html_in_markdown_are_characters() -> None:
    blocks = read(b"# Boats\n\n<div>\nLe travail forc&eacute;\n</div>\n", "a.md")
    assert "forcé" in " ".join(passage.text for passage in blocks.passages)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (
            "# Boats\n\nadopts this fifth day of June of the year one thousand nine hundred and twenty-six the text.\n",
            "1926-06-05",
        ),
        ("# Speech on boats\n\nQuay House, 4 May 2031, Tarn, the Lowlands\n\nGood morning.\n", "2031-05-04"),
        (
            "# قوارب بقلم ليلى مثال - الميناء 28 ماي 2031 خلال اللقاء تحدث الصيادون عن القوارب في الميناء\n",
            "2031-05-28",
        ),
        (
            "# Boats\n\nForty.\n\n2 May 2031, 7:10 AM\n\nA\n\n3 May 2031, 8:10 AM\n\nB\n\n5 May 2031, 9:10 AM\n\nC\n",
            None,
        ),
        ('{"title": "Boats", "date_str": "2031-10-11", "text": "Forty boats were counted."}', "2031-10-11"),
        (
            "---\ntitle: قوارب\ngazette_ref: نشر في العدد (٤٨) الصادر في ٥ من فبراير ٢٠٣١م.\n---\n\nقوارب\n",
            "2031-02-05",
        ),
    ],
)
def test_date_is_read_in_each_printed_form(text: str, date: str | None) -> None:
    assert read(text.encode(), "text.md").masthead.date == date


def test_a_note_that_cites_another_document_does_not_date_this_one() -> None:
    text = "The committee asked for safe boats in every harbour.[^1] " + "It asked for crews and captains too. " * 9
    document = read(f"# What was asked for\n\n{text}\n\n[^1]: ABC/C/15/Add. 35, 15 February 1995\n".encode(), "a.md")
    assert document.masthead.date is None
