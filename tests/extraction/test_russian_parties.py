"""Who acts, and with whom, in Russian: openings without commas, names in quotation marks, lists of names."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.roles.parties import parties, party
from palermo.statements import Masthead, Passage, Statement

type PassageWriter = Callable[..., list[Passage]]


def found(text: str, passages: PassageWriter) -> list[Statement]:
    return list(extract(passages([("paragraph", None, text)], "ru"), Masthead()).statements)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("По итогам проверки Инспекция", "Инспекция"),
        ("На открытии выставки Служба занятости населения", "Служба занятости населения"),
        ("Этой весной Фонд «Пример»", "Фонд «Пример»"),
        ("Параллельно Палата ремесел", "Палата ремесел"),
        ("По соглашению с соседней областью районная комиссия", "районная комиссия"),
        ("Городской приют вот уже десять лет", "Городской приют"),
        ("Районный суд тотчас", "Районный суд"),
        ("Попечительский совет, заслушав отчет", "Попечительский совет"),
        ("Школа № 12 города-примера", "Школа № 12 города-примера"),
        ("Совет министров государств – участников Договора", "Совет министров государств – участников Договора"),
    ],
)
def test_a_party_is_told_without_what_stands_around_it(printed: str, name: str) -> None:
    words = wordings("ru")
    assert words is not None
    assert party(printed, words) == name


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        (
            "Управление по вопросам труда и занятости и Палата юристов",
            ["Управление по вопросам труда и занятости", "Палата юристов"],
        ),
        ("Фонд «Вера и дело» и Лига учителей", ["Фонд «Вера и дело»", "Лига учителей"]),
        ("Министерство образования и науки", ["Министерство образования и науки"]),
    ],
)
def test_lists_are_divided_between_parties_and_not_within_names(printed: str, names: list[str]) -> None:
    words = wordings("ru")
    assert words is not None
    assert list(parties(printed, words)) == names


@pytest.mark.parametrize(
    ("text", "actors", "partners"),
    [
        (
            "Фонд «Тихая гавань» и сеть клиник «Лотос» подписали соглашение о сотрудничестве.",
            ["Фонд «Тихая гавань»"],
            ["сеть клиник «Лотос»"],
        ),
        (
            "Коалиция «Голос» наладила сотрудничество с Коллегией нотариусов и налоговой инспекцией.",
            ["Коалиция «Голос»"],
            ["Коллегией нотариусов", "налоговой инспекцией"],
        ),
        (
            "Взаимодействие между Службой пробации и Палатой нотариусов строится на основе меморандума.",
            ["Службой пробации"],
            ["Палатой нотариусов"],
        ),
        (
            "Представители Палаты совместно с училищем связи провели тренинг для водителей.",
            ["Представители Палаты"],
            ["училищем связи"],
        ),
        ("Общество «Парус Надежды» теперь обучает девушек шитью.", ["Общество «Парус Надежды»"], []),
    ],
)
def test_who_acts_and_with_whom(text: str, actors: list[str], partners: list[str], passages: PassageWriter) -> None:
    (made,) = found(text, passages)
    assert [ref.name for ref in made.actors] == actors
    assert [ref.name for ref in made.partners] == partners


@pytest.mark.parametrize(
    ("text", "kind", "addressees"),
    [
        ("Фонд провел для сельских учителей занятия о безопасном интернете.", "activity", ["сельских учителей"]),
        ("Фонд разъясняет иностранным работницам их права.", "activity", ["иностранным работницам"]),
        ("Клиника за полгода обследовала 70 женщин.", "activity", ["женщин"]),
        ("Министерству труда надлежало бы открыть приют.", "recommendation", ["Министерству труда"]),
        ("Учителям музыки комиссия советует говорить с детьми о вербовке.", "recommendation", ["Учителям музыки"]),
        (
            "Областным судам инспекция предложила открыть приемные.",
            "recommendation",
            ["Областным судам"],
        ),
        (
            "Коллегия постановила: министерству юстиции в месячный срок подготовить проект правил.",
            "recommendation",
            ["министерству юстиции"],
        ),
    ],
)
def test_who_is_served_or_asked(text: str, kind: str, addressees: list[str], passages: PassageWriter) -> None:
    (made,) = found(text, passages)
    assert made.kind.value == kind
    assert [ref.name for ref in made.addressees] == addressees


@pytest.mark.parametrize(
    ("text", "bearer"),
    [
        ("Задача вести реестр дел лежит прежде всего на прокуратуре.", "прокуратуре"),
        ("Институту труда поручается ведение реестра агентств.", "Институту труда"),
    ],
)
def test_whose_a_task_is(text: str, bearer: str, passages: PassageWriter) -> None:
    (made,) = found(text, passages)
    assert (made.kind.value, [ref.name for ref in made.actors]) == ("mandate", [bearer])


@pytest.mark.parametrize(
    "text",
    [
        "Ассоциация отелей принимает на себя обязательство проверять агентства.",
        "Министерство готово и впредь открывать приемные в портах.",
    ],
)
def test_whoever_takes_it_upon_themselves_commits(text: str, passages: PassageWriter) -> None:
    assert [made.kind.value for made in found(text, passages)] == ["commitment"]
