"""One sentence in five languages tells the same kinds; lists tell who does and who is asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

SENTENCES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "kinds_in_five_languages.yaml").read_text(encoding="utf-8")
)
LANGUAGES = ("fr", "es", "ar", "ru", "zh")

RESOLUTION = {
    "fr": ["Rappelant sa résolution 53/9,", "1. Prie instamment les États Membres d'indemniser les victimes ;"],
    "es": ["Recordando su resolución 53/9,", "1. Insta a los Estados Miembros a que indemnicen a las víctimas;"],
    "ar": ["إذ يشير إلى قراره 53/9،", "1 - يحث الدول الأعضاء على تعويض الضحايا؛"],
    "ru": [
        "ссылаясь на свою резолюцию 53/9,",
        "1. настоятельно призывает государства-члены выплачивать жертвам компенсацию;",
    ],
    "zh": ["回顾其第53/9号决议，", "1. 敦促会员国向受害者提供赔偿；"],
}
DONE = {
    "fr": ["Pendant l'année, l'Office :", "A formé 120 juges en Ouganda ;"],
    "es": ["Durante el año, la Oficina:", "Capacitó a 120 jueces en Uganda;"],
    "ar": ["خلال السنة، قام المكتب بما يلي:", "تدريب 120 قاضيا في أوغندا؛"],
    "ru": ["За год Управление:", "подготовило 120 судей в Уганде;"],
    "zh": ["在这一年，该办公室：", "在乌干达培训了120名法官；"],
}
PLEDGED = {
    "fr": ["Pour cela, nous :", "Formerons les attachés du travail ;"],
    "es": ["Para ello:", "Capacitaremos a los agregados laborales;"],
    "ar": ["لتحقيق ذلك، سنقوم بما يلي:", "تدريب ملحقي العمل؛"],
    "ru": ["Для этого мы будем:", "обучать атташе по вопросам труда;"],
    "zh": ["为此，我们将：", "培训劳务参赞；"],
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["fr"][:40])
def test_a_sentence_tells_its_kinds(row: dict[str, Any], language: str, passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, row[language])], language), Masthead()).statements
    assert [one.kind.value for one in made] == row["kinds"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_preamble_states_nothing_and_an_operative_paragraph_asks(language: str, passages: PassageWriter) -> None:
    lines = [("paragraph", None, words) for words in RESOLUTION[language]]
    (asked,) = extract(passages(lines, language), Masthead()).statements
    assert (asked.kind.value, len(asked.addressees)) == ("recommendation", 1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_behind_who_acts_tell_what_was_done(language: str, passages: PassageWriter) -> None:
    introduction, item = DONE[language]
    (made,) = extract(
        passages([("paragraph", None, introduction), ("item", "a)", item)], language), Masthead()
    ).statements
    assert (made.kind.value, made.tense) == ("activity", "done")


@pytest.mark.parametrize("language", LANGUAGES)
def test_items_of_what_we_will_do_are_pledged(language: str, passages: PassageWriter) -> None:
    introduction, item = PLEDGED[language]
    (made,) = extract(
        passages([("paragraph", None, introduction), ("item", "a)", item)], language), Masthead()
    ).statements
    assert made.kind.value == "commitment"


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "M. Jean Exemple, Représentant permanent auprès de l'Office des Nations Unies à Genève"),
        ("fr", "Mme Anne Modèle, Conseillère au Ministère de la justice"),
        ("es", "Sra. Ana Ejemplo, Asesora del Ministerio de Justicia"),
    ],
)
def test_delegates_that_are_listed_state_nothing(language: str, line: str, passages: PassageWriter) -> None:
    assert list(extract(passages([("paragraph", None, line)], language), Masthead()).statements) == []


@pytest.mark.parametrize(
    ("language", "text", "actors"),
    [
        ("es", "Los gobiernos de Ghana, Togo y Benín firmaron un acuerdo.", ["Ghana", "Togo", "Benín"]),
        ("ru", "Правительства Ганы, Того и Бенина подписали соглашение.", ["Ганы", "Того", "Бенина"]),
        ("ar", "وقعت حكومات غانا وتوغو وبنن اتفاقا.", ["غانا", "توغو", "بنن"]),
        ("ar", "نظمت منظمة الأمن والتعاون في أوروبا حلقة عمل.", ["منظمة الأمن والتعاون في أوروبا"]),
        ("ar", "نفذ المركز الدولي لتطوير سياسات الهجرة مشروعا.", ["المركز الدولي لتطوير سياسات الهجرة"]),
        ("zh", "2020年以来，政府一直为受害者支付租金。", ["政府"]),
    ],
)
def test_who_acts_is_told_whole(language: str, text: str, actors: list[str], passages: PassageWriter) -> None:
    (made,) = extract(passages([("paragraph", None, text)], language), Masthead()).statements
    assert [ref.name for ref in made.actors] == actors


@pytest.mark.parametrize(
    ("language", "text", "addressee"),
    [
        (
            "es",
            "Solicita a la Oficina de las Naciones Unidas contra la Droga y el Delito que siga prestando asistencia.",
            "Oficina de las Naciones Unidas contra la Droga y el Delito",
        ),
        (
            "ru",
            "просит Управление Организации Объединенных Наций по наркотикам и преступности оказывать помощь.",
            "Управление Организации Объединенных Наций по наркотикам и преступности",
        ),
        ("zh", "请联合国毒品和犯罪问题办公室继续向各国提供援助。", "联合国毒品和犯罪问题办公室"),
    ],
)
def test_who_is_asked_is_told_whole(language: str, text: str, addressee: str, passages: PassageWriter) -> None:
    (made,) = extract(passages([("paragraph", None, text)], language), Masthead()).statements
    assert [ref.name for ref in made.addressees] == [addressee]
