"""Tests of Works: twins, translations, corrigenda and revisions, but not series."""

import random
from collections.abc import Callable, Sequence

import pytest

from palermo.linking import WorkCandidate, WorkPlacement, group_works
from palermo.statements import DocumentVersion, Nature, compute_work_id

type Make = Callable[..., WorkCandidate]
type Invented = Callable[..., str]


def placed(*candidates: WorkCandidate) -> dict[str, WorkPlacement]:
    """Places by source; whatever order the candidates come in, they are the same."""
    result = group_works(candidates)
    shuffled = random.Random(7).sample(candidates, len(candidates))
    assert group_works(shuffled) == result
    return {item.document.source: result[item.document.id] for item in candidates}


def together(*candidates: WorkCandidate) -> list[list[str]]:
    """Sources by Work, the main one first."""
    result = placed(*candidates)
    names = {item.document.id: item.document.source for item in candidates}
    return sorted([names[i] for i in documents] for documents in {place.documents for place in result.values()})


def versions(places: dict[str, WorkPlacement]) -> dict[str, str]:
    return {source: place.version.value for source, place in places.items()}


def test_a_document_alone_is_a_work_of_its_own(make_candidate: Make) -> None:
    item = make_candidate("a.pdf")
    place = placed(item)["a.pdf"]
    assert (place.version, place.joined, place.base) == (DocumentVersion.MAIN, "", None)
    assert place.work == compute_work_id(None, item.document.id)
    assert place.documents == (item.document.id,)


def test_one_symbol_is_one_work_however_it_is_printed(make_candidate: Make, invented: Invented) -> None:
    result = placed(
        make_candidate("a.pdf", symbol="A/HRC/8/29", language="en"),
        make_candidate("b.pdf", symbol="A/HRC/8/29 *", language="fr"),
        make_candidate("c.docx", symbol="A/HRC/8/29 (R)", language="ru"),
    )
    assert versions(result) == {"a.pdf": "main", "b.pdf": "translation", "c.docx": "translation"}
    assert {place.work for place in result.values()} == {compute_work_id("A/HRC/8/29", "")}
    assert "A/HRC/8/29" in result["b.pdf"].joined


def test_corrigenda_and_revisions_are_of_the_work_of_their_base(make_candidate: Make, invented: Invented) -> None:
    text = invented("text")
    result = placed(
        make_candidate("old.pdf", text, symbol="A/1/2"),
        make_candidate("old.docx", text, symbol="A/1/2"),
        make_candidate("new.docx", text + invented("more", 150), symbol="A/1/2/Rev.1"),
        make_candidate("corr.pdf", "In paragraph 3, for six read seven.", symbol="A/1/2/Corr.1"),
    )
    assert versions(result) == {
        "new.docx": "main",
        "old.pdf": "superseded",
        "old.docx": "superseded",
        "corr.pdf": "corrigendum",
    }
    assert len({place.work for place in result.values()}) == 1


def test_an_addendum_is_a_work_that_knows_its_base(make_candidate: Make) -> None:
    result = placed(
        make_candidate("a.pdf", symbol="A/1/2"),
        make_candidate("add.pdf", symbol="A/1/2/Add.1"),
        make_candidate("sum.pdf", symbol="A/1/9/Summary"),
    )
    assert len({place.work for place in result.values()}) == 3
    assert result["add.pdf"].base == result["a.pdf"].work
    assert result["sum.pdf"].base == compute_work_id("A/1/9", "")
    assert result["a.pdf"].base is None


def test_twins_are_joined_by_name_and_words(make_candidate: Make, invented: Invented) -> None:
    text = invented("text")
    result = placed(make_candidate("pdf/report.pdf", text), make_candidate("docx/Report.docx", text + " and more"))
    assert versions(result) == {"pdf/report.pdf": "main", "docx/Report.docx": "copy"}
    assert "pdf/report.pdf" in result["docx/Report.docx"].joined


def test_one_name_and_other_words_are_two_works(make_candidate: Make) -> None:
    assert len(together(make_candidate("2019/report.pdf"), make_candidate("2020/report.docx"))) == 2


def test_twins_are_joined_by_their_words_alone(make_candidate: Make, invented: Invented) -> None:
    text = invented("text")
    result = placed(make_candidate("x1.pdf", text), make_candidate("download (3).docx", f"{text} end"))
    assert result["download (3).docx"].version is DocumentVersion.COPY
    assert "of its words" in result["download (3).docx"].joined


@pytest.mark.parametrize(
    ("item", "other"),
    [
        ({"title": "Report of the Working Group: Mali"}, {"title": "Report of the Working Group: Chad"}),
        ({"date": "2019-03-01"}, {"date": "2020-03-01"}),
        ({"symbol": "A/HRC/8/29"}, {"symbol": "A/HRC/8/30"}),
        ({"symbol": "A/HRC/8/29"}, {"symbol": "A/HRC/8/29/Add.1"}),
        ({"said": "Report of 2019"}, {"said": "Report of 2020"}),
        ({}, {"nature": Nature.DIGEST}),
    ],
)
def test_reports_written_to_one_form_are_never_joined(
    make_candidate: Make, invented: Invented, item: dict[str, object], other: dict[str, object]
) -> None:
    form = invented("form")
    pair = (
        make_candidate("one.pdf", form, **{"title": "T"} | item),
        make_candidate("two.pdf", form, **{"title": "T"} | other),
    )
    assert together(*pair) == [["one.pdf"], ["two.pdf"]]


