"""Arabic resolutions and laws in one passage: each paragraph by itself, items of tasks, and names in full."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.extraction.names.arabic_noun_phrases import names_at_start, subject_end
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TOLD = [
    (
        "إن المؤتمر، إذ يشير إلى قراره 4/2، وإذ يساوره القلق لأن السماسرة يستدرجون البحارة بوعود كاذبة، "
        "1 - يحث دول العلم على تفتيش السفن؛ 2 - يطلب إلى الأمانة أن تنشر أسماء السفن المخالفة.",
        [
            ("factor", "السماسرة يستدرجون البحارة بوعود كاذبة"),
            ("recommendation", "يحث دول العلم على تفتيش السفن"),
            ("recommendation", "يطلب إلى الأمانة أن تنشر أسماء السفن المخالفة"),
        ],
    ),
    (
        "نحن وزراء الصيد، المجتمعين في نواذيبو، 1- نتعهد بحظر رسوم التشغيل؛ 2- نهيب بالموانئ أن تفتح عيادات للبحارة.",
        [("commitment", "نتعهد بحظر رسوم التشغيل"), ("recommendation", "نهيب بالموانئ أن تفتح عيادات للبحارة")],
    ),
    (
        "المادة 9 – تتولى الهيئة، تحت إشراف الوزير، المهام الآتية: أ) حفظ سجل السفن؛ ب) تدريب مفتشي الموانئ.",
        [("mandate", "حفظ سجل السفن"), ("mandate", "تدريب مفتشي الموانئ")],
    ),
    (
        "في عام 2031، قام المركز بما يلي: (أ) تدريب تسعين بحارا؛ (ب) نشر دليل بلغتين.",
        [("activity", "تدريب تسعين بحارا"), ("activity", "نشر دليل بلغتين")],
    ),
    (
        "إن مجلس الموانئ، بعد الاطلاع على المذكرة، يقرر: 1- دعوة الدول الأعضاء إلى فتح ملاجئ للبحارة.",
        [("recommendation", "دعوة الدول الأعضاء إلى فتح ملاجئ للبحارة")],
    ),
    (
        "الطلب من جامعة الموانئ إعداد دورة للقضاة.",
        [("recommendation", "الطلب من جامعة الموانئ إعداد دورة للقضاة")],
    ),
    (
        "افتتح الوزير عيادة للبحارة في الميناء، داعيا أرباب السفن إلى دفع الأجور في مواعيدها.",
        [
            ("activity", "افتتح الوزير عيادة للبحارة في الميناء"),
            ("recommendation", "داعيا أرباب السفن إلى دفع الأجور في مواعيدها"),
        ],
    ),
    (
        "وناشدوا شركات الشحن أن تنشر عقودها.",
        [("recommendation", "وناشدوا شركات الشحن أن تنشر عقودها")],
    ),
    (
        "والمرجو من الموانئ أن تعلق أرقام الخط الساخن.",
        [("recommendation", "والمرجو من الموانئ أن تعلق أرقام الخط الساخن")],
    ),
]
"""What a passage states, by kind and words."""


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_each_paragraph_and_item_is_read(text: str, told: list[tuple[str, str]], passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, text)], "ar"), Masthead())
    assert [(one.kind.value, one.quote) for one in made] == told


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("تجدد الرابطة الوطنية لربابنة السفن تعهدها بنشر عقودها.", "commitment", ["الرابطة الوطنية لربابنة السفن"]),
        ("وأكدت وزارة الموانئ، في ردها على النقابة، التزامها بفتح عيادة.", "commitment", ["وزارة الموانئ"]),
        ("ولن تقبل الرابطة تبرعات من شركات التشغيل.", "commitment", ["الرابطة"]),
        ("أما وحدة الموانئ فتتولى فحص العقود.", "mandate", ["وحدة الموانئ"]),
        ("ويناط بمفتشية الموانئ رصد مكاتب التشغيل.", "mandate", ["مفتشية الموانئ"]),
        ("صندوق البحارة منوط به سداد الأجور المتأخرة.", "mandate", ["صندوق البحارة"]),
        ("تتولى دائرة الموانئ، بحكم قانونها، حماية بيانات البحارة.", "mandate", ["دائرة الموانئ"]),
        ("ونرأس مع بلدية الميناء لجنة محلية للبحارة.", "partnership", []),
    ],
)
def test_a_wording_tells_its_kind_and_who(text: str, kind: str, actors: list[str], passages: PassageWriter) -> None:
    made = list(extract(passages([("paragraph", None, text)], "ar"), Masthead()))
    assert [(one.kind.value, [ref.name for ref in one.actors]) for one in made] == [(kind, actors)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("الهيئة العامة للموانئ البحرية بتمديد", ["الهيئة العامة للموانئ البحرية"]),
        (
            "الاتحاد الدولي لعمال الموانئ ومركز رصد جرائم البحار في",
            ["الاتحاد الدولي لعمال الموانئ", "مركز رصد جرائم البحار"],
        ),
        ("الاتحاد العام لنقابات عمال تونس على", ["الاتحاد العام لنقابات عمال تونس"]),
        ("مكاتب تشغيل البحارة عن", ["مكاتب تشغيل البحارة"]),
        ("رابطة الصحفيات المصريات", ["رابطة الصحفيات المصريات"]),
        ("الهيئة الوطنية لتدريب القضاة", ["الهيئة الوطنية"]),
        ("الهيئة الوطنية للضحايا", ["الهيئة الوطنية"]),
        ("وزارة العدل دليل القضاة", ["وزارة العدل"]),
        ("سلطات الجمارك الحاويات الواردة", ["سلطات الجمارك"]),
    ],
)
def test_a_name_goes_as_far_as_it_is_of_something(text: str, names: list[str]) -> None:
    assert names_at_start(text) == names


def test_who_acts_goes_as_far_as_its_name() -> None:
    said = " الاتحاد الدولي لعمال الموانئ بتمديد"
    assert said[: subject_end(said)].strip() == "الاتحاد الدولي لعمال الموانئ"
