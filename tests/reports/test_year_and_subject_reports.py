"""Annual reports, follow-up, submissions, vulnerability and procurement: what each has, and what each refuses."""

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pypdfium2
import pytest

from palermo.analysis.appraisal import ProvisionGap
from palermo.analysis.follow_up import FollowUpStatus, SearchedWorks
from palermo.edition import NO_FILTERS, build_filters
from palermo.errors import NotFound, QuestionInvalid, ReportFailed
from palermo.languages import LANGUAGES
from palermo.publishing.row_writers import format_csv
from palermo.reports.builders import annual_report
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.builders.dossier_evidence import add_outcomes
from palermo.reports.builders.follow_up_report import load_group_calls
from palermo.reports.builders.procurement import get_level
from palermo.reports.builders.submission import add_provision, choose_provisions
from palermo.reports.builders.vulnerability import (
    find_intersections,
    iterate_intersection_rows,
    load_vulnerability_factors,
)
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.evidence import load_evidence
from palermo.reports.labels import UNSEARCHED_REASONS
from palermo.reports.lexicon import PROCUREMENT_SECTION, VULNERABILITY_SECTION, load_lexicon
from palermo.reports.model import BulletList, Heading, Quote, Report, ReportParagraph, Table
from palermo.reports.recommendations import group_by_outcome, group_unsearched
from palermo.reports.writers.report_formats import ReportFormat, write_report

type BuildContext = Callable[..., ReportContext]


def list_headings(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading)]


def test_annual_report_has_all_sections_and_compares_with_the_year_before(build_context: BuildContext) -> None:
    report = build_report(ReportKind.ANNUAL, "2022", build_context())
    wanted = ["Foreword", "The year at a glance", "Milestones", "Chairs", "Publications and joint products"]
    wanted += ["Activities", "Survivors’ engagement", "Inputs to processes of the United Nations", "Partnerships"]
    wanted += ["Follow-up of earlier recommendations", "Outlook", "Annex: members", "Sources"]
    assert [one for one in list_headings(report) if one in wanted] == wanted
    table = next(one for one in report.iterate_tables() if one.caption == "Compared with the year before")
    assert table.header == ("Of the documents of", "2021", "2022")
    rows = {row[0].text: (row[1].text, row[2].text) for row in table.rows}
    assert rows["Documents"] == ("1", "2")
    assert rows["Activities"] == ("0", "2")


def test_annual_report_is_on_the_group_and_its_members(build_context: BuildContext) -> None:
    report = build_report(ReportKind.ANNUAL, "2024", build_context())
    assert report.subtitle == "Inter-Agency Coordination Group against Trafficking in Persons – Report of the chairs"
    text = write_report(report, ReportFormat.MD).decode()
    assert "trained" not in text.split("## 6 Activities")[1].split("## 7")[0]
    assert "an activity of the group or its members in documents of this year." in text
    assert "Of others, or without a name, and not listed here: 1 activity." in text
    assert "COMMIT" not in text.split("## 9 Partnerships")[1]
    of_member = build_report(ReportKind.ANNUAL, "2022", build_context())
    assert "IOM taught 300 teachers." in [quote.text for quote in of_member.iterate_quotes()]


@pytest.mark.parametrize(
    ("question", "language", "title"),
    [
        ("trafficking for organ removal", "en", "Removal of organs"),
        ("organ removal", "en", "Removal of organs"),
        ("organ removal", "ar", "نزع الأعضاء"),
    ],
)
def test_title_of_a_question(question: str, language: str, title: str, build_context: BuildContext) -> None:
    assert build_report(ReportKind.DOSSIER, question, build_context(language)).title == title


