"""Every report: sources or figures for each sentence, numbers that a recount gives, quotes as printed."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from loading import loaded
from palermo.edition import View
from palermo.errors import ReportFailed
from palermo.languages import LANGUAGES
from palermo.registry import choose_own_text, load_registry
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.context import ReportContext
from palermo.reports.figure_recount import count_figure, parse_query, serialize_query
from palermo.reports.figures import Measure
from palermo.reports.model import AuthoredText, BulletList, Heading, Report, RunKind
from palermo.reports.subjects import list_subjects
from palermo.statements import normalise_text

recounting = loaded("report_recount", Path(__file__).with_name("recount.py"))
REPORTS = (
    (ReportKind.DOSSIER, "technology"),
    (ReportKind.DOSSIER, "technology in Kenya"),
    (ReportKind.COUNTRY, "KEN"),
    (ReportKind.COUNTRY, "Africa"),
    (ReportKind.ENTITY, "iom"),
    (ReportKind.ENTITY, "icat"),
    (ReportKind.MAPPING, ""),
    (ReportKind.ANNUAL, "2022"),
    (ReportKind.FOLLOW_UP, "2022"),
    (ReportKind.SUBMISSION, "palermo-protocol:7,8"),
    (ReportKind.CHECKLIST, "procurement"),
)
MORE_SUBJECTS = (
    (ReportKind.DOSSIER, "procurement-and-supply-chains"),
    (ReportKind.DOSSIER, "children and technology"),
    (ReportKind.DOSSIER, "theme=technology&place=KEN"),
    (ReportKind.DOSSIER, "organ-removal"),
    (ReportKind.DOSSIER, "vulnerability"),
    (ReportKind.COUNTRY, "FRA"),
)
"""Subjects of kinds that REPORTS has."""
PARAMS = [*REPORTS, *(pytest.param(subject, marks=pytest.mark.slow) for subject in MORE_SUBJECTS)]
NUMBERS = re.compile(r"\d+")


@pytest.fixture(scope="module", params=PARAMS, ids=lambda one: f"{one[0]}-{one[1]}")
def named(request: pytest.FixtureRequest) -> tuple[ReportKind, str]:
    found: tuple[ReportKind, str] = request.param
    return found


@pytest.fixture(scope="module")
def report(named: tuple[ReportKind, str], build_context: Callable[..., ReportContext]) -> Report:
    return build_report(*named, build_context())


def test_every_sentence_has_a_source_or_a_figure(report: Report) -> None:
    sentences = list(report.iterate_sentences())
    assert len(sentences) > 1
    for sentence in sentences:
        assert sentence.citations or any(run.figure for run in sentence.runs), sentence.text
    is_authored = any(isinstance(block, AuthoredText) for block in report.blocks)
    assert is_authored == report.is_draft == (report.kind in ("annual", "submission"))


def test_every_kind_of_report_is_walked() -> None:
    assert {kind for kind, _key in REPORTS} == set(ReportKind)


def test_every_dossier_of_the_vocabulary_has_sources_or_figures_and_no_empty_section(
    build_context: Callable[..., ReportContext],
) -> None:
    context, built = build_context(), 0
    for subjects in list_subjects(context).values():
        for id, _title in subjects:
            try:
                report = build_report(ReportKind.DOSSIER, id, context)
            except ReportFailed:
                continue
            built += 1
            assert all(one.citations or any(run.figure for run in one.runs) for one in report.iterate_sentences()), id
            assert {one.number for one in report.iterate_citations()} == {one.number for one in report.sources}, id
            assert not any(is_empty_section(*pair) for pair in pairwise(report.blocks)), id
    assert built > len(list_subjects(context)["featured"])


def is_empty_section(heading: object, after: object) -> bool:
    """Whether a heading is followed by another one of its level or above."""
    return isinstance(heading, Heading) and isinstance(after, Heading) and after.level <= heading.level


def test_every_number_is_that_of_a_recount_over_the_export(report: Report, view: View) -> None:
    figures = list(report.iterate_figures())
    assert figures
    for text, figure in figures:
        assert recounting.recount(figure.query, view) == figure.value, (text, figure)
        shown = "".join(NUMBERS.findall(text))
        assert shown == str(figure.value), text


def test_stored_figures_are_counted_again_as_they_were(
    report: Report, build_context: Callable[..., ReportContext]
) -> None:
    facts = build_context().facts
    for text, figure in report.iterate_figures():
        stored = json.loads(json.dumps(serialize_query(figure.query)))
        assert count_figure(parse_query(stored), facts) == figure.value, text


def test_no_wording_is_quoted_in_two_lists(report: Report) -> None:
    items = [item for block in report.blocks if isinstance(block, BulletList) for item in block.items]
    quotes = [normalise_text(item.quote.text) for item in items if item.quote]
    is_by_year = report.kind == "country"  # lists each recommendation with the answer of its year
    assert is_by_year or len(set(quotes)) == len(quotes)


def test_text_of_templates_holds_no_number(report: Report) -> None:
    runs = [run for sentence in report.iterate_sentences() for run in sentence.runs]
    assert not [run for run in runs if run.kind is RunKind.TEXT and NUMBERS.search(run.text)]


def test_every_citation_has_its_numbered_source_and_every_source_is_cited(report: Report, view: View) -> None:
    numbers = [source.number for source in report.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    cited = list(report.iterate_citations())
    assert {one.number for one in cited} == set(numbers)
    documents = {source.number: source.document for source in report.sources}
    for one in cited:
        if one.statement:
            assert view.get_statement(one.statement).document == documents[one.number]


def test_quotes_are_as_printed_in_their_own_language(report: Report, view: View) -> None:
    records = {record["id"]: record for record in recounting.read_records(view)}
    passages = {row["id"]: row["text"] for row in recounting.read_passages(view)}
    for quote in report.iterate_quotes():
        record = records[quote.citation.statement]
        text = passages[record["locator"]["passage"]]
        assert quote.text in text
        assert quote.text in record["quote"] or record["quote"] in quote.text
        assert not quote.introduction or any(quote.introduction in one for one in passages.values())
        assert quote.language == record["language"]
        assert quote.is_digest == (record["document"]["nature"] == "digest")


def test_what_is_not_confirmed_is_counted_apart_and_not_quoted(report: Report, view: View) -> None:
    (doubtful,) = [one for one in recounting.read_unselected_records(view) if one["confidence"] == 0.5]
    assert report.cover[1].text == "Left out of the whole library, because they are not confirmed: 1 statement."
    assert doubtful["id"] not in {one.statement for one in report.iterate_citations()}
    unconfirmed = [figure for _text, figure in report.iterate_figures() if figure.query.measure is Measure.UNCONFIRMED]
    is_on_technology = report.title in ("Technology", "Children and technology")
    assert [one.value for one in unconfirmed] == [1, 1] if is_on_technology else [1]
    assert report.unconfirmed_count == int(report.kind != "dossier" or is_on_technology)


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_have_the_same_figures_in_every_language(
    named: tuple[ReportKind, str], report: Report, language: str, build_context: Callable[..., ReportContext]
) -> None:
    translated = report if language == "en" else build_report(*named, build_context(language))
    assert sorted(figure.value for _text, figure in translated.iterate_figures()) == sorted(
        figure.value for _text, figure in report.iterate_figures()
    )
    foreign = [quote for quote in translated.iterate_quotes() if quote.language != language]
    names = build_context(language).translator.get_language_name
    assert all(names(quote.language) in "".join(run.text for run in quote.attribution) for quote in foreign)


def test_own_texts_are_in_the_language_of_the_report(build_context: Callable[..., ReportContext]) -> None:
    brief = build_report(ReportKind.ENTITY, "iom", build_context("es"))
    registry = load_registry()
    for texts in (registry.entities["iom"].roles, registry.get_profile("iom").partnerships[0].names):
        own_text = choose_own_text(texts, "es")
        [shown] = [run for sentence in brief.iterate_sentences() for run in sentence.runs if own_text.text in run.text]
        assert shown.language == own_text.language


def test_a_brief_without_calls_says_whose_calls_are_missing(build_context: Callable[..., ReportContext]) -> None:
    sentences = {item.text for item in build_report(ReportKind.ENTITY, "unfpa", build_context()).iterate_sentences()}
    missing = [text.partition(": ")[2] for text in sentences if text.startswith("Not found")]
    assert {"a recommendation by this entity.", "a recommendation to this entity."} <= set(missing)


def test_instruments_of_a_region_are_mostly_for_its_states(build_context: Callable[..., ReportContext]) -> None:
    title = "ASEAN Convention Against Trafficking in Persons, Especially Women and Children"
    for region, expected in (("142", True), ("150", False)):
        report = build_report(ReportKind.COUNTRY, region, build_context())
        sentences = [item.text for item in report.iterate_sentences() if item.text.startswith("Made for")]
        assert any(title in text for text in sentences) is expected
        assert any("Council of Europe Convention" in text for text in sentences) is not expected


def test_headings_never_skip_a_level(report: Report) -> None:
    levels = [block.level for block in report.blocks if isinstance(block, Heading)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
