"""Arabic words are met with what clings to them and never within others; items of a list of causes are factors."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.language.wording_files import wordings
from palermo.extraction.language.wordings import Wordings
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

OTHERS = [
    "الفقرة",
    "فقرات",
    "المتحدة",
    "تحديد",
    "تحديث",
    "تحديات",
    "إجراء",
    "الإجراءات",
    "الناجحة",
    "النجاح",
    "الأعضاء",
    "الكلية",
    "أخطر",
    "الإسكان",
    "تبنى",
    "جنسيات",
    "تدفق",
    "الدفعة",
    "التركيز",
    "مناقصة",
    "الإعدام",
    "الالتزام",
    "الدول",
    "والدول",
    "التجارة",
    "الشخصية",
    "الأسرع",
    "معاملة",
    "الإدراك",
    "تهيئة",
    "متعمدة",
    "المحاكمة",
]
"""Common words that hold the letters of a word of harm, of a cause or of people."""


@pytest.fixture(scope="module")
def arabic() -> Wordings:
    found = wordings("ar")
    assert found is not None
    return found


@pytest.mark.parametrize("word", OTHERS)
def test_common_words_hold_no_word_of_harm_or_cause(word: str, arabic: Wordings) -> None:
    causes = [wording.words for wording in arabic.kinds[Kind.FACTOR] if wording.pattern.search(word)]
    assert (arabic.harm.findall(word), causes) == ([], [])


@pytest.mark.parametrize("word", ["الإسكان", "والدول", "التجارة", "الشخصية", "الأسرع", "معاملة", "الاتجار"])
def test_common_words_hold_no_people(word: str, arabic: Wordings) -> None:
    assert arabic.people.search(word) is None


@pytest.mark.parametrize("word", ["الإدراك", "تهيئة", "متعمدة", "المحاكمة", "متطرف"])
def test_common_words_hold_no_party(word: str, arabic: Wordings) -> None:
    assert arabic.actors.search(word) is None


@pytest.mark.parametrize(
    "word", ["والفقر", "بالعنف", "للاتجار", "ديونهم", "كالاستغلال", "والناجيات", "المخدرات", "وضحايا"]
)
def test_what_clings_to_a_word_of_harm_leaves_it_one(word: str, arabic: Wordings) -> None:
    assert arabic.harm.fullmatch(word) is not None


CAUSES = [
    ("fr", "Les facteurs de risque de traite sont :", "des emplois à bas prix proposés par des intermédiaires ;"),
    ("es", "Los factores de riesgo son:", "las ofertas de empleo que circulan por las redes;"),
    ("ru", "Факторами риска торговли людьми являются:", "предложения работы за границей от посредников;"),
    ("ar", "وعوامل الخطر هي:", "عروض عمل يقدمها وسطاء؛"),
    ("zh", "人口贩运的风险因素包括：", "中介机构提供的海外工作；"),
    ("en", "The causes of trafficking are:", "Debts that whole families owe to recruiters;"),
]


@pytest.mark.parametrize(("language", "introduction", "item"), CAUSES)
def test_items_below_an_introduction_of_causes_are_factors(
    language: str, introduction: str, item: str, passages: PassageWriter
) -> None:
    lines = [("paragraph", None, introduction), ("item", "a)", item)]
    made = list(extract(passages(lines, language), Masthead()).statements)
    assert [(one.kind, one.quote) for one in made] == [(Kind.FACTOR, item.rstrip(" ;；؛"))]


@pytest.mark.parametrize(("language", "introduction", "item"), CAUSES)
def test_items_of_causes_within_a_paragraph_are_factors(
    language: str, introduction: str, item: str, passages: PassageWriter
) -> None:
    whole = f"{introduction} a) {item} b) {item}"
    made = list(extract(passages([("paragraph", None, whole)], language), Masthead()).statements)
    assert [one.kind for one in made] == [Kind.FACTOR, Kind.FACTOR]
