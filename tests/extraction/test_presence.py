"""Tests of tables of who does what: statements by row, or errors with row, column and hint."""

import io
from collections.abc import Sequence

import pytest
import xlsxwriter

from palermo import registry, vocabulary
from palermo.errors import TableInvalid
from palermo.extraction import extract
from palermo.extraction.rows import SURVEY_FORM_MARK, find_all_faults, find_missing_roles
from palermo.extraction.rows.columns import find_role, normalise_tag
from palermo.languages import LABELLED_LANGUAGES
from palermo.linking import link_document
from palermo.publishing.survey_form import FORM_COLUMNS, build_form
from palermo.reading import read
from palermo.statements import Document, Masthead, Nature, Statement, build_record

HEAD = [column.labels["en"] for column in FORM_COLUMNS]
GOOD: list[str | int] = [
    "ILO",
    "Trains inspectors",
    "Prevention",
    "",
    "Forced labour",
    "Children",
    "",
    "Kenya; Uganda",
    "IOM",
    2024,
    2025,
]


def stated(content: bytes, name: str, nature: Nature = Nature.TABLE) -> list[tuple[Statement, Document]]:
    """What a table states, linked, as a build makes it."""
    reading = read(content, name)
    document = Document(
        id=reading.document,
        work=reading.document,
        source=name,
        media_type=reading.media_type,
        size=1,
        pages=None,
        language="en",
        title=name,
        nature=nature,
    )
    result = tuple(extract(reading.passages, Masthead()).statements)
    return [(item, document) for item in link_document(result, document, reading.passages, registry.load_registry())]


def survey(*rows: Sequence[str | int], head: Sequence[str] = HEAD) -> bytes:
    built = io.BytesIO()
    with xlsxwriter.Workbook(built) as book:
        page = book.add_worksheet("Activities")
        page.write(0, 0, SURVEY_FORM_MARK)
        for line, row in enumerate([head, *rows], 1):
            for column, value in enumerate(row):
                page.write(line, column, value)
    return built.getvalue()


@pytest.mark.parametrize(
    "table",
    [
        "Organisation,Sector,Country\nILO,Protection,Kenya\nLake Aid,Health,TCD\n",
        "Organisme;Secteur;Pays\nOIT;Protection;Kenya\nAide du Lac;Santé;Tchad\n",
        "Organización,Sector,País\nOIT,Protección,Kenya\nAyuda del Lago,Salud,Chad\n",
        "المنظمة,القطاع,البلد\nمنظمة العمل الدولية,الحماية,كينيا\nعون البحيرة,الصحة,تشاد\n",
        "Nom,Quoi,Ou\n#org,#sector,#country\nILO,Protection,Kenya\nAide du Lac,Santé,Tchad\n",
    ],
)
def test_columns_are_found_by_words_and_by_tags(table: str) -> None:
    (first, document), (second, _) = stated(table.encode(), "presence.csv")
    assert first.actors[0].id == "ilo"
    assert (second.actors[0].id or "").startswith("new:")
    assert (first.places, second.places) == (("KEN",), ("TCD",))
    assert "protection-and-assistance" in first.interventions
    assert build_record(second, document)["row"]["row"] == (4 if "#org" in table else 3)
    assert second.quote in table.replace(",", "; ") or "; " in second.quote


def test_names_of_columns_and_organisations_tell_nothing_of_what_is_done() -> None:
    table = "dataset,Organisation,Sector,Country\nx,Save Children of Qatar,Nutrition,SOM\ny,B,C,SOM\n"
    ((first, _), _) = stated(table.encode(), "presence.csv")
    assert (first.places, first.groups, first.interventions) == (("SOM",), (), ())


def test_a_country_is_reported_by_the_code_of_a_place() -> None:
    table = "Organisation,Activity,adm1_pcode,End date\nA,Training of judges,SO11,2025-04\nB,Legal aid,TD02,\n"
    result = [item for item, _ in stated(table.encode(), "t.csv")]
    assert [item.places for item in result] == [("SOM",), ("TCD",)]
    assert result[0].years == (2025,)


@pytest.mark.parametrize(
    ("table", "output"),
    [
        (
            "Organisation,Sector,Country\nA,B,Atlantis\nC,D,Kenya\n",
            "row 2, column “Country”: “Atlantis” is neither a country",
        ),
        ("Organisation,Sector,Country\n,Health,Kenya\nC,D,Kenya\n", "row 2, column “Organisation”: it is empty"),
        ("Organisation,Sector,Country\nA,,Kenya\nC,D,Kenya\n", "row 2, column “Sector”: it is empty"),
        ("Organisation,Organisation,Sector,Country\nA,A,B,Kenya\nB,B,C,Mali\n", "two columns have this name"),
        ("Who is it,Quoi,Ou\n#adm1,#sector,#country\nA,Health,Kenya\nB,C,Mali\n", "the table has no column for it"),
    ],
)
def test_a_fault_names_row_column_and_mend_and_nothing_is_imported(table: str, output: str) -> None:
    with pytest.raises(TableInvalid) as caught:
        stated(table.encode(), "presence.csv")
    assert output in str(caught.value)
    assert "nothing was imported" in str(caught.value)


