"""Who acts or is asked is a name or the phrase of a group: bounded, never a clause."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.extraction import extract
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.names.arabic_noun_phrases import asked, name_at_start
from palermo.extraction.roles.parties import parties, party
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("the Ministry of Labour also", "Ministry of Labour"),
        ("UNODC, in partnership with the Example Fund", "UNODC"),
        ("In the Compact, Member States", "Member States"),
        ("the United Nations Example Programme (UNEX)", "United Nations Example Programme"),
        ("all other States", "States"),
        ("the national police who were on duty", "national police"),
        ("twenty-two Governments", "Governments"),
        ("the work of the Office", "Office"),
        ("the gender component of UNEX", "gender component of UNEX"),
        ("the human rights component of UNEX", "human rights component of UNEX"),
    ],
)
def test_a_party_is_told_without_what_stands_around_it(printed: str, name: str) -> None:
    words = wordings("en")
    assert words is not None
    assert party(printed, words) == name


@pytest.mark.parametrize(
    "printed",
    [
        "That was why the programme that was being carried out would",
        "whether the State intended",
        "the continuation of efforts",
        "the Criminal Code",
        "Mr. A. Example, Minister",
        "300",
        "Support Governments in the",
        "x" * 700,
        "",
    ],
)
def test_clauses_texts_and_persons_are_no_parties(printed: str) -> None:
    words = wordings("en")
    assert words is not None
    assert party(printed, words, served=True) is None


def test_lists_are_divided_between_parties_and_not_within_names() -> None:
    words = wordings("en")
    assert words is not None
    printed = "the Ministry of Labour and Welfare, UNODC and civil society organizations"
    assert list(parties(printed, words)) == ["Ministry of Labour and Welfare", "UNODC", "civil society organizations"]
    assert list(parties("women and girls", words, served=True)) == ["women and girls"]


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("an independent firm, Clearsight Assurance,", ["Clearsight Assurance"]),
        ("the signatories, including Alder & Finch and Brookmart", ["Alder & Finch", "Brookmart"]),
        ("a joint investigation team of France, Romania and Eurojust", ["France", "Romania", "Eurojust"]),
        ("the project, which is run by UNODC with support from Canada", ["UNODC"]),
        ("the NGO Casa Clara Institute", ["Casa Clara Institute"]),
        ("UNICEF and its implementing partners", ["UNICEF"]),
        ("legal clinics in Manila and Cebu", ["legal clinics"]),
        ("as Head of the Mission", []),
    ],
)
def test_names_are_told_from_the_phrases_that_hold_them(printed: str, named: list[str]) -> None:
    words = wordings("en")
    assert words is not None
    assert list(parties(printed, words)) == named


def test_arabic_names_end_where_the_next_begins() -> None:
    assert asked("اللجنة الدولة الطرف بتخصيص موارد") == ("اللجنة", "الدولة الطرف")
    assert asked("إلى الأمين العام أن يقدم تقريرا") == ("", "الأمين العام")
    assert name_at_start("وزارة العمل ثلاثة مكاتب")[0] == "وزارة العمل"
    assert name_at_start("") == ("", 0)


def test_a_short_name_is_the_full_one_most_often_met(passages: PassageWriter) -> None:
    written = passages(
        [
            ("paragraph", None, "The Office for Example Rivers was opened in 2001, with the Office of Example Roads."),
            ("paragraph", None, "In May the Office for Example Rivers moved."),
            ("paragraph", None, "The Office trained 40 judges."),
        ]
    )
    made = list(extract(written, Masthead()).statements)[-1]
    assert [ref.name for ref in made.actors] == ["Office for Example Rivers"]
    assert [s.role for s in made.support] == ["entity"]


def test_who_is_served_is_the_addressee_of_what_is_done(passages: PassageWriter) -> None:
    text = "The Centre provides legal advice to migrant workers and trains prosecutors in three States."
    (made,) = extract(passages([("paragraph", None, text)]), Masthead()).statements
    assert [ref.name for ref in made.addressees] == ["migrant workers", "prosecutors"]


WRITTEN = yaml.safe_load((Path(__file__).parent / "who.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", [row for rows in WRITTEN.values() for row in rows], ids=lambda row: row["text"][:40])
def test_sentences_tell_who(row: dict[str, Any], passages: PassageWriter) -> None:
    made = list(extract(passages([("paragraph", None, row["text"])]), Masthead()).statements)
    for role in {"actors", "addressees", "partners"} & row.keys() - set(row.get("open", ())):
        told = {ref.name.removeprefix("the ") for one in made for ref in getattr(one, role)}
        assert (role, told) == (role, set(row[role]))


@pytest.mark.parametrize(
    ("language", "text", "actors", "partners"),
    [
        (
            "fr",
            "L'OIM et le ministère de l'Action sociale du Togo ont formé 30 juges avec l'appui financier de l'UNICEF.",
            {"OIM", "ministère de l'Action sociale du Togo"},
            {"UNICEF"},
        ),
        (
            "es",
            "Los gobiernos de Honduras, Trinidad y Tabago y El Salvador capacitaron a jueces con la OIT.",
            {"Honduras", "Trinidad y Tabago", "El Salvador"},
            {"OIT"},
        ),
        ("ru", "Министерство труда при содействии МОТ обучило 300 инспекторов.", {"Министерство труда"}, {"МОТ"}),
        ("es", "Los gobiernos de Togo y Benín firmaron un acuerdo contra la trata.", {"Togo", "Benín"}, set()),
        (
            "ar",
            "وقّع المركز الدولي لتطوير سياسات الهجرة ووزارة العمل مذكرة تفاهم في عام 2023.",
            {"المركز الدولي لتطوير سياسات الهجرة", "وزارة العمل"},
            {"وزارة العمل"},
        ),
        ("ar", "نفّذت منظمة العمل الدولية برنامجا تدريبيا لمفتشي العمل.", {"منظمة العمل الدولية"}, set()),
        ("zh", "2020年以来，政府为300名受害者提供了法律援助。", {"政府"}, set()),
        (
            "zh",
            "联合国毒品和犯罪问题办公室为柬埔寨的边境警察举办了培训班。",
            {"联合国毒品和犯罪问题办公室"},
            set(),
        ),
    ],
)
def test_lists_are_divided_in_other_languages(
    language: str, text: str, actors: set[str], partners: set[str], passages: PassageWriter
) -> None:
    (made,) = extract(passages([("paragraph", None, text)], language), Masthead()).statements
    assert {ref.name for ref in made.actors} == actors
    assert {ref.name for ref in made.partners} == partners


def test_a_chinese_agency_is_the_one_that_acted_before(passages: PassageWriter) -> None:
    text = "2021年，移民署与儿童基金一道，培训了240名官员。该署目前正在肯尼亚试用一份转介表格。"
    made = list(extract(passages([("paragraph", None, text)], "zh"), Masthead()).statements)
    assert [[ref.name for ref in one.actors] for one in made] == [["移民署"], ["移民署"]]


def test_a_french_chapeau_says_who_is_asked(passages: PassageWriter) -> None:
    text = "Il est recommandé aux maires : a) de former leurs agents ; b) d'ouvrir un foyer."
    made = list(extract(passages([("paragraph", None, text)], "fr"), Masthead()).statements)
    assert [[ref.name for ref in one.addressees] for one in made] == [["maires"], ["maires"]]


def test_most_roles_are_read() -> None:
    rows = [row for rows in WRITTEN.values() for row in rows]
    assert sum("open" in row for row in rows) * 5 <= len(rows)


@pytest.mark.parametrize(
    ("language", "text", "actors", "partners"),
    [
        ("en", "UNICEF in June trained 40 judges.", ["UNICEF"], []),
        ("en", "We signed an agreement with the Fiji Law Society in June.", [], ["Fiji Law Society"]),
        ("fr", "L'OIM a signé un accord avec la Croix-Rouge française en juin.", ["OIM"], ["Croix-Rouge française"]),
        ("en", "WHO opened a clinic for victims in Suva.", ["WHO"], []),
        ("en", "IOM and the network SAIL Forward opened a clinic in Suva.", ["IOM", "SAIL Forward"], ["SAIL Forward"]),
        ("es", "Su Consejo Permanente aprobó un plan de acción en 2020.", ["Consejo Permanente"], []),
        (
            "ar",
            "يكلف القانون رقم 12 لسنة 2011 اللجنة الوطنية لمكافحة الاتجار بتنسيق العمل.",
            ["اللجنة الوطنية لمكافحة الاتجار"],
            [],
        ),
    ],
)
def test_months_years_sorts_and_owners_are_no_part_of_a_name(
    language: str, text: str, actors: list[str], partners: list[str], passages: PassageWriter
) -> None:
    (made,) = extract(passages([("paragraph", None, text)], language), Masthead()).statements
    assert ([ref.name for ref in made.actors], [ref.name for ref in made.partners]) == (actors, partners)


@pytest.mark.parametrize(
    ("language", "organ", "text"),
    [
        (
            "en",
            "The General Assembly,",
            "Welcomes the gifts of Chad, Fiji and the Niger, and encourages others to give;",
        ),
        (
            "fr",
            "L'Assemblée générale,",
            "Se félicite des dons du Tchad et du Japon, et encourage les autres à contribuer;",
        ),
        (
            "es",
            "La Asamblea General,",
            "Acoge con beneplácito los aportes de Chile y el Japón, y alienta a otros a dar;",
        ),
    ],
)
def test_who_is_welcomed_asks_for_nothing(language: str, organ: str, text: str, passages: PassageWriter) -> None:
    made = list(
        extract(passages([("paragraph", None, organ), ("paragraph", "1", text)], language), Masthead()).statements
    )
    assert [organ.endswith(f"{ref.name},") for one in made for ref in one.actors] == [True]


def test_what_a_tool_is_for_does_not_act(passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, "这些指标供研究人员识别强迫劳动。")], "zh"), Masthead()).statements
    assert [ref.name for one in made for ref in one.actors] == []
