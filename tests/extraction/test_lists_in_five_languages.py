"""Lists whose introduction recommends and names nobody, or somebody behind `that`; States and names side by side."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

LISTS = [
    ("fr", "Le réseau recommande que les États :", "ratifient le protocole ;", ["réseau"], ["États"]),
    ("fr", "Le Comité recommande que :", "les banques signalent les virements suspects ;", ["Comité"], ["banques"]),
    ("fr", "Il est recommandé que :", "Les États membres forment les inspecteurs ;", [], ["États membres"]),
    ("fr", "Il est recommandé :", "D'élargir l'accès aux refuges ;", [], []),
    ("fr", "Il est recommandé aux États de :", "former les juges ;", [], ["États"]),
    ("es", "El grupo recomienda que los Estados:", "protejan a los testigos;", ["grupo"], ["Estados"]),
    ("es", "Se recomienda que:", "Las empresas publiquen sus proveedores;", [], ["empresas"]),
    ("es", "Se recomienda a los Estados:", "Formar a los jueces;", [], ["Estados"]),
    ("es", "El Comité recomienda que:", "el Estado parte apruebe una ley;", ["Comité"], ["Estado parte"]),
    ("es", "El Comité recomienda que:", "se capacite a los jueces;", ["Comité"], []),
    ("ru", "Группа рекомендует, чтобы государства:", "защищали свидетелей;", ["Группа"], ["государства"]),
    ("ru", "Комитет рекомендует, чтобы:", "компании публиковали отчеты;", ["Комитет"], ["компании"]),
    ("ru", "Рекомендуется:", "обучать судей;", [], []),
    ("ru", "Докладчик рекомендует:", "государствам принять закон;", ["Докладчик"], ["государствам"]),
    ("zh", "委员会建议：", "缔约国修订刑法；", ["委员会"], ["缔约国"]),
    ("zh", "建议：", "企业公布供应商名单；", [], ["企业"]),
    ("ar", "توصي اللجنة بما يلي:", "أن تصدق الدول على البروتوكول؛", ["اللجنة"], ["الدول"]),
    ("ar", "يوصى بما يلي:", "تدريب القضاة؛", [], []),
    ("ar", "توصي اللجنة بأن تقوم الدول بما يلي:", "التصديق على البروتوكول؛", ["اللجنة"], ["الدول"]),
]


@pytest.mark.parametrize(("language", "introduction", "item", "actors", "addressees"), LISTS)
def test_an_item_is_asked_of_whom_it_or_its_introduction_names(
    language: str, introduction: str, item: str, actors: list[str], addressees: list[str], passages: PassageWriter
) -> None:
    made = list(
        extract(passages([("paragraph", None, introduction), ("item", "a)", item)], language), Masthead()).statements
    )
    assert [one.kind for one in made] == [Kind.RECOMMENDATION]
    assert [ref.name for ref in made[0].actors] == actors
    assert [ref.name for ref in made[0].addressees] == addressees


ASKED = [
    ("es", "El Comité exhorta al Perú y a Bolivia a crear refugios.", ["Perú", "Bolivia"]),
    ("es", "El Comité insta a México, a Guatemala y a Honduras a que protejan a los testigos.", 3),
    ("es", "El Consejo pide al Gobierno y a las empresas que publiquen sus datos.", ["Gobierno", "empresas"]),
    ("es", "Se recomienda que los servicios de salud identifiquen a las víctimas.", ["servicios de salud"]),
    ("fr", "Le Comité demande au Sénégal et au Togo de créer des refuges.", ["Sénégal", "Togo"]),
    ("fr", "Le Comité recommande au Mali, au Niger et à la Guinée de former les juges.", ["Mali", "Niger", "Guinée"]),
    ("fr", "Le réseau recommande que soient créés des refuges.", []),
    ("ru", "Комитет призывает Перу и Боливию создать приюты.", ["Перу", "Боливию"]),
    ("zh", "委员会促请秘鲁和玻利维亚建立收容所。", ["秘鲁", "玻利维亚"]),
    ("ar", "توصي اللجنة بأن تصدق الدول على البروتوكول.", ["الدول"]),
    ("ar", "توصي اللجنة بتدريب القضاة.", []),
]


@pytest.mark.parametrize(("language", "text", "addressees"), ASKED)
def test_all_who_are_asked_are_named(
    language: str, text: str, addressees: list[str] | int, passages: PassageWriter
) -> None:
    made = list(extract(passages([("paragraph", None, text)], language), Masthead()).statements)
    assert [one.kind for one in made] == [Kind.RECOMMENDATION]
    asked = [ref.name for ref in made[0].addressees]
    assert (len(asked) if isinstance(addressees, int) else asked) == addressees


DATED = [
    ("fr", "2019-2021 : l'OIT a formé 300 inspecteurs du travail.", ["OIT"]),
    ("fr", "Juin 2021 : ONU Femmes a publié un guide pour les juges.", ["ONU Femmes"]),
    ("fr", "ONU Femmes a formé 30 juges.", ["ONU Femmes"]),
    ("es", "2022: ONU Mujeres capacitó a 30 juezas.", ["ONU Mujeres"]),
    ("es", "En 2020 Save the Children y UNICEF distribuyeron material a 500 niñas.", ["Save the Children", "UNICEF"]),
    ("ru", "2019–2021: МОТ обучила 300 инспекторов.", ["МОТ"]),
    ("ar", "2019-2021: دربت منظمة العمل الدولية 300 مفتش.", ["منظمة العمل الدولية"]),
    ("zh", "2019-2021年：国际劳工组织培训了300名监察员。", ["国际劳工组织"]),
]


@pytest.mark.parametrize(("language", "text", "actors"), DATED)
def test_a_name_without_an_article_acts_behind_a_date_too(
    language: str, text: str, actors: list[str], passages: PassageWriter
) -> None:
    made = list(extract(passages([("paragraph", None, text)], language), Masthead()).statements)
    assert [(one.kind, one.tense) for one in made] == [(Kind.ACTIVITY, "done")]
    assert [ref.name for ref in made[0].actors] == actors


PLANS = [
    ("该署计划在2026年开设三个收容所。", ["planned"]),
    ("该部通过了一项打击贩运计划。", ["done"]),
    ("内政部实施国家行动计划。", ["ongoing"]),
    ("国家行动计划涵盖五个领域。", []),
    ("该计划帮助了200名受害人。", []),
]


@pytest.mark.parametrize(("text", "tenses"), PLANS)
def test_a_plan_in_chinese_is_no_planning(text: str, tenses: list[str], passages: PassageWriter) -> None:
    assert [one.tense for one in extract(passages([("paragraph", None, text)], "zh"), Masthead()).statements] == tenses


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("zh", "对受害者和幸存者的支助"),
        ("ru", "Риски эксплуатации детей"),
        ("ru", "Факторы уязвимости детей"),
    ],
)
def test_a_topic_is_no_factor(language: str, text: str, passages: PassageWriter) -> None:
    assert list(extract(passages([("item", None, text)], language), Masthead()).statements) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [("es", "Los proveedores trabajan bajo presión."), ("fr", "Les fournisseurs travaillent sous pression.")],
)
def test_to_work_under_pressure_is_no_activity(language: str, text: str, passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, text)], language), Masthead()).statements
    assert Kind.ACTIVITY not in {one.kind for one in made}


def test_programmes_are_no_party_in_russian(passages: PassageWriter) -> None:
    text = "Программы сотрудничества должны учитывать потребности детей."
    made = list(extract(passages([("paragraph", None, text)], "ru"), Masthead()).statements)
    assert [(one.kind, one.addressees) for one in made] == [(Kind.RECOMMENDATION, ())]


HEADED = [
    ("下一步计划 - 明年为客房主管开课； - 在前台张贴求助卡片。", [(Kind.ACTIVITY, "planned")] * 2),
    ("成果快览： ◇ 编成缅语读本一册； ◇ 促使两家中介退费； ◇ 可持续性：中等。", [(Kind.ACTIVITY, "done")] * 2),
    ("优先建议：停止拘留移民儿童；给每个口岸增配一名口译员。", [(Kind.RECOMMENDATION, None)] * 2),
]


@pytest.mark.parametrize(("text", "expected"), HEADED)
def test_items_below_a_heading_in_one_passage_are_what_it_says(
    text: str, expected: list[tuple[Kind, str | None]], passages: PassageWriter
) -> None:
    made = list(extract(passages([("paragraph", None, text)], "zh"), Masthead()).statements)
    assert [(one.kind, one.tense) for one in made] == expected
