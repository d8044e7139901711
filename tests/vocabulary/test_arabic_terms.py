"""Tests of Arabic words of themes and interventions, and of homographs."""

import pytest

from palermo.vocabulary import find_printed_words, find_tags, load_vocabulary

VOCABULARY = load_vocabulary()


def ids(text: str) -> set[str]:
    return {tag.id for tag in find_tags(text, "ar", VOCABULARY)}


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("قدمت الرابطة استشارات قانونية للبحارة", "access-to-justice"),
        ("نظمت الوزارة دورة تكوينية للقضاة", "capacity-building"),
        ("فتشت الوزارة سبعين سفينة", "monitoring-and-evaluation"),
        ("الفحص المبكر في مراكز الاستقبال", "identification-and-referral"),
        ("شبكات تهريب اللاجئين", "migrant-smuggling"),
        ("زيارة مفتشي الشغل للضيعات", "labour-rights"),
        ("زرع الأعضاء في المستشفيات", "health"),
        ("زرع األعضاء في المستشفيات", "health"),
        ("تتبع التحويلات المالية", "financial-investigation"),
    ],
)
def test_usual_arabic_words_are_seen(text: str, id: str) -> None:
    assert id in ids(text)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("يحث المؤتمر الدول على كفالة حقوق البحارة", "labour-rights"),
        ("العقد غير صحيح وبطبيعته باطل", "health"),
        ("افتتحت الرابطة عيادة قانونية", "health"),
        ("الجريمة المنظمة عبر الحدود الوطنية", "border-management"),
    ],
)
def test_arabic_words_that_mean_something_else_are_left_alone(text: str, id: str) -> None:
    assert id not in ids(text)


def test_words_of_a_tag_are_quoted_as_the_text_has_them() -> None:
    assert find_printed_words("زرع األعضاء في المستشفيات", "الاعضاء") == "األعضاء"
