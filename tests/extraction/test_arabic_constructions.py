"""Arabic sentences that state several things, lists in one passage, and who acts where the sentence leaves it out."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

SEVERAL = {
    "دربنا في العام الماضي تسعين معلمة، ونعتزم فتح مركز ثان.": [("activity", "done"), ("activity", "planned")],
    "أنجزت الهيئة دليل المقابلات، وهي تعد الآن نسخته المبسطة.": [("activity", "done"), ("activity", "ongoing")],
    "قالت الوزيرة إن الفقر يدفع الفتيات إلى الزواج المبكر، وناشدت البلديات أن تفتح ملاجئها.": [
        ("factor", None),
        ("recommendation", None),
    ],
    "وعلى المصارف أن تبلغ عن الحسابات المريبة، وتدعو اللجنة شركات الطيران إلى تدريب أطقمها.": [
        ("recommendation", None),
        ("recommendation", None),
    ],
    "توصي اللجنة حكومة غانا بما يلي: (أ) سن قانون لتعويض الضحايا؛ (ب) تعيين قاضيات متخصصات.": [
        ("recommendation", None),
        ("recommendation", None),
    ],
    "وتلتزم المجموعة بما يلي: 1- ألا تتعاقد مع سماسرة؛ 2- أن تنشر أسماء مزارعها.": [
        ("commitment", None),
        ("commitment", None),
    ],
    "توصيات • إنشاء وحدة متخصصة في النيابة • ضمان الترجمة للضحايا": [
        ("recommendation", None),
        ("recommendation", None),
    ],
    "حصيلة العام • ترميم ثلاثة ملاجئ • إعادة عشرين فتاة إلى أسرهن": [("activity", "done"), ("activity", "done")],
    "133-12 ضمان حصول الضحايا على المأوى (كندا)؛ 133-13 التصديق على البروتوكول (غانا)؛": [
        ("recommendation", None),
        ("recommendation", None),
    ],
    "سنقف إلى جانب الناجين ونتعهد بإشراكهم في وفودنا.": [("commitment", None)],
}


@pytest.mark.parametrize("text", SEVERAL)
def test_a_passage_tells_each_thing_by_itself(text: str, passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, text)], "ar"), Masthead()).statements
    assert [(one.kind.value, one.tense) for one in made] == SEVERAL[text]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("أفادت كينيا بأنها استحدثت سجلا إلكترونيا لجميع القضايا.", ["كينيا"]),
        ("تقاسمت مصر والأردن رئاسة الفريق العامل.", ["مصر", "الأردن"]),
        ("تشارك الوزارة والاتحاد في رئاسة المنتدى.", ["الوزارة", "الاتحاد"]),
        ("أطلقت اللجنة الوطنية لمكافحة الاتجار بالبشر حملة جديدة.", ["اللجنة الوطنية لمكافحة الاتجار بالبشر"]),
        ("وأهاب المجلس بالحكومات أن تفتح سجلاتها.", ["المجلس"]),
        ("للجنة أن تستعين بمن تراه من الخبراء.", ["اللجنة"]),
        ("ندعو المنصات إلى حذف الإعلانات المضللة، ونشجع الآباء على متابعة أبنائهم.", []),
    ],
)
def test_who_acts(text: str, actors: list[str], passages: PassageWriter) -> None:
    made = list(extract(passages([("paragraph", None, text)], "ar"), Masthead()).statements)
    assert [ref.name for ref in made[-1].actors] == actors


def test_a_programme_of_somebody_is_no_actor(passages: PassageWriter) -> None:
    text = "فتح المركز عيادة للبحارة في الميناء. ويشمل برنامجه ثلاث مدن."
    made = list(extract(passages([("paragraph", None, text)], "ar"), Masthead()).statements)
    assert [ref.name for one in made for ref in one.actors] == ["المركز"]
