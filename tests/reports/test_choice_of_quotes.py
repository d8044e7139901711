"""Which statements a report quotes: whole sentences first, figures in words too, and each wording once."""

from collections.abc import Callable

import pytest

from palermo.edition import NO_FILTERS
from palermo.reports.builders.dossier_evidence import is_amount, is_sentence_part
from palermo.reports.builders.statement_years import may_be_of_year
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import load_evidence

type BuildContext = Callable[..., ReportContext]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("One in three victims who are detected is a child", True),
        ("About half of the victims are women", True),
        ("Cases doubled within a year", True),
        ("About 35 per cent of the victims are children", True),
        ("One of the members trains judges", False),
        ("The guide was published in 2019", False),
        ("In 2019, 734 people took part in one of the sessions", False),
        ("60 % of the victims whom we interviewed had asked for help", True),
    ],
)
def test_amounts_are_found_in_figures_and_in_words(quote: str, expected: bool) -> None:
    assert is_amount(quote) is expected


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("that war raises the risk", True),
        ("“that war” raises it", True),
        ("War raises it", False),
        ("It saw that war raises it", True),
        ("Они не знали", True),
        ("So are the needs of children", True),
        ("About half of them were citizens", True),
        ("Half of the victims were citizens", False),
        ("Traffickers then use the offence", True),
        ("It issued a brief on the same subject", True),
        ("The day of that year was given to children", True),
        ("冲突", False),
        ("Donors fund programmes in three countries, including", True),
        ("Donors fund programmes in three countries, including Kenya", False),
        ("Le bureau finance des programmes, notamment :", True),
        ("该办公室资助多个项目，包括", True),
        ("The program is also conducting research", True),
        ("Two bodies prepared it with all members", True),
    ],
)
def test_quote_that_begins_within_a_sentence_is_recognised(quote: str, expected: bool) -> None:
    assert is_sentence_part(quote) is expected


def test_activity_of_other_years_alone_is_not_quoted_in_an_annual_report() -> None:
    quotes = ("In 2008 it published a study", "It revised the text of 2009 in 2020", "It trains judges")
    assert [may_be_of_year(quote, 2020) for quote in quotes] == [False, True, True]


def test_activity_of_a_report_on_the_year_before_is_not_quoted_unless_it_names_the_year() -> None:
    titles = ("Report on the work of 2019", "Report on 2019 and 2020", "Review of the treaty of 2000", "A call")
    assert [may_be_of_year("It trains judges", 2020, title) for title in titles] == [False, True, True, True]
    assert may_be_of_year("It published the report in March 2020", 2020, titles[0])


def test_what_is_quoted_already_is_counted_and_not_repeated(build_context: BuildContext) -> None:
    context = build_context()
    composer, evidence = Composer(context), load_evidence(context.facts, [NO_FILTERS])
    composer.add_new_quotes(evidence, len(evidence))
    composer.add_new_quotes(evidence, len(evidence))
    report = composer.finish("dossier", "Everything", "")
    assert len(list(report.iterate_quotes())) == len({one.text for one in report.iterate_quotes()})
    (sentence,) = [one for one in report.iterate_sentences() if one.text.startswith("Quoted above")]
    assert sentence.text.startswith(f"Quoted above: {len(list(report.iterate_quotes()))} statement")


def test_a_list_of_quotes_says_how_many_of_all_it_has(build_context: BuildContext) -> None:
    context = build_context()
    composer, evidence = Composer(context), load_evidence(context.facts, [NO_FILTERS])
    composer.add_new_quotes(evidence, 2)
    report = composer.finish("dossier", "Everything", "")
    assert f"Quoted here: 2 of {len(evidence)}." in [sentence.text for sentence in report.iterate_sentences()]


def test_selecting_by_no_value_keeps_all_or_none(build_context: BuildContext) -> None:
    evidence = load_evidence(build_context().facts, [NO_FILTERS])
    assert len(evidence.narrow()) == len(evidence) > 0
    assert len(evidence.select_any([])) == len(evidence.select_shared("actor", [])) == 0