def test_other_tables_stay_rows() -> None:
    assert stated(b"Country,Cases,Year\nKenya,3,2024\nMali,4,2024\n", "cases.csv") == []


def test_a_form_that_is_filled_in() -> None:
    ((item, document),) = stated(survey(GOOD), "form.xlsx", Nature.SURVEY)
    assert (item.actors[0].id, item.partners[0].id) == ("ilo", "iom")
    assert {"prevention"} <= set(item.interventions)
    assert (item.exploitation, item.groups, item.places) == (("forced-labour",), ("children",), ("KEN", "UGA"))
    assert (item.years, item.action) == ((2024, 2025), "Trains inspectors; Prevention; Children; Forced labour")
    assert build_record(item, document)["row"] == {"sheet": "Activities", "row": 3, "column": None}


def test_a_form_half_filled_in_tells_every_cell() -> None:
    bad = survey(
        GOOD, ["ILOO", "", "Wish", "", "", "", "", "Narnia", "", 2024, 2020], ["", "Trains", *[""] * 5, "Mali"]
    )
    faults = [(item.row, item.column) for item in find_all_faults(read(bad, "form.xlsx").passages)]
    assert faults == [
        ("Activities!4", "Organisation"),
        ("Activities!4", "Kind of work"),
        ("Activities!4", "Country"),
        ("Activities!4", "End year"),
        ("Activities!5", "Organisation"),
        ("Activities!5", "Start year"),
    ]
    with pytest.raises(TableInvalid, match="and 1 more"):
        stated(bad, "form.xlsx")


def test_a_form_whose_years_are_none() -> None:
    bad = survey([*GOOD[:9], "soon", "later"], [*GOOD[:9], "June 2024", ""])
    faults = list(find_all_faults(read(bad, "form.xlsx").passages))
    assert [(item.row, item.column, item.reason) for item in faults] == [
        ("Activities!3", "Start year", "“soon” contains no year"),
        ("Activities!3", "End year", "“later” contains no year"),
    ]
    assert faults[0].fix == "Write a year such as 2024"
    ((item, _),) = stated(survey([*GOOD[:9], "June 2024", ""]), "form.xlsx", Nature.SURVEY)
    assert item.years == (2024,)


def test_a_form_without_its_header() -> None:
    with pytest.raises(TableInvalid, match="the table has no column for it"):
        stated(survey(GOOD, GOOD, head=[f"x{at}y" for at in range(11)]), "form.xlsx")


@pytest.mark.parametrize("language", LABELLED_LANGUAGES)
def test_the_form_is_read_back_in_each_of_its_languages(language: str) -> None:
    for column in FORM_COLUMNS:
        assert find_role(column.labels[language]) == column.role
    content = build_form(registry.load_registry(), vocabulary.load_vocabulary(), language)
    assert stated(content, "form.xlsx") == []
    assert content == build_form(registry.load_registry(), vocabulary.load_vocabulary(), language)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("ru", ["МОТ", "Обучает инспекторов", "", "", "", "", "", "Кения; Уганда", "", 2024, 2025, "завершено", ""]),
        ("zh", ["国际劳工组织", "培训检查员", "", "", "", "", "", "肯尼亚；乌干达", "", 2024, 2025, "已完成", ""]),
    ],
)
def test_a_form_in_russian_or_chinese_states_the_same(language: str, row: list[str | int]) -> None:
    head = [column.labels[language] for column in FORM_COLUMNS]
    ((item, _),) = stated(survey(row, head=head), "form.xlsx", Nature.SURVEY)
    assert ([ref.id for ref in item.actors], item.places, item.years) == (["ilo"], ("KEN", "UGA"), (2024, 2025))
    assert item.tense == "done"


def test_tags_are_compared_without_their_languages() -> None:
    assert normalise_tag("#Org +name +en") == "#org+name"
    assert find_role("anything", "#org+name+fr") == "organisation"
    assert find_role("anything", "#adm1+code+v_pcode") == "place code"


@pytest.mark.parametrize("head", ["#org,#activity,#country", "Implementing partner,Activity,Country"])
def test_tags_alone_and_an_implementing_partner_alone_tell_who(head: str) -> None:
    ((item, _),) = stated(f"{head}\nILO,Training of inspectors,Kenya\n".encode(), "table.csv")
    assert [ref.id for ref in item.actors] == ["ilo"]
    assert item.places == ("KEN",)


@pytest.mark.parametrize(
    ("table", "without"),
    [
        ("Partner,What,Place\nILO,Training,Kenya\n", {"where"}),
        ("Activity,Country\nTraining,Kenya\n", {"the organisation"}),
        ("Organisation,Activity,Country\nILO,,Kenya\n", {"what it does"}),
        ("Organisation,Activity,Country\nILO,Training,Kenya\n", set()),
        ("a,b\n1,2\n", {"the organisation", "what it does", "where"}),
    ],
)
def test_what_no_column_is_for_is_named(table: str, without: set[str]) -> None:
    assert set(find_missing_roles(read(table.encode(), "presence.csv").passages)) == without
