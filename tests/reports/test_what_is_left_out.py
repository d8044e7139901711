"""What a report says about what it does not show: rows, parts of a question, and a State without statements."""

from collections.abc import Callable
from pathlib import Path

import pytest

from palermo.analysis.follow_up import compute_follow_up
from palermo.edition import CompiledDocument, Library, Manifest, build_filters, open_view
from palermo.registry import load_registry
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.builders.dossier_evidence import is_clear
from palermo.reports.builders.shared_blocks import add_bar_chart
from palermo.reports.composer import Composer
from palermo.reports.context import EditionFacts, ReportContext
from palermo.reports.evidence import load_evidence
from palermo.reports.model import BulletList, Heading, ReportParagraph
from palermo.statements import Ref, RefType, StatementKind
from palermo.vocabulary import load_vocabulary

THEME = {"themes": ("technology",)}
type BuildContext = Callable[..., ReportContext]


def list_sentences(composer: Composer) -> list[str]:
    return [one.text for block in composer.blocks if isinstance(block, ReportParagraph) for one in block.sentences]


def test_a_chart_says_which_names_and_statements_its_rows_leave_out(build_context: BuildContext) -> None:
    context = build_context()
    activities = load_evidence(context.facts, [build_filters(kind=["activity"])])
    short = Composer(context)
    add_bar_chart(short, activities, "actor", "Activities by entity", limit=1)
    assert list_sentences(short) == [
        "Names that are not shown, because they are less frequent or not in the registry: 1.",
        "In none of the rows: 1 statement.",
    ]
    places = Composer(context)
    add_bar_chart(places, activities, "place", "Activities by country", limit=9)
    assert list_sentences(places) == ["Counted in more than one row: 2 statements."]


def test_a_state_without_statements_has_a_short_brief(build_context: BuildContext) -> None:
    report = build_report(ReportKind.COUNTRY, "TUV", build_context())
    assert [block.text for block in report.blocks if isinstance(block, Heading)] == ["At a glance"]
    assert "an answer to a recommendation" in list(report.iterate_sentences())[-1].text


def test_a_state_that_is_only_named_has_a_short_brief(
    tmp_path: Path, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> None:
    factor = {"kind": StatementKind.FACTOR, "addressees": (), "places": ("TUV",)}
    library = Library(tmp_path / "library")
    library.create()
    write_edition(library, [make_part("named", "Poverty in Tuvalu grows.", date="2023", statement=factor)])
    facts = EditionFacts(view=open_view(library), registry=load_registry(), vocabulary=load_vocabulary())
    report = build_report(ReportKind.COUNTRY, "TUV", ReportContext(facts=facts, language="en"))
    assert [block.text for block in report.blocks if isinstance(block, Heading)] == ["At a glance", "Instruments"]


def test_activities_and_calls_of_nobody_by_name_are_not_by_0_bodies(
    tmp_path: Path, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> None:
    activity = {"kind": StatementKind.ACTIVITY, "actors": (), "addressees": (), **THEME}
    call = {"actors": (), "addressees": (Ref(id="states", name="States", type=RefType.GROUP),), **THEME}
    library = Library(tmp_path / "library")
    library.create()
    asked = "States should train inspectors on recruitment that is done online."
    parts = [
        make_part("acting", "Twelve judges were trained on online recruitment.", statement=activity),
        *(
            make_part(name, asked, work=f"{number}" * 20, statement=call)
            for number, name in enumerate(("one", "two"), 1)
        ),
    ]
    write_edition(library, parts)
    view = open_view(library)
    known = load_registry()
    facts = EditionFacts(
        view=view,
        registry=known,
        vocabulary=load_vocabulary(),
        load_follow_up=lambda: compute_follow_up(view, known),
    )
    report = build_report(ReportKind.DOSSIER, "technology", ReportContext(facts=facts, language="en"))
    sentences = {sentence.text for sentence in report.iterate_sentences()}
    assert {"Found: 1 activity. No name of who acts is confirmed.", "Asked in 2 documents."} <= sentences
    assert not [sentence for sentence in sentences if "0 bodies" in sentence]


def test_calls_to_nobody_by_name_are_not_to_0_addressees(
    tmp_path: Path, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> None:
    call = {"actors": (Ref(id="unfpa", name="UNFPA", type=RefType.ENTITY),), "addressees": ()}
    library = Library(tmp_path / "library")
    library.create()
    write_edition(library, [make_part("asking", "UNFPA asks for shelters on all islands.", statement=call)])
    facts = EditionFacts(view=open_view(library), registry=load_registry(), vocabulary=load_vocabulary())
    report = build_report(ReportKind.ENTITY, "unfpa", ReportContext(facts=facts, language="en"))
    sentences = {sentence.text for sentence in report.iterate_sentences()}
    assert "Found: 1 recommendation in 1 document. No addressee is confirmed." in sentences


def test_a_meeting_in_a_state_is_no_work_there(
    tmp_path: Path, make_part: Callable[..., CompiledDocument], write_edition: Callable[..., Manifest]
) -> None:
    activity = {"kind": StatementKind.ACTIVITY, "addressees": (), "places": ("KEN",)}
    quotes = ("Lake Aid trains judges in Kenya.", "Lake Aid held a conference in Kenya.")
    library = Library(tmp_path / "library")
    library.create()
    write_edition(library, [make_part("placed", *quotes, date="2023", statement=activity)])
    facts = EditionFacts(view=open_view(library), registry=load_registry(), vocabulary=load_vocabulary())
    report = build_report(ReportKind.COUNTRY, "KEN", ReportContext(facts=facts, language="en"))
    sentences = {sentence.text for sentence in report.iterate_sentences()}
    assert (
        "Found: 0 recommendations addressed to it by name, 1 activity there, and 0 statements of its own." in sentences
    )
    assert any(text == "Found: 1 activity. No name of who acts is confirmed." for text in sentences)
    assert (
        "Not found in 1 document (2023; English): a recommendation that addresses this State or region by name."
        in sentences
    )
    left_out = "they are about a meeting, a launch or a payment, or only mention the place: 1 activity."
    assert f"Also found, and not counted above, because {left_out}" in sentences
    quoted = {
        item.quote.text
        for block in report.blocks
        if isinstance(block, BulletList)
        for item in block.items
        if item.quote
    }
    assert quotes[0].removesuffix(".") in {quote.removesuffix(".") for quote in quoted}
    assert quotes[1].removesuffix(".") not in {quote.removesuffix(".") for quote in quoted}


def test_a_question_without_an_answer_says_what_its_parts_have(build_context: BuildContext) -> None:
    report = build_report(ReportKind.DOSSIER, "technology in West Africa", build_context())
    found = [one.text for one in report.iterate_sentences() if one.text.startswith("Each part alone")]
    assert found == ["Each part alone: 11 statements on Technology, and 0 statements that name Western Africa."]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("ICAT held a discussion in Vienna", True),
        ("The group publishes its reports at https://example.org", False),
        ("The other, for the Assembly, has principles in its annex", False),
    ],
)
def test_addresses_and_the_other_of_two_are_not_quoted_as_activities(quote: str, expected: bool) -> None:
    assert is_clear(quote) is expected
