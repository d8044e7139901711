"""Names in Arabic, Russian and Chinese begin and end where their grammar says."""

import pytest

from palermo.extraction.tagger.name_boundaries import find_names
from palermo.extraction.tagger.party_names import is_party_name
from palermo.extraction.tagger.role_refs import is_place_or_funder


def list_names(text: str, span: str) -> list[str]:
    start = text.index(span)
    return [text[first:last] for first, last in find_names(text, start, start + len(span))]


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("يتبع الصندوق مجلس الآبار", "الصندوق مجلس الآبار", ["الصندوق"]),
        ("دعا السيد وزير الآبار هنا", "السيد وزير الآبار", ["السيد وزير الآبار"]),
        ("للمجلس أمين سر", "للمجلس أمين سر", ["للمجلس"]),
        ("تعمل اللجنة الوطنية هنا", "اللجنة", ["اللجنة الوطنية"]),
        ("تتولى الهيئة التنمية هنا", "الهيئة", ["الهيئة"]),
        ("تراقب اللجنة الجمعية هنا", "اللجنة", ["اللجنة"]),
        ("المدير التنفيذي يوقع", "التنفيذي", []),
        ("يقرر مجلس الآبار هنا", "الآبار", ["مجلس الآبار"]),
        ("وقع رئيس مجلس الآبار هنا", "مجلس الآبار", ["رئيس مجلس الآبار"]),
        ("يجوز لرئيس اللجنة ذلك", "لرئيس اللجنة", ["رئيس اللجنة"]),
        ("اللجنة الوطنية المشار إليها", "اللجنة الوطنية المشار", ["اللجنة الوطنية"]),
        ("اللجنة الوطنية لمكافحة العطش تعمل", "اللجنة الوطنية لمكافحة", ["اللجنة الوطنية لمكافحة العطش"]),
        ("ويدعو EFW جميع الدول إلى ما يلي", "EFW جميع الدول", ["جميع الدول"]),
        ("لجنة برئاسة وزير الآبار", "برئاسة وزير الآبار", ["وزير الآبار"]),
    ],
)
def test_arabic_name_is_one_noun_phrase(text: str, span: str, names: list[str]) -> None:
    assert list_names(text, span) == names


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        (
            "создан Министерством народного просвещения",
            "Министерством народного",
            ["Министерством народного просвещения"],
        ),
        ("сотрудники Министерства водных дел пришли", "Министерства водных", ["Министерства водных дел"]),
        ("сотрудники Службы водной защиты пришли", "Службы водной", ["Службы водной защиты"]),
        ("школа нового района открыла", "школа нового", ["школа нового района"]),
        ("школа Сухого открыла", "школа Сухого", ["школа Сухого"]),
        ("Там был Директор водного центра «Родник»", "водного центра", ["водного центра «Родник»"]),
        ("в него входит Комитет женщин колодца", "женщин", ["Комитет женщин"]),
        (
            "помогали дети и юноши, оставшиеся без родителей",
            "дети и юноши, оставшиеся без родителей",
            ["дети", "юноши"],
        ),
        (
            "центр исследований «Родник», Министерство воды",
            "центр исследований «Родник», Министерство воды",
            ["центр исследований «Родник»", "Министерство воды"],
        ),
        (
            "помогли молодым людям (3 девочкам и 4 мальчикам)",
            "молодым людям (3 девочкам и 4 мальчикам",
            ["молодым людям (3 девочкам и 4 мальчикам)"],
        ),
    ],
)
def test_russian_name_ends_with_its_noun(text: str, span: str, names: list[str]) -> None:
    assert list_names(text, span) == names


@pytest.mark.parametrize(
    ("before", "name"),
    [("Команда по ", "защите детей"), ("стенды с рассказом о ", "команде"), ("Финансируемый ", "Фондом колодцев")],
)
def test_russian_topics_and_funders_do_not_act(before: str, name: str) -> None:
    assert is_place_or_funder(before + name, len(before), len(before + name), "actors")


@pytest.mark.parametrize(
    ("text", "span", "names"),
    [
        ("由市、县（区）人民政府打井", "市、县（区", ["市、县（区）人民政府"]),
        ("市、县人民政府水利部门应当打井", "市、县人民政府", ["市、县人民政府水利部门"]),
        ("市、县人民政府组织有关部门打井", "市、县人民政府", ["市、县人民政府"]),
        ("直轄市、縣（市）主管機關打井", "縣（市）主管機關", ["直轄市、縣（市）主管機關"]),
        ("甘泉市、清水市人民政府打井", "甘泉市、清水市人民政府", ["甘泉市", "清水市人民政府"]),
        ("教育、水利等有关行政管理部门打井", "教育", ["教育、水利等有关行政管理部门"]),
        ("結合教育、水利及其他相關機關打井", "水利", ["教育、水利及其他相關機關"]),
        ("各级人民政府及其有关部门打井", "各级人民政府及其有关部门", ["各级人民政府"]),
        ("水井辦事處會致函村民", "水井辦事處會", ["水井辦事處"]),
        ("水井大使希望學校打井", "水井大使", ["水井大使"]),
        ("鼓勵僱主聘用村民", "僱主聘用", ["僱主"]),
        ("通知有關部門", "有關部門", []),
        ("甘泉醫院應當打井", "甘泉醫院應當", ["甘泉醫院"]),
        ("水井联盟秘书长安泉呼吁打井", "水井联盟秘书长安泉", ["水井联盟秘书长"]),
        ("包括水井公司在内", "包括水井公司", ["水井公司"]),
    ],
)
def test_chinese_lists_share_their_noun_in_either_script(text: str, span: str, names: list[str]) -> None:
    assert list_names(text, span) == names


def test_reports_and_everybody_are_no_parties() -> None:
    assert is_place_or_funder("水井報告", 0, 4, "actors")
    assert not is_party_name("所有")
    assert not is_party_name("Водная")
    assert is_party_name("Уполномоченный")


@pytest.mark.parametrize(
    "name",
    [
        "World Day against Hunger",
        "International Wells Day",
        "Journée mondiale des puits",
        "Día Internacional de los Pozos",
        "Всемирный день колодцев",
        "اليوم العالمي للآبار",
        "世界水井日",
    ],
)
def test_a_day_is_no_party(name: str) -> None:
    assert not is_party_name(name)
    assert is_party_name("World Day Care Association")


@pytest.mark.parametrize(
    "name", ["Hurricane Tarn", "l’ouragan Tarn", "Tormenta tropical Tarn", "тайфун «Тарн»", "إعصار تارن", "台风塔恩"]
)
def test_storm_is_no_party(name: str) -> None:
    assert not is_party_name(name)
    assert is_party_name("Hurricane Relief Fund")
