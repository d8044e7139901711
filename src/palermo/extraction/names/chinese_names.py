"""Chinese names that hold an `and`: one word is `and` and `with`, and neither blanks nor articles part a list."""

import re
from functools import lru_cache

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.compound_names import apart, hidden
from palermo.extraction.names.states import is_state

FURTHEST = 24
"""Characters behind an `and` within which a name ends."""
_BEFORE = re.compile(
    r"^(?:.{0,8}(?:以来|期间|之后|以后|后|年|月|日|时|中|起|内))，|^.*[，、]?(?:原文|手册|指标|指南|报告|文件|文书|简报|宣言|材料)由|^.{4,},|^.{4,}，"
)
"""What stands before who acts: `手册由|国际民用航空组织`."""
_PREAMBLE = re.compile(
    r"，(?:又|还|并|也)?(?:[一-鿿]{2}地)?(?:注意到|认识到|意识到|考虑到|回顾|铭记|忆及|重申|强调|深信|确信|确认|欢迎|关切|承认|赞赏|谴责|震惊|忧虑|遗憾|遵循|依照|审议了).*$"
)
"""What an organ notes behind its name, before it decides: `大会， | 注意到……`."""
_OPENING = re.compile(
    r"^(?:(?:又|还|并|也|则|兹|特|再次)*(?:[一-鿿]{2}地)?(?:注意到|欢迎|欣见|赞赏|赞扬|感谢|祝贺|回顾|忆及|铭记)(?![会团])|(?:应|须|必须|统一|一律|可)?由(?![于来]))"
)
"""What welcomes somebody or says who does it, before the name: `由 | 县妇联`."""
_BY = re.compile(r"(?P<what>[^，。；由]{2,20})(?<![自理缘经])由(?![于来其此])")
"""What somebody does, before who does it: `渔业案件由 | 海事法院`."""
_DATELINE = re.compile(r"^.*(?<=[一-鿿])\s+(?=[一-鿿]{2})")
"""A dateline or heading printed before a name: `本报南宁讯 | 公安厅`."""
_SORT = re.compile(
    r"^(?:(?:项目|执行|实施|合作|当地|本地|主要|长期|我们的|我方|其)*(?:合作)?伙伴(?:机构|组织|单位)?|(?:当地)?(?:非政府|民间|公益|慈善|非营利|人权|妇女|工人|移民)(?:组织|机构|团体))(?=.{4,}$)"
)
"""What sort of body it is, before its name: `合作伙伴 | 老挝青年联盟`."""
_OWN_MARKS = re.compile(r"[“「]([^“”「」]{3,})[”」]")
_SITTING = re.compile(r"第[一二三四五六七八九十百\d]+[届次](?:[一-鿿]{0,4}(?:会议|届会|全会))$")
"""Which sitting of an organ it was: `国际劳工大会 | 第112届会议`."""
_AUXILIARY = re.compile(r"(?<=[一-鿿]{2})(?:将(?!军)|已(?!婚)|正在|曾|拟)(?:继续|会|要|经)?[与同向在为对].*$")
_JOINT = re.compile(r"[和与及、]")
_MATTER = (
    "劳动|劳工|就业|社会|福利|保障|卫生|健康|医疗|教育|文化|体育|旅游|科学|科技|技术|信息|通信|交通|环境|气候|能源|水利|农业|渔业|林业|粮食|工业|商业|贸易"
    "|财政|金融|财富|税务|经济|发展|规划|和平|安全|治安|边境|边防|移民|移徙|难民|人权|司法|法律|内政|外交|侨务|民政|妇女|儿童|女童|青年|家庭|性别|人口|残疾人|老年"
    "|救济|救助|援助|遣返|安置|庇护|保护|预防|防治|人道|人道主义|毒品|禁毒|扫毒|打拐|反拐|缉毒|缉私|反贪|腐败|犯罪|罪案|刑事|贩运|贩卖|偷运|走私|剥削|虐待|暴力|情报"
    "|侦查|调查|研究|培训|宣传|监测|评估|住房|建设|土地|宗教|族裔|民族|统计|公共|危机|灾害|减灾|应急"
)
_INNER = re.compile(rf"(?:{_MATTER})(?:事务|问题|工作|管理|服务)?$")
"""What a body is for, before an `and` within its name: `劳动 | 和社会福利部`."""
_ANEW = re.compile(
    r"(?:联合国|国际|世界|全球|全国|中国|中央|地方|当地|各|有关|其他|其它|该|本|其|我|省|市|县|区|州|镇|乡)|[A-Z]"
)
"""How a name begins that is no rest of another."""
_SHARED = re.compile(
    r"[^，。；：、和与及]{0,6}?(?:[两二三四五六七八九十几多][国地省市县区州港家]|等[国地省市县州](?!家|区|方))(?!政府|当局|议会|代表团)"
)
"""What those before it have in common: `越南、 | 泰国两国警方`."""


