"""Lists within a Russian sentence, whose items are read each by itself, and parts of a sentence."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

TOLD = {
    "Чем мы занимаемся • провожаем женщин в суд • ищем жильё для семей • учим волонтёров вести беседу": ["activity"]
    * 3,
    "Отдел профилактики: a) проведёт шесть семинаров для учителей; b) выпустит пособие.": ["activity"] * 2,
    "В отчётном году: открыты два приюта; переведена на киргизский язык памятка.": ["activity"] * 2,
    "Руководителям школ: не отпускать учеников на сбор урожая; сообщать о пропусках в опеку.": ["recommendation"] * 2,
    "Судам стоит: 1) назначать переводчика заранее; 2) рассматривать иски в том же процессе.": ["recommendation"] * 2,
    "Рекомендации: ввести лицензии для агентств; запретить залог документов.": ["recommendation"] * 2,
    "Что усиливает риск: • долги семьи; • отсутствие паспорта.": ["factor"] * 2,
    "Полиция освободила троих рыбаков; хозяин судна успел скрыться.": ["activity", "factor"],
    "Минтруда отвечает за лицензии, Минюст — за выплату компенсаций.": ["mandate"] * 2,
}


@pytest.mark.parametrize(("words", "kinds"), TOLD.items())
def test_each_part_tells_its_kind(words: str, kinds: list[str], passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, words)], "ru"), Masthead()).statements
    assert [one.kind.value for one in made] == kinds
