"""Boundaries of Chinese names, which no spaces show: words that tokens divide, and clauses that follow a name."""

import re

from palermo.extraction.tagger.party_names import load_name_words

type Span = tuple[int, int]

SEPARATOR = re.compile(r"[、；]|(?<=[\u3400-\u9fff])[，](?=[\u3400-\u9fff])")
EDGE = re.compile(
    r"^[的和与及或在由向对對於于等經经將将]+(?=[\u3400-\u9fff]{2})|(?<=[\u3400-\u9fff]{2})[的和与及或在由以之]+$"
)
CLAUSE = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:进行|接到|负责|开庭|或者其他|或者|等公共|等|有|中|向|参|承|東|都|身边)$"
)
_INSTITUTION = (
    r"人民政府|政府|机关|部门|机构|委员会|办公室|联合会|基金会|协会|法院|检察院|公安局|派出所|中心|研究所|大学|学校|组织|单位"
    r"|處所|处所|主管機關|機關|部門|機構|委員會|協會|組織|人員|人员|工作者|受害人|被害人"
)
_REST = re.compile(rf"(?:[\u3400-\u9fff]{{0,6}}?)(?:{_INSTITUTION})")
_END = re.compile(
    rf"(?:{_INSTITUTION}|[\u3400-\u9fff]*[人者員员会會院局部署處处国國女童師师方民警社团團]|[\u3400-\u9fff]*(?<![卫衛])生)$"
)
MAX_PLAIN_CHARS = 4
"""Characters of names without a noun of a body or of people: of States, cities and persons."""
_HEAD = re.compile(
    "[府院署校厅廳所站厂店家者户戶党黨军軍族省市县縣区區乡鄉镇鎮村国國洲盟队隊组組网網报報馆館宫宮众眾母父属屬胞年侨僑司子体體系们們工象士庭营營]$"
    "|(?<![卫衛])生$|(?:企业|企業|同志|主席|代表|公安|各地|平台|科室)$"
)
_BODIES = rf"{_INSTITUTION}|移民署|大隊|救助站|警察|国家|國家|国务院|國務院"
_DUTIES = (
    "应当|應當|应|應|可以|可|必须|必須|不得|鼓励|鼓勵|支持|保障|发展|發展|推动|推動|加强|加強|举办|舉辦|立案|开庭|審理|监护"
    "|會商|協調|协调|徵詢|征询|對於|对于|對|得|掌|辦理|办理|於|将|將|協|公示|函|移送|委託|委托|提供|依|經|经|為|为|所(?!属|屬)"
)
_REPORTS = "应当|應當|不得|鼓励|鼓勵|歡迎|欢迎|推動|推动|亦會|呼籲|呼吁|表示|指出|认为|認為"
_VERB_AFTER = re.compile(rf"(?P<body>{_BODIES})(?:{_DUTIES})|(?P<name>[\u3400-\u9fff]{{2,}}?)(?:{_REPORTS})")
"""A verb that follows the name of a body: `学校 | 应当保障学生`."""


def is_chinese(char: str) -> bool:
    """Return whether a character is Chinese."""
    return "\u3400" <= char <= "\u9fff"


def complete_words(text: str, start: int, end: int) -> Span:
    """Take in the other half of a word of two characters that a token divided; leave out half a verb before a name."""
    words = load_name_words()["chinese_word"]
    if start > 0 and text[start - 1 : start + 1] in load_name_words()["chinese_verb_word"]:
        start += 1
    elif start > 0 and text[start - 1 : start + 1] in words:
        start -= 1
    if text[end - 1 : end + 1] in words:
        end += 1
    return start, end


def cut_clause(text: str, start: int, end: int) -> int:
    """Return where a name ends that a verb follows."""
    verb = _VERB_AFTER.search(text, start, end)
    return max(verb.end("body"), verb.end("name")) if verb else end


def extend_right(text: str, start: int, end: int) -> int:
    """Return where a name ends: at the noun of a body, which may follow within some characters or stand before the end.

    A longer name without such a noun, or another that parties have, is none: its end is its start.
    """
    if _END.search(text[start:end]):
        return end
    rest = _REST.match(text, end)
    if rest and not _VERB_AFTER.search(text, start, rest.end()):
        return rest.end()
    if end - start <= MAX_PLAIN_CHARS or _HEAD.search(text[start:end]):
        return end
    bodies = list(re.finditer(_INSTITUTION, text[start:end]))
    return start + bodies[-1].end() if bodies else start