@lru_cache(maxsize=64)
def whole_names(listed: str, words: Wordings, *, alone: bool = True) -> str:
    """A list or clause whose names hold nothing that a list is divided at; `joined` brings it back, letter for letter.

    `alone` says that nothing but the list stands there, so that what is no party by itself goes on with what follows.
    """
    text = apart(listed)
    kept = list(text)
    last = 0
    ends = re.compile(rf"(?:{words.actors.pattern})")
    for joint in _JOINT.finditer(text):
        before, behind = text[last : joint.start()], text[joint.end() : joint.end() + FURTHEST]
        following = _JOINT.search(behind)
        rest = behind[: following.start()] if following else behind
        matter = _INNER.search(before) is not None and ends.search(rest) is not None and not _begins_anew(rest)
        open_end = alone and ends.search(rest) is not None and not _begins_anew(rest) and not _is_whole(before, words)
        shared = alone and _SHARED.match(behind if joint.group() != "、" else rest) is not None
        far = alone and joint.group() == "、" and is_state(before) and _SHARED.search(behind) is not None
        if ((matter or open_end) and joint.group() != "、") or shared or far:
            kept[joint.start()] = hidden(joint.group())
        else:
            last = joint.end()
    return "".join(kept)


def bounded_in_chinese(name: str, words: Wordings) -> str:
    """A printed stretch without what stands before a name in it, which sitting it was and what sort of body it is."""
    name = _BEFORE.sub("", _PREAMBLE.sub("", name))
    name = _SITTING.sub("", _OPENING.sub("", _DATELINE.sub("", name)))
    by = _BY.match(name)
    if by and re.search(rf"(?:{words.actors.pattern})$", by["what"]) is None:
        name = name[by.end() :]
    return without_sort_in_chinese(name, words)


def before_auxiliary(printed: str) -> str:
    """A subject up to what says when and with whom it acts: `工会 | 将继续与渔业局`."""
    return _AUXILIARY.sub("", printed)


def without_sort_in_chinese(name: str, words: Wordings) -> str:
    """A name without what sort of body it is, and without quotation marks around all that is left."""
    rest = _SORT.sub("", name, count=1)
    if marked := _OWN_MARKS.fullmatch(rest):
        rest = marked[1]
    return rest if rest != name and re.search(rf"(?:{words.actors.pattern})$", rest) else name


def _is_whole(before: str, words: Wordings) -> bool:
    """Whether what stands before an `and` is somebody by itself: `海员工会`, and not `海关缉私`."""
    if len(before) < 2 or before[-1] in "”」）)" or before[-1].isascii() or is_state(before):
        return True
    return re.search(rf"(?:{words.actors.pattern}|{words.people.pattern}|[者员工民师生们人])$", before) is not None


def _begins_anew(rest: str) -> bool:
    return _ANEW.match(rest) is not None or any(is_state(rest[:length]) for length in range(2, 7))
