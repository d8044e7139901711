"""Chinese lists within a sentence, and sentences that semicolons join: each item and each sentence by itself."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]


@pytest.mark.parametrize(
    ("text", "kind", "quotes", "actor", "addressee"),
    [
        (
            "协会向市政府提出两点建议：一是为渔工设立多语热线；二是取消押金。",
            "recommendation",
            ["为渔工设立多语热线", "取消押金"],
            "协会",
            "市政府",
        ),
        (
            "我们要求供应商：（1）不得扣留渔工的证件；（2）每月按时支付工资。",
            "recommendation",
            ["不得扣留渔工的证件", "每月按时支付工资"],
            None,
            "供应商",
        ),
        (
            "为此建议贵校：一、立即筛查新聘教师；二、为住校生配备生活老师。",
            "recommendation",
            ["立即筛查新聘教师", "为住校生配备生活老师"],
            None,
            "贵校",
        ),
        (
            "理事会决定海上稳定团继续负有以下任务：㈠ 保护被招募的儿童；㈡ 监测贩运行为。",
            "mandate",
            ["保护被招募的儿童", "监测贩运行为"],
            "海上稳定团",
            None,
        ),
        (
            "基金会作出两项承诺：不接受中介捐款；每年公布账目。",
            "commitment",
            ["不接受中介捐款", "每年公布账目"],
            "基金会",
            None,
        ),
        (
            "海港中心今年要办两件事：一是建立转介平台；二是完善求助热线。",
            "activity",
            ["建立转介平台", "完善求助热线"],
            "海港中心",
            None,
        ),
    ],
)
def test_items_of_a_list_are_statements(
    text: str, kind: str, quotes: list[str], actor: str | None, addressee: str | None, passages: PassageWriter
) -> None:
    made = list(extract(passages([("paragraph", None, text)], "zh"), Masthead()).statements)
    assert [(one.kind.value, one.quote) for one in made] == [(kind, quote) for quote in quotes]
    for one in made:
        assert [ref.name for ref in one.actors] == ([actor] if actor else [])
        assert [ref.name for ref in one.addressees] == ([addressee] if addressee else [])


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        (
            "第十五条 海事局负责检查渔船；劳动局负责受理渔工的投诉。",
            ["海事局负责检查渔船", "劳动局负责受理渔工的投诉"],
        ),
        ("（三）民政局应当为被拐妇女提供临时住所。", ["民政局应当为被拐妇女提供临时住所"]),
        (
            "深为关切干旱迫使许多家庭借高利贷，使女童更容易落入贩运者之手，又深为关切武装团体靠贩卖儿童筹集资金，铭记《儿童权利公约》，",
            ["干旱迫使许多家庭借高利贷，使女童更容易落入贩运者之手", "武装团体靠贩卖儿童筹集资金"],
        ),
    ],
)
def test_sentences_printed_as_one_are_parted(text: str, quotes: list[str], passages: PassageWriter) -> None:
    made = extract(passages([("paragraph", None, text)], "zh"), Masthead()).statements
    assert [one.quote for one in made] == quotes