def test_annual_report_says_how_many_entries_its_lists_leave_out(
    build_context: BuildContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count_items(limit: int) -> tuple[int, list[int]]:
        monkeypatch.setattr(annual_report, "MAX_ENTRIES", limit)
        text = write_report(build_report(ReportKind.ANNUAL, "2022", build_context()), ReportFormat.MD).decode()
        part = re.split(r"\n## \S+ Partnerships\n", text)[1].split("\n## ")[0]
        numbers = re.findall(r"More in the registry: (\d+) entr(?:y|ies)\.", part)
        return len(re.findall(r"^- ", part, re.MULTILINE)), [int(number) for number in numbers]

    every_entry, nothing_left_out = count_items(1000)
    assert nothing_left_out == []
    listed, left_out = count_items(1)
    assert left_out
    assert listed + sum(left_out) == every_entry


def test_annual_report_without_a_foreword_is_a_draft(build_context: BuildContext) -> None:
    assert build_report(ReportKind.ANNUAL, "2022", build_context()).is_draft
    written = build_report(ReportKind.ANNUAL, "2022", build_context(foreword=("In %(year)s we met.",)))
    assert not written.is_draft
    assert "In 2022 we met." in write_report(written, ReportFormat.MD).decode()
    with pytest.raises(ReportFailed, match="nothing fills its field 'chair'"):
        build_report(ReportKind.ANNUAL, "2022", build_context(foreword=("Signed by %(chair)s.",)))


@pytest.mark.parametrize("kind", [ReportKind.ANNUAL, ReportKind.FOLLOW_UP])
def test_year_without_documents_is_refused(kind: ReportKind, build_context: BuildContext) -> None:
    with pytest.raises(ReportFailed, match="no document of that year"):
        build_report(kind, "1999", build_context())
    with pytest.raises(QuestionInvalid, match="it is not a year"):
        build_report(kind, "last", build_context())


def test_follow_up_says_what_was_found_since(build_context: BuildContext) -> None:
    report = build_report(ReportKind.FOLLOW_UP, "2022", build_context())
    text = write_report(report, ReportFormat.MD).decode()
    assert "In the documents of 2022 the group and its members make 2 recommendations." in text
    assert "Kenya trained labour inspectors on online recruitment in 2023" in text
    assert "nobody" not in text.casefold()


def test_reports_say_why_no_later_document_was_searched(build_context: BuildContext) -> None:
    context = build_context()
    context = replace(context, facts=replace(context.facts, load_searched=lambda: SearchedWorks(works={})))
    calls = load_evidence(context.facts, [build_filters(kind=("recommendation",))])
    reasons = group_unsearched(calls, context)
    not_searched = group_by_outcome(calls, context)[FollowUpStatus.NOT_SEARCHED]
    assert reasons
    assert sorted(id for own in reasons.values() for id in own.ids) == sorted(not_searched.ids)
    composer = Composer(context)
    add_outcomes(composer, calls)
    (table,) = (block for block in composer.blocks if isinstance(block, Table) and block.caption.startswith("Why no"))
    assert [row[0].text for row in table.rows] == [UNSEARCHED_REASONS[reason] for reason in reasons]


def test_a_translation_has_the_outcome_of_its_main_copy_but_no_answers(build_context: BuildContext) -> None:
    context = build_context()
    calls = load_group_calls([2022], context)
    assert context.facts.follow_up
    answered = [id for id in calls.ids if id in context.facts.follow_up.answers]
    assert answered
    assert FollowUpStatus.DONE in group_by_outcome(calls, context)
    for id in answered:  # as if the edition held the translation of a recommendation as its main copy
        del cast("dict[str, Any]", context.facts.follow_up.answers)[id]
    composer = Composer(context)
    add_outcomes(composer, calls)
    assert not any(isinstance(block, Quote) for block in composer.blocks)


def test_follow_up_counts_what_addressees_state_themselves_apart(
    build_context: BuildContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = build_context()
    asked = load_group_calls([2022], context).ids[0]
    stated = {asked: ["done"], "0" * 20: ["done"]}
    monkeypatch.setattr("palermo.reports.builders.dossier_evidence.group_own_answers", lambda _folder: stated)
    text = write_report(build_report(ReportKind.FOLLOW_UP, "2022", context), ReportFormat.MD).decode()
    table = text.partition("What the addressees state themselves on these recommendations")[2]
    assert re.search(r"\| *Done *\| *1", table[:300])


def test_submission_has_evidence_acts_and_proposals_for_each_provision(build_context: BuildContext) -> None:
    report = build_report(ReportKind.SUBMISSION, "palermo-protocol:9", build_context())
    assert "State of evidence" in list_headings(report)
    assert "Progress" not in list_headings(report), "a pledge is none"
    assert "IOM taught 300 teachers." in [quote.text for quote in report.iterate_quotes()]
    with pytest.raises(NotFound, match="some of them are not verified provisions of the instrument"):
        build_report(ReportKind.SUBMISSION, "palermo-protocol:99", build_context())
    some_without_number = build_report(ReportKind.SUBMISSION, "global-plan-of-action:iv,@3", build_context())
    assert list_headings(some_without_number).count("State of evidence") == 2
    assert list_headings(some_without_number)[1].startswith("Pillar IV: ")
    with pytest.raises(NotFound, match="no instrument with provisions"):
        build_report(ReportKind.SUBMISSION, "no-such-instrument", build_context())


def test_submission_counts_what_cites_a_provision_alone(build_context: BuildContext) -> None:
    context = build_context()
    assert context.facts.appraisals
    appraisal = context.facts.appraisals.get_appraisal("palermo-protocol", context.registry)
    (cited,) = choose_provisions(appraisal, "9")
    similar = replace(cited, statements=(), possible=cited.statements, gap=ProvisionGap.NO_STATEMENT)
    for part, found in ((cited, True), (similar, False)):
        composer = Composer(context)
        add_provision(composer, appraisal, part, load_evidence(context.facts, [NO_FILTERS]))
        paragraphs = [block for block in composer.blocks if isinstance(block, ReportParagraph)]
        text = " ".join(one.text for block in paragraphs for one in block.sentences)
        assert ("and 2 statements of activities" in text) is found
        assert ("a statement that cites this provision" in text) is not found


def test_intersections_are_pairs_of_factors_in_one_statement(build_context: BuildContext) -> None:
    context = build_context()
    found = {one.factors: len(one.statements) for one in find_intersections(load_vulnerability_factors(context))}
    assert found["poverty", "conflict"] == 1
    assert found["education", "age"] == 1
    assert ("education", "conflict") not in found
    rows = list(csv.DictReader(io.StringIO("".join(format_csv(iterate_intersection_rows(context))))))
    assert {row["quote"] for row in rows if row["with_factor"] == "Armed conflict"} == {
        "Poverty, war and debt put children at risk of being recruited online."
    }
    assert all(row["statement"] and row["document"] for row in rows)


@pytest.mark.parametrize("name", [VULNERABILITY_SECTION, PROCUREMENT_SECTION])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_a_lexicon_is_found_by_its_own_terms(name: str, language: str) -> None:
    lexicon = load_lexicon(name)
    for concept in lexicon.vocabulary.list_concepts("lexicon"):
        assert concept.labels[language]
        words = concept.terms[language][0].source_text.replace("*", "").replace("..", " ")
        assert concept.id in lexicon.find_entries(words, language), (concept.id, words)


def test_checklist_has_boxes_sources_and_two_pages(build_context: BuildContext) -> None:
    report = build_report(ReportKind.CHECKLIST, "procurement", build_context())
    lists = [block for block in report.blocks if isinstance(block, BulletList)]
    assert all(block.is_checklist for block in lists)
    with pypdfium2.PdfDocument(write_report(report, ReportFormat.PDF)) as document:
        assert len(document) <= 2


def test_instruments_have_their_level(build_context: BuildContext) -> None:
    instruments = build_context().registry.instruments
    assert get_level(instruments["palermo-protocol"]) == "international"
    assert get_level(instruments["cets-197"]) == "regional"
    assert get_level(instruments["eu-2011-36"]) == "regional"


def test_tables_of_a_dossier_have_a_row_for_each_kind(build_context: BuildContext) -> None:
    report = build_report(ReportKind.DOSSIER, "technology", build_context())
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert {row[0].text for row in table.rows} == {"Recommendations", "Activities", "Factors: risks, causes, counts"}
