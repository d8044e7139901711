"""The document model refuses holes: sentences without source, numbers without query, fields that nothing fills."""

import re
from collections.abc import Callable

import pytest

from palermo.errors import NotFound, QuestionInvalid, ReportFailed
from palermo.portal.catalogues import TRANSLATED_LANGUAGES, list_untranslated
from palermo.reports.builders.catalogue import ReportKind, build_report
from palermo.reports.builders.dossier_facts import find_registry_rows
from palermo.reports.catalogues import build_report_template, get_catalogue_path, read_catalogue_file
from palermo.reports.composer import Composer
from palermo.reports.context import ReportContext
from palermo.reports.model import Citation, ListItem, Run, RunKind, Sentence, Table
from palermo.reports.subjects import find_subject


def test_sentence_without_source_or_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a source or a figure"):
        Sentence(runs=(Run(text="Nobody acts."),))
    assert Sentence(runs=(Run(text="It is so."),), citations=(Citation(number=1),)).text == "It is so."


def test_number_that_nobody_computed_is_refused() -> None:
    with pytest.raises(ValueError, match="has no query"):
        Run(text="There are 12 of them.")
    with pytest.raises(ValueError, match="needs its query"):
        Run(text="12", kind=RunKind.FIGURE)


def test_table_and_bullet_with_holes_are_refused() -> None:
    with pytest.raises(ValueError, match="not as wide"):
        Table(caption="c", header=("a", "b"), rows=((Run(text="x"),),))
    with pytest.raises(ValueError, match="sentence or a quote"):
        ListItem(sentence=None)


def test_template_with_an_unknown_field_is_refused(build_context: Callable[..., ReportContext]) -> None:
    with pytest.raises(ReportFailed, match="nothing fills its field 'nobody'"):
        Composer(build_context()).fill("Said by %(nobody)s.", somebody="x")


def test_language_without_translations_is_refused(build_context: Callable[..., ReportContext]) -> None:
    with pytest.raises(QuestionInvalid, match="reports are not available in this language"):
        build_report(ReportKind.DOSSIER, "technology", build_context("de"))


def test_subject_without_anything_is_refused(build_context: Callable[..., ReportContext]) -> None:
    with pytest.raises(ReportFailed, match=r"nothing about it is found in \d+ documents"):
        build_report(ReportKind.DOSSIER, "unheardofthing", build_context())
    with pytest.raises(QuestionInvalid, match="no theme"):
        find_subject("  ", build_context())
    with pytest.raises(NotFound, match=r"former code\. Ask for one of those of today: Serbia"):
        build_report(ReportKind.COUNTRY, "YUG", build_context())
    for code in ("Atlantis", "ZZZ"):
        with pytest.raises(NotFound, match="no State or region"):
            build_report(ReportKind.COUNTRY, code, build_context())
    with pytest.raises(NotFound, match="the registry has no entity"):
        build_report(ReportKind.ENTITY, "nobody", build_context())
    with pytest.raises(QuestionInvalid, match="the map has no value of this name"):
        find_subject("theme=nonsense", build_context())


def test_question_is_read_as_concepts_places_and_words(build_context: Callable[..., ReportContext]) -> None:
    context = build_context()
    subject = find_subject("organ removal in West Africa", context)
    assert [one.id for one in subject.concepts] == ["organ-removal"]
    assert subject.filters[0].selected["region"] == ("011",)
    narrow = find_subject("technology for children quickly", context)
    assert len(narrow.requirements) == 1
    assert narrow.ignored_words == ("quickly",)
    wide = find_subject("children and technology", context)
    assert wide.requirements == ()
    women = find_subject("women and children in armed conflict", context)
    assert [len(group) for group in women.groups] == [1, 2]
    assert find_subject("Technologies", context).id == find_subject("技术", context).id == "technology"


def test_trafficking_itself_is_no_alternative(build_context: Callable[..., ReportContext]) -> None:
    """Nearly every statement is about trafficking, so that a choice between it and floods would be no choice."""
    context = build_context()
    for question in ("trafficking and floods", "trafficking in persons and floods", "floods and human trafficking"):
        subject = find_subject(question, context)
        assert {group[0].id for group in subject.groups} == {"trafficking-in-persons", "humanitarian-crises"}
        assert subject.ignored_words == ()
    organs = find_subject("human trafficking for organ removal", context)
    assert [concept.id for concept in organs.concepts] == ["organ-removal"]


def test_each_word_of_a_question_is_met_by_a_concept_that_it_helps_to_name(
    build_context: Callable[..., ReportContext],
) -> None:
    subject = find_subject("child trafficking online", build_context())
    assert [{concept.id for concept in group} for group in subject.groups] == [
        {"trafficking-in-persons", "online-exploitation"},
        {"technology", "online-exploitation"},
        {"child-protection", "children"},
    ]


def test_registry_rows_are_about_all_parts_of_a_question(build_context: Callable[..., ReportContext]) -> None:
    context = build_context()
    both, first, second = (
        {row.id for row in find_registry_rows(find_subject(question, context), context)}
        for question in ("technology for children", "technology", "children")
    )
    assert both < first
    assert both < second
    floods = {row.id for row in find_registry_rows(find_subject("floods", context), context)}
    assert {row.id for row in find_registry_rows(find_subject("trafficking and floods", context), context)} == floods


@pytest.mark.parametrize("language", TRANSLATED_LANGUAGES)
def test_every_template_is_translated_with_the_same_fields(language: str) -> None:
    catalogue = read_catalogue_file(get_catalogue_path(language), language)
    known = {message.id for message in build_report_template() if message.id}
    assert {message.id for message in catalogue if message.id} == known
    assert list_untranslated(catalogue) == []
    for message in catalogue:
        if message.id and not message.pluralizable:
            fields, translated = (set(re.findall(r"%\((\w+)\)s", str(text))) for text in (message.id, message.string))
            assert translated == fields, message.id