def test_a_third_that_is_like_both_joins_no_two_symbols(make_candidate: Make, invented: Invented) -> None:
    text = invented("text")
    result = together(
        make_candidate("a.pdf", text, symbol="A/1", title="T"),
        make_candidate("b.pdf", text, symbol="A/2", title="T"),
        make_candidate("c.docx", text, title="T"),
    )
    assert len(result) == 2


def test_a_symbol_misread_joins_no_two_texts(make_candidate: Make) -> None:
    assert len(together(make_candidate("a.pdf", symbol="A/1"), make_candidate("b.pdf", symbol="A/1"))) == 2


def test_translations_are_joined_by_name(make_candidate: Make, invented: Invented) -> None:
    result = placed(
        make_candidate("report.pdf", language="en"),
        make_candidate("report_fr.pdf", language="fr"),
        make_candidate("report-ES.docx", language="es"),
    )
    assert versions(result) == {"report.pdf": "main", "report_fr.pdf": "translation", "report-ES.docx": "translation"}
    assert result["report_fr.pdf"].joined == "it has the name of report.pdf, in another language"


def test_a_name_alone_joins_no_long_text_to_a_short_one(make_candidate: Make, invented: Invented) -> None:
    pair = make_candidate("report.pdf", invented("a", 4000)), make_candidate("report_fr.pdf", language="fr")
    assert len(together(*pair)) == 2


def test_parts_a_b_c_are_no_languages(make_candidate: Make) -> None:
    parts = [make_candidate(f"report_{letter}.pdf") for letter in "abcefrs"]
    assert len(together(*parts)) == len(parts)


def test_the_original_language_is_the_main_one(make_candidate: Make, invented: Invented) -> None:
    french = "Original: français. " + invented("french")
    result = placed(
        make_candidate("e.pdf", symbol="A/1", language="en"),
        make_candidate("f.docx", french, symbol="A/1", language="fr"),
    )
    assert versions(result) == {"f.docx": "main", "e.pdf": "translation"}


def test_a_file_whose_name_spells_the_symbol_joins_it(make_candidate: Make, invented: Invented) -> None:
    text = invented("text")
    result = placed(
        make_candidate("x.pdf", text, symbol="A/80/604"),
        make_candidate("A_80_604.docx", text),
        make_candidate("A_80_604_Corr.1.docx"),
    )
    assert versions(result) == {"x.pdf": "main", "A_80_604.docx": "copy", "A_80_604_Corr.1.docx": "corrigendum"}


def test_what_the_catalogue_calls_one_work_is_one(make_candidate: Make) -> None:
    result = placed(
        make_candidate("a.pdf", said="The plan", symbol="A/1"),
        make_candidate("b.pdf", said="The plan", symbol="A/2", language="fr"),
        make_candidate("c.pdf", symbol="A/1", language="es"),
    )
    assert len({place.work for place in result.values()}) == 1
    assert result["b.pdf"].joined == "its Work is The plan in the catalogue"


def test_a_digest_is_no_version_of_what_it_tells_of(make_candidate: Make, invented: Invented) -> None:
    pair: Sequence[WorkCandidate] = (
        make_candidate("a.pdf", symbol="A/1"),
        make_candidate("b.pdf", symbol="A/1", nature=Nature.DIGEST, language="fr"),
    )
    places = placed(*pair)
    assert places["a.pdf"].work == compute_work_id("A/1", "")
    assert places["b.pdf"].work == compute_work_id("A/1", "", Nature.DIGEST)


def test_ninety_reports_of_one_series_are_ninety_works(make_candidate: Make, invented: Invented) -> None:
    form = invented("form", 200)
    reports = [
        make_candidate(
            f"state{n}.pdf", f"{form} {invented(str(n), 300)}", symbol=f"A/HRC/{n}/1", title="Report: the review"
        )
        for n in range(90)
    ]
    assert len(together(*reports)) == 90


def test_pages_of_a_series_with_other_figures_are_no_translations(make_candidate: Make, invented: Invented) -> None:
    text = " In {} it counted {}, {} and {} boats."
    english = make_candidate("en-guide-2.md", invented("a") + text.format(2031, 40, 512, 77), language="en")
    spanish = make_candidate("es-guide-2.md", invented("b") + text.format(2019, 13, 905, 61), language="es")
    assert len(together(english, spanish)) == 2
    same = make_candidate("es-guide-2.md", invented("b") + text.format("٢٠٣١", 40, 512, 77), language="es")
    assert len(together(english, same)) == 1
