"""Who acts, is asked or is served in a Chinese clause: the phrase there, up to where a predicate begins."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.chinese_names import whole_names, without_sort_in_chinese
from palermo.extraction.names.compound_names import joined
from palermo.extraction.names.states import is_state
from palermo.extraction.syntax.clauses import Clause

FURTHEST = 46
"""Characters in which a phrase ends."""
LONGEST = 30
"""Characters of a party."""
NEAR = 3
"""Characters of a verb that nothing knows, between a party and what goes on behind it."""
_PAUSE = re.compile(r"[，。；：？！,;:()—]|（(?![一-鿿]{1,2}）[一-鿿])|(?<!（[一-鿿])(?<!（[一-鿿]{2})）")
_PERSON = re.compile(
    r"(?:者|员|工|师|生|民|女|童|孩|客|商|户|们|亲|家人|青年|司机|主管|总监|家长|老板|店主|同行|同伴|门|"
    r"监护人|负责人|证人|法人|男子|孤儿|个人|官|长|警|代表|学院|学校|各[地省市县州区国级]|系统|(?:互助|合作|旅行|报|"
    r"通讯)社|旅馆|宾馆|餐馆|猎头|公安|边防|航运界)$"
)
"""What a phrase for people, or for somebody who acts, ends with."""
_HEADLESS = re.compile(
    r"(?:分工|员工费|打工|开工|动工|复工|发生|产生|卫生|国际|当地|就地|实地|土地|营地|场地|增长|成长|延长|特长)$"
)
_COUNTED = re.compile(
    r"^(?:了|过)?(?:(?:近|约|逾|超过|至少|另外?|共|首批|全部|其余)?(?:[\d０-９][\d０-９ ,，.万千百]*|"
    r"[一二三四五六七八九十百千万两几数多]+)(?:余|多|来)?"
    r"(?:名|位|个|家|户|批|对|所|支|群|类)?|各(?:家|位)|每(?:一|名|位|个|家)+|这些|那些|其他|其它|广大|所有)"
    r"(?=[^，。；的年月日]{2})(?!\w{0,2}国(?:家)?)"
)
_VERBAL = re.compile(
    r"[被持遭受没有需想逃欠来赴从因无]|能|正在|处于|遭遇|参加|负责|获|面临|失去|离开|回到|尚未|愿意|曾|已"
)
"""What tells, before `的`, that people are told of by a clause."""
_ENDS = re.compile(
    r"(?=一旦|一经|如(?!何)|若|遇|发现|接[报到待]|见到|停止|中止|建立|加强|设立|制定|修[订改]|批准|加入|废除|"
    r"取消|公布|公开|披露|调查|惩处|起诉|放宽|拟定|规定|说明|提交|分享|支付|退还|释放|报告|介绍|通报|屏蔽|"
    r"派(?!出所|驻|别|系|生)|指派|选派|增派|抽调|出具|补办|吊销|交出|登船|抽查|驱逐|拘留|拆除|删除|核实|"
    r"[在从自把将对向为给被就由于按以让使并即仍均都也再又则才便]|不|没|未|应|须|必|需|能(?!力)|可|"
    r"会(?=[在把被对将让使从])|要|该|是|有(?!限|关|效)|请|务必|尽[早快]|立即|进一步|继续|逐步"
    r"|[一-鿿]了|[一-鿿]出|[一-鿿]{1,2}(?:成|到|好|完|掉|回|上|下)(?=[^，。；]{2})|今后|每[年月周日季]|"
    r"去年|今年|明年|依法|免费|自行|独立|独自|凭|参照|到(?![达位])|返|同(?![伴行样意乡])|"
    r"与(?=[^，。；、]{2,20}(?:合|协|签|一道|一起))|把)"
)
"""Where a predicate begins that nothing else tells."""
_FOR = re.compile(
    r"(?<![作成认行因视列沦定改转化分称名以])为(?![了期止由主什何此避])|给(?!予了|付)|(?<![代交])替(?!代|"
    r"换)|面向|(?<!人)陪(?:同(?!的))?|帮助?(?![派手扶教忙工])|协助|支持|教(?:会|"
    r"给)?(?![育师员材会堂授练唆学程训廷])"
    r"|(?<![单独])培训(?![班课中])|训练(?![班营课])|辅导|援助(?![方机])|救助(?![会站机])|解救出?|救出|"
    r"救下|营救|资助|收容|收留|安置|接收|接待|照料|护送|接回|送返|转送|转交|移交|移送|惠及|(?<!已)责令|"
    r"探访|走访|(?<![大公])使(?![用馆命团者])|(?<![转不])让|促使"
    r"|征求|听取|(?<![方倾不])向(?![前后下上来])(?![^，。；]{1,20}(?:汇报|报告|提出|负责|许诺|承诺|收取?|"
    r"开放|求助|通报|申请))|(?<![反针面应相绝核比校])对(?=[^，。；]{2,30}(?:进行(?!了?调查)|"
    r"开展(?!了?调查)|实施|提供|培训|给予|举办))|给予|指导(?![员性]|委员|方针|意见|手册|小组|思想|原则|下)|教会|唱给|送给|发给|留给|转给|报送|配给"
)
"""Behind it those stand whom a deed is done to or for."""
_SENT = ("派", "运送", "发放", "拨", "捐", "投放", "提供", "寄")
"""Verbs of giving, before which those stand who are given something: `向营地 | 派出`."""
_LED = re.compile(r"^(?:了|过|给|予|着)?")
_ASKED = re.compile(
    r"(?<![被应邀申聘])(?:敦?请(?!愿|求书|假|示|柬|来|进)|促请|敦促|呼吁|吁请|要求|鼓励|邀请|建议|劝告|"
    r"恳请|责令|勒令|提请|督促|号召|指示|倡议|奉劝|提醒|告诫|规劝|希望|期望|期待|盼望?|严禁|禁止|不准|"
    r"不许)"
)
_DUTY = re.compile(
    r"(?:则|也|都|均|还|一律|首先|尤其|今后|就)*(?:不得|不应|不宜|应(?:当|该|予)?(?![用对急变付届邀有])|"
    r"必须|须(?!知)|务必|(?:请)?务必|请勿|切勿|切忌|(?<![应])该(?=[让把将给对为向在由立停承查])|不该|不如|"
    r"不妨|宜|要(?=[把在对将听为向逐先严加按]))"
)
_SAYS = re.compile(r"(?:强调|指出|认为|提出|表示|重申|主张|坚持|补充|[^传]说|[^名简]称)$")
"""The end of who says what somebody should do, who is not asked."""
_CONDITIONAL = re.compile(
    r"^(?:凡|如|若|一旦|如果|当|在|遇|对|关于|根据|按照|为|至于|只要|尽管|鉴于|通过|由于|自|每|到|\d)"
)
_WE = re.compile(r"(?:我们|他们|她们|它们|你们|其|自己|人们)$")
_UNIT = re.compile(r"[余多每]?[户家人]|每[户家人]")
_OF_PLACE = re.compile(r"的[^，。；]{0,4}(?:中心|机构|场所|设施|机制|制度)")
"""What is for people: `接待难民 | 的中心`."""
_PROMISED = re.compile(r"承诺|保证|答应|许诺|绝不|决不|不再")
_NOBODY = re.compile(r"^(?:有人|谁|任何人|没有人)$")
_DEED = re.compile(
    r"[一-鿿]{2}(?:了(?!解)|过(?!程|境)|(?:近|约|逾|超过)?[\d一二三四五六七八九十百千万两几数]+[余多]?(?:名|位|个|家|户|宗|起|件|项|处|场|次|批|所|份))"
)
"""A verb that nothing knows, behind the name of a body, with what counts its object: `警察局 | 端掉五处窝点`."""
_QUOTED = re.compile(
    r"(?:[一-鿿]{0,14}[“「][^“”「」，。]{1,14}[”」](?:基金会?|组织|平台|项目|工作室|志愿者|联盟|协会|中心|"
    r"机构|网络|评审团)?)$"
)


def phrase(text: str, at: int, end: int, words: Wordings, *, whole: bool = False) -> str:
    """The party that a stretch of a clause begins with, up to where a predicate begins; empty where there is none.

    `whole` says that `的` is within it: `国家反贩运局下设的受害人科`.
    """
    pause = _PAUSE.search(text, at, min(end, at + FURTHEST))
    stretch = text[at : pause.start() if pause else min(end, at + FURTHEST)]
    heads = [found.span() for pattern in (words.people, words.actors) for found in pattern.finditer(stretch)]
    for stop in _stops(stretch, words):
        if (whole and stretch[stop : stop + 1] == "的") or any(start < stop < end for start, end in heads):
            continue
        if _is_head(stretch[:stop], words):
            return _trimmed(stretch[:stop], words)
        before = max((end for _, end in heads if 1 < end <= stop), default=0)
        if not before and stretch.startswith(_SENT, stop):
            return ""
        if before and stop - before <= NEAR and stop < len(stretch) and not whole:
            return _trimmed(stretch[:before], words)
    last = max((end for _, end in heads), default=0)
    return _trimmed(stretch[:last], words) if last and _is_head(stretch[:last], words) else ""


def _stops(stretch: str, words: Wordings) -> list[int]:
    patterns = [words.served_stops, _ENDS, _FOR, *([words.predicates] if words.predicates else [])]
    found = {met.start() for pattern in patterns for met in pattern.finditer(stretch, 1)}
    found |= {start for start, _ in words.verbs.spans(stretch, 1, len(stretch))}
    return sorted({*(at for at in found if at > 1), len(stretch)})


def _is_head(before: str, words: Wordings) -> bool:
    if len(before) < 2 or _HEADLESS.search(before):
        return False
    if _PERSON.search(before) or is_state(re.split(r"[和与、及]", before)[-1]) or _QUOTED.fullmatch(before):
        return True
    return any(re.search(rf"(?:{pattern.pattern})$", before) for pattern in (words.people, words.actors))


def _trimmed(name: str, words: Wordings) -> str:
    """A phrase without how many they are, and without the clause that is told of them."""
    before, of, last = name.rpartition("的")
    if of and len(last) > 1 and _VERBAL.search(before):
        name = last
    name = _COUNTED.sub("", name.strip("的、， "))
    return "" if _WE.search(name) or _NOBODY.match(name) or len(name) > LONGEST * 2 else name


def listed(name: str, words: Wordings) -> list[str]:
    """The parties of a list, each by itself; one name where its parts are none."""
    parts = [joined(part) for part in words.coordination.split(whole_names(name, words))]
    if len(parts) > 1 and all(_is_head(part, words) and len(part) > 1 for part in parts):
        return [_COUNTED.sub("", part) for part in parts]
    return [name] if name and len(name) <= LONGEST else []


def asked_in_chinese(clause: Clause) -> list[str]:
    """Those who are asked: behind a verb of asking, else the subject of a duty, whatever its occasion."""
    text, words = clause.text, clause.words
    for cue in _ASKED.finditer(text, clause.start, clause.end):
        if _DUTY.search(text[max(clause.start, cue.start() - NEAR) : cue.start()]):
            break  # `采购方必须要求供应商`
        if name := phrase(text, cue.end(), clause.end, words):
            return listed(name, words)
    duty = _DUTY.search(text, clause.start + 1, clause.end)
    return list(_bound(text[clause.start : duty.start()], words)) if duty else []


def _bound(before: str, words: Wordings) -> Iterator[str]:
    """The subject of a duty: the last part before it that begins with a party, else the first."""
    parts = [part for part in re.split(r"[，：]", before) if part]
    for part in reversed(parts):
        if _SAYS.search(part) or done_to_in_chinese(part, words):
            continue
        part = re.sub(r"^(?:(?:强调|重申|指出|认为)|第[一二三四五六七八九十百\d]+条\s*|凡|至于|由|作为)+", "", part)
        name = phrase(part, 0, len(part), words, whole=True)
        if name and (part.startswith(name) or not _CONDITIONAL.match(part)):
            yield from listed(name, words)
            return


def done_to_in_chinese(part: str, words: Wordings) -> bool:
    """Whether what stands before a duty is a deed and the people it is done to: `询问证人 | 应当在独立房间进行`."""
    verb = next(words.verbs.spans(part, 0, min(len(part), NEAR)), (1, 0))
    return verb[0] == 0 and verb[1] < len(part) and re.search(rf"(?:{words.people.pattern})$", part) is not None


def hosts_in_chinese(clause: Clause) -> str:
    """Those who lead a joint body together, told behind it: `该网络由 | 妇女署和红十字会 | 共同主持`."""
    hosts = _HOSTS.search(clause.said)
    return hosts["who"] if hosts else ""


_HOSTS = re.compile(
    r"(?<![自理缘经])由(?![于来其此])(?P<who>[^，。；：由]{2,50}?)(?:共同|联合|轮流|联手)"
    r"(?:主持|领导|牵头|管理|召集|运营|出资|执行|实施|发起)"
)


def served_in_chinese(clause: Clause) -> list[str]:
    """Those whom a deed is done to or for, by the words before them."""
    found: list[str] = []
    at = clause.start
    promised = _PROMISED.search(clause.said) is not None
    while cue := _FOR.search(clause.text, at, clause.end):
        at = cue.end()
        if clause.text.startswith("的", at):
            continue  # `受害人安置 | 的主管机关`
        if promised and cue.group() in ("让", "使", "安置", "接收"):
            continue
        led = _LED.match(clause.text, at, clause.end)
        begin = led.end() if led else at
        name = phrase(clause.text, begin, clause.end, clause.words)
        name = name or _behind_relative(clause.text[begin : clause.end], clause.words)
        behind = clause.text[clause.text.find(name, begin) + len(name) : clause.end]
        if (
            len(name) > 1
            and not _OF_PLACE.match(behind)
            and not _UNIT.fullmatch(name)
            and not clause.words.exploiters.search(name)
        ):
            found += listed(name, clause.words)
            at = max(at, clause.text.find(name, begin) + len(name))
    return list(dict.fromkeys(found))


def _may_be_served(name: str, clause: Clause, begin: int) -> bool:
    behind = clause.text[clause.text.find(name, begin) + len(name) : clause.end]
    counted = len(name) < 2 or _UNIT.fullmatch(name)
    return not (counted or _OF_PLACE.match(behind) or clause.words.exploiters.search(name))


def _behind_relative(behind: str, words: Wordings) -> str:
    """The people behind a clause that is told of them: `十七名没有水喝的短工`."""
    if _COUNTED.match(behind) is None:
        return ""
    near = re.match(r"[^，。；：]{2,30}的(?P<whom>[一-鿿]{2,6})(?=[，。；]|$)", behind)
    return near["whom"] if near and _is_head(near["whom"], words) else ""


def actors_in_chinese(named: str, words: Wordings) -> list[str]:
    """Who acts, where a subject is no party as it stands: up to its predicate, behind what opens it."""
    parts = [part for part in re.split(r"[，：]", named) if part]
    for part in reversed(parts):
        part = re.sub(r"^(?:第[一二三四五六七八九十百\d]+条\s*|通常|一般|由)+", "", part)
        name = phrase(part, 0, len(part), words, whole=True)
        if name and part.startswith(name) and not _CONDITIONAL.match(part):
            return [without_sort_in_chinese(one, words) for one in listed(name, words) if _acts(one, words)]
    return []


def _acts(name: str, words: Wordings) -> bool:
    if words.exploiters.search(name) or (words.things and words.things.search(name)):
        return False
    acts = re.search(rf"(?:{words.actors.pattern})$", name) is not None or is_state(name) or _QUOTED.fullmatch(name)
    return bool(acts) or (_PERSON.search(name) is not None and words.people.search(name) is None)


def _body(name: str, words: Wordings) -> str:
    """A body's name without the predicate behind it."""
    for head in words.actors.finditer(name):
        if head.end() > 1 and _DEED.match(name, head.end()):
            return name[: head.end()]
    if re.search(rf"(?:{words.actors.pattern})$", name) or is_state(name) or "”" in name[-3:]:
        return name
    last = max((found.end() for found in words.actors.finditer(name)), default=0)
    return name[:last] if last > 1 else name


def partners_in_chinese(found: list[str], words: Wordings) -> list[str]:
    """Partners up to where a predicate begins, each by itself: `县公安局 | 自去年起`."""
    names = dict.fromkeys(_body(re.sub(r"(?:[两三四五]家|[两三四五]方)$", "", name), words) for name in found)
    return [
        name
        for name in names
        if len(name) > 1
        and not any(re.search(rf"[与和、及同]{re.escape(other)}$", name) for other in names if other != name)
        and not any(name != other and other.endswith(name) and len(name) < NEAR for other in names)
    ]
