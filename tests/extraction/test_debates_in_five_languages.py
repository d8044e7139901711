"""The summary of a review in the languages other than English: who recommends, and what the State says of itself."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

DEBATES = {
    "fr": (
        "B. Dialogue interactif et réponses de l'État examiné",
        "La Norvège a pris note des progrès accomplis. Elle a recommandé au Chili d'ouvrir deux foyers pour hommes.",
        "Le Kenya a salué la loi. Il a encouragé le Chili à indemniser les survivants.",
        "La délégation a indiqué que le Gouvernement avait adopté une loi sur les foyers.",
        "Le Pérou a demandé des précisions sur les foyers.",
    ),
    "es": (
        "B. Diálogo interactivo y respuestas del Estado examinado",
        "Noruega tomó nota de los avances. Recomendó a Chile que abriera dos albergues para hombres.",
        "Kenya acogió con satisfacción la ley. Alentó a Chile a indemnizar a los supervivientes.",
        "La delegación señaló que el Gobierno había aprobado una ley sobre albergues.",
        "El Perú pidió información sobre los albergues.",
    ),
    "ru": (
        "B. Интерактивный диалог и ответы государства — объекта обзора",
        "Норвегия приняла к сведению достигнутый прогресс. Она рекомендовала Чили открыть два приюта для мужчин.",
        "Кения приветствовала закон. Она призвала Чили выплатить компенсацию пострадавшим.",
        "Делегация заявила, что правительство приняло закон о приютах.",
        "Перу запросила информацию о приютах.",
    ),
    "ar": (
        "باء - جلسة التحاور وردود الدولة موضوع الاستعراض",
        "أحاطت النرويج علما بالتقدم المحرز. وأوصت شيلي بفتح ملجأين للرجال.",
        "رحبت كينيا بالقانون. وشجعت شيلي على تعويض الناجين.",
        "ذكر الوفد أن الحكومة اعتمدت قانونا بشأن الملاجئ.",
        "طلبت بيرو معلومات عن الملاجئ.",
    ),
    "zh": (
        "B. 互动对话和受审议国的答复",
        "挪威注意到取得的进展。它建议智利开设两个男子庇护所。",
        "肯尼亚欢迎该法律。它鼓励智利赔偿幸存者。",
        "代表团表示，政府通过了一项关于庇护所的法律。",
        "秘鲁询问庇护所的情况。",
    ),
}
SPEAKERS = {
    "fr": ["Norvège", "Kenya"],
    "es": ["Noruega", "Kenya"],
    "ru": ["Норвегия", "Кения"],
    "ar": ["النرويج", "كينيا"],
    "zh": ["挪威", "肯尼亚"],
}


@pytest.mark.parametrize("language", DEBATES)
def test_speakers_recommend_and_the_state_reports(language: str, passages: PassageWriter) -> None:
    heading, *paragraphs = DEBATES[language]
    written = passages([("paragraph", str(20 + at), words) for at, words in enumerate(paragraphs)], language)
    made = list(
        extract([replace(one, headings=(heading,)) for one in written], Masthead(under_review="Chile")).statements
    )
    assert [one.kind.value for one in made] == ["recommendation", "recommendation", "activity"]
    assert [[ref.name for ref in one.actors] for one in made[:2]] == [[name] for name in SPEAKERS[language]]
    assert [[ref.name for ref in one.addressees] for one in made[:2]] == [["Chile"]] * 2
    assert [ref.name for ref in made[2].actors] == ["Chile"]
    assert made[2].tense == "done"
