"""Chinese names: whole though they hold an `and`, in the signs they are printed in, without what stands around them."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]
type Told = tuple[list[str], list[str], list[str]]


def who(text: str, passages: PassageWriter) -> Told:
    """Who acts, who is asked or served, and who acts together, of the one statement of a text."""
    (made,) = extract(passages([("paragraph", None, text)], "zh"), Masthead()).statements
    actors, addressees, partners = (
        [ref.name for ref in refs] for refs in (made.actors, made.addressees, made.partners)
    )
    return actors, addressees, partners


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "柬埔寨卫生和环境部与泰国渔业与海洋资源局签署了谅解备忘录。",
            (["柬埔寨卫生和环境部"], [], ["泰国渔业与海洋资源局"]),
        ),
        ("公安部与老挝内政和民族事务部建立了热线。", (["公安部"], [], ["老挝内政和民族事务部"])),
        ("外交部与英国、法国、德国三国驻华使馆保持联络。", (["外交部"], [], ["英国、法国、德国三国驻华使馆"])),
        ("委员会与越南、菲律宾等国工会共同发布了指南。", (["委员会"], [], ["越南、菲律宾等国工会"])),
        ("商务部和国际移民组织共同出版了手册。", (["商务部"], [], ["国际移民组织"])),
        ("全国总商会与尼泊尔签署协议。", (["全国总商会"], [], ["尼泊尔"])),
    ],
)
def test_a_name_is_not_divided_at_an_and_within_it(text: str, told: Told, passages: PassageWriter) -> None:
    assert who(text, passages) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "国家难民救济与安置委员会同国际移民组织合作培训了四十名社工。",
            (["国家难民救济与安置委员会"], ["社工"], ["国际移民组织"]),
        ),
        ("总工会同建筑公司签订了集体合同。", (["总工会"], [], ["建筑公司"])),
        ("民政部会同公安部制定了转介规程。", (["民政部"], [], ["公安部"])),
    ],
)
def test_a_council_with_somebody_is_told_from_together_with(text: str, told: Told, passages: PassageWriter) -> None:
    assert who(text, passages) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("勞工處與香港海關舉行了聯合行動，拘捕八名僱主。", (["勞工處"], [], ["香港海關"])),
        ("警務處聯同入境事務處搗破一個賣淫集團，拘捕六人。", (["警務處"], [], ["入境事務處"])),
    ],
)
def test_names_are_in_the_signs_of_their_text(text: str, told: Told, passages: PassageWriter) -> None:
    assert who(text, passages) == told


def test_a_name_told_in_another_passage_is_in_its_signs(passages: PassageWriter) -> None:
    written = passages(
        [
            ("paragraph", None, "2021年，移民署與兒童基金一道，培訓了240名官員。"),
            ("paragraph", None, "該署目前正在試用一份轉介表格。"),
        ],
        "zh",
    )
    assert [[ref.name for ref in one.actors] for one in extract(written, Masthead()).statements] == [
        ["移民署"],
        ["移民署"],
    ]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("合作伙伴越南青年联盟为返乡女工举办了四期培训班。", ["越南青年联盟"]),
        ("民间组织“海港互助网络”向渔民提供法律咨询。", ["海港互助网络"]),
        ("驻村工作组当场解救了三名童工。", ["驻村工作组"]),
        ("本报昆明讯 云南省公安厅举办了反拐培训班。", ["云南省公安厅"]),
        ("会议商定，由市总工会负责起草渔工保护办法。", ["市总工会"]),
        ("司法部门是被贩运儿童遣返工作的主管机关。", ["司法部门"]),
        ("司法部指导各省设立法律援助站。", ["司法部"]),
        ("农业部顾问正在协助渔业局整理渔船档案。", ["农业部顾问"]),
        (
            "联合国大会第七十九届会议，回顾其以往各项决议，认识到移民工人处境脆弱，呼吁会员国批准《强迫劳动议定书》。",
            ["联合国大会"],
        ),
        ("赞赏地注意到国际移民组织为东非四国培训了六十名法官；", ["国际移民组织"]),
        ("渔业案件由海事法院专责审理。", ["海事法院"]),
        ("反贩运机构间网络由移民组织和救助儿童会共同主持。", ["移民组织"]),
    ],
)
def test_who_acts_is_told_without_what_stands_around_it(text: str, actors: list[str], passages: PassageWriter) -> None:
    assert who(text, passages)[0] == actors


@pytest.mark.parametrize(
    ("text", "actors", "addressees"),
    [
        ("海关提醒旅客，切勿替陌生人携带护照。", ["海关"], ["旅客"]),
        ("红十字会代表另外提出，不应要求医生查验移民的证件。", ["红十字会代表"], []),
        ("最高法院刑事庭负责人强调，询问证人应当在独立房间进行。", ["最高法院刑事庭负责人"], []),
        ("对失去监护的儿童，村（居）民委员会应当立即报告，不得拖延。", [], ["村（居）民委员会"]),
        ("县教育局请乡镇学校派老师陪同家访。", ["县教育局"], ["乡镇学校"]),
        ("协会也吁请同业尽早加入这一守则。", ["协会"], ["同业"]),
        (
            "从三月起，移民组织将向边境的八处营地派出医疗队，为流离失所儿童补办出生证明。",
            ["移民组织"],
            ["流离失所儿童"],
        ),
    ],
)
def test_who_is_asked_or_served_is_told(
    text: str, actors: list[str], addressees: list[str], passages: PassageWriter
) -> None:
    assert who(text, passages)[:2] == (actors, addressees)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("渔业局与澳门工会联合总会续签庇护协议。", (["渔业局"], [], ["澳门工会联合总会"])),
        ("工人银行将与海关缉私及情报科交换可疑账户名单。", (["工人银行"], [], ["海关缉私及情报科"])),
        (
            "移民署继续同渔业局和海员工会密切合作，以防止渔船上的强迫劳动。",
            (["移民署"], [], ["渔业局", "海员工会"]),
        ),
        ("难民署与东非人道援助协调中心共同主持保护工作组。", (["难民署"], [], ["东非人道援助协调中心"])),
        ("救助的审查由市检察院第六检察部负责。", (["市检察院第六检察部"], [], [])),
        ("村委会应当为返乡妇女出具证明。", ([], ["村委会"], [])),
        ("审计组建议省卫健委明确转介表格的效力。", (["审计组"], ["省卫健委"], [])),
        ("儿基会重申，将继续为失散儿童寻找家人。", (["儿基会"], ["失散儿童"], [])),
    ],
)
def test_names_end_where_a_predicate_begins(text: str, told: Told, passages: PassageWriter) -> None:
    assert who(text, passages) == told
