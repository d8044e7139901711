"""Arabic noun phrases: how far a name goes behind a verb, and who asks whom in `the Committee urges the State`."""

import re
from functools import cache

from palermo import registry
from palermo.extraction.names.states import is_state

_WORD = re.compile(r"«[^«»]{2,60}»|[^\s،؛,.:()«»]+")
_PARTICLE = re.compile(r"^(?:[وف](?=ال|لل))?(?:لل(?=\w{2,})|ب(?=ال\w{3,})|(?:إلى|على|من|بين|لدى)\s+)")
ADJECTIVE = re.compile(
    r"ال\w+(?:ية|ي|يين|يون|ين|ون)|ال(?:بيضاء|مناوبة?|متخصصة?|معتمدة?|محلية?|متكاملة?|متحدة|أحمر|حمراء|متنقلة?|مركزي|مستقل|عامة?|أعضاء|أطراف|طرف|مشاركة|خاصة?|معنية?|عليا|أعلى|دائمة|مستقلة|مختصة"
    r"|عادلة?|منظمة|ميدانية|محجوزة|منظم|متوسطية?|مهاجرين|مهاجرات|مصنعة|مشغلة|مستوردة|مانحة?|مانحين|متعاقدة|حاضرة|منفذة|مضيفة|مستقبلة|موقعة|متضررة|مستهدفة|مصدرة|موردة|صغيرة|كبيرة|عابرة|عاملة?|عاملين|ناشئة|مشتركة?|موحدة?|إقليمي\w*|محدودة|كبرى|أخرى|مدنية?|نامية|سامية?|مكلفة?|فرعية|أساسية|إعاقة|عرب|رحل|جدد|كبار|محجوزة"
    r"|(?!مدرسة|محكمة|منطقة|مدينة|مرأة|مجموعة|منظمة|مؤسسة|مساعدة|مشورة|مهمة|معركة|مكافأة|موافقة|مقابلة|مراجعة|متابعة|مشاركة|معالجة|مكافحة|ملاحقة|مزرعة|مسألة)م\w{3,5}ة"
    r"|(?!جامعة|عائلة|شاحنة|قائمة|طائرة|حادثة|ظاهرة|قافلة|عاصمة|قاعدة|خارطة|دائرة|فائدة|قابلة|ناجية|جائحة|خاتمة|رابطة)\wا[ء-ي]{2}ة"
    r"|(?!مدينة|جريمة|ضريبة|وثيقة|سفينة|قبيلة|غنيمة|هزيمة|حقيقة|طريقة|نتيجة|صحيفة|شريحة|حديقة|عقيدة|تجربة)\w\wي\wة)"
)
"""What goes on with a definite name: an adjective of it."""
HEADS = re.compile(
    r"(?:ال|لل)?(?:مفوضية|منظمة|برنامج|صندوق|لجنة|مكتب|هيئة|جمعية|مركز|شبكة|مؤسسة|مجلس|اتحاد|وكالة|معهد|رابطة|ائتلاف|تحالف|آلية|مرصد"
    r"|بعثة|إدارة|شعبة|وحدة|فريق|أمانة|نقابة|حملة|مديرية|دائرة|محكمة|نيابة|مفتشية|مفوض|مفوضة|ممثل|ممثلة|مقرر|مقررة|منسق|منسقة|بلدية"
    r"|جامعة|أكاديمية|كلية|خطة|منتدى|غرفة|ديوان|وزارة|وزير|وزيرة)\w?$"
)
"""What an organisation's name begins with."""
_AND_HEAD = re.compile(rf"[وف](?={HEADS.pattern[:-1]}\s)(?!كالة|زارة|زير|حدة|ريق)")
"""What a name may stand behind in one word: `and | a fund`."""
_OF_NAMES = re.compile(
    r"ل(?:شؤون|حقوق|مكافحة|حماية|رعاية|دعم|تنسيق|تعزيز|مراقبة|منع|تنمية|تحقيق|خدمات|إنقاذ|مساعدة|ضحايا|مناهضة|تعويض|تطوير|وضع)"
    r"|لل(?:هجرة|مرأة|طفولة|سكان|لاجئين|عمل|تنمية|تعاون|تجارة|صحة|ملكية|أغذية|مخدرات|أمن|عدالة|إحصاء|إغاثة|مهاجرين|أطفال|عمال|محامين"
    r"|جمارك|سجون|شرطة|حدود|إحصاءات|أمم|معلومات|جريمة|طفل|أسرة|نساء|دراسات|بحوث|تدريب)"
)
"""What goes on with an organisation's name: `the Office | for the affairs of refugees`."""
_CONSTRUCT = re.compile(
    r"أطباء|محامي|قضاة|نواب|جميع|كل|كافة|بعض|سائر|أطراف|رؤساء|مراجعو|مدراء|مديري|ممثلي|ممثلو|شؤون|حقوق|أصحاب|رعاية|مكافحة|حماية|تنسيق|إدارة|رئيس|خدمات|تنمية|تفتيش|مراقبة|شركات|منظمات|أعضاء|دعم|موظفي|مفتشي|جمعيات|اتحاد|نقابة"
    r"|إدارة|أموال|نقابات|نقل|طيران|مقدمي|مقدمو|قطف|وحدات|مجالس|مراكز|محاكم|رئيسات|نيابة|أطراف|أولياء|خفر|مدن|بلديات|عمليات|قادة|سائقي|سائقو|مدرسي|معلمي|أبناء|بنات|ناشطي|شبكات|مزودي|موردي|مشغلي"
    r"|إنقاذ|تطوير|سياسات|صندوق|لجنة|مكتب|مجلس|وزراء|ضحايا|عاملات|عمال|تعويض|محاربة|أجهزة|سلطات|قوات|حرس|وكالات|هيئات|مؤسسات|دول|بلدان|حكومات|أمن|أطفال"
)
"""Nouns that are of the noun behind them, in a name: `Ministry of affairs of | women`."""
_FOR = re.compile(
    r"ل(?!ت\w\wي\w|ا\w{3,}ا\w|إ(?!دارة|حصاء|غاثة|نقاذ|علام|سكان|صلاح)\w{2,3}ا\w|لضحايا|ضحايا|لناج|لمتضرر|لدول|لبلدان|لأطراف|مدة|غاية|أن|أجل|كي|ئلا"
    r"|عقد|بناء|نشر|فتح|جمع|ضمان|توفير|منح|متابعة|معالجة|مناقشة|ملاحقة|بحث|تدريب|صالح|فائدة|دى|م\b|ن\b)\w{3,}"
)
"""What an organisation with an adjective is for: `the National Federation | of bakers`; not `| to train`."""
_LINK = re.compile(r"(?!ال|لل|[وفبلك]ال)(?!\w*(?:نا|ها|هم|ان|ون|ين|ا|[^ا]ت)$)[ء-ي]{3,}")
"""A noun that may be of the one behind it: `center | for monitoring | crimes of | trafficking`."""
_SEVERAL = re.compile(
    r"(?:مكاتب|مدارس|مدرسة|مراكز|شركات|شركة|نقابات|جمعيات|منظمات|وكالات|هيئات|لجان|مصانع|خلايا|خلية|سفارات|سفارة|وزارات|فرق|فرقة|غرف|دار|دور|شرطة"
    r"|جماعة|سلطات|حكومة|حكومات|قسم|أقسام|كنيسة|مستشفى|كلية|مجموعة|جهاز|أجهزة|مديريات|إدارات|وحدات|شبكات|محاكم|نيابات|روابط|اتحادات)$"
)
"""Heads of groups, and of bodies that are no more than their kind: `offices of | recruitment of | workers`."""
MOST_LINKS = 3
_AND_MORE = re.compile(
    r"و(?:الأمن|التنمية|الرعاية|التعليم|العمل|الطفولة|الأمومة|التعاون|العدالة|الاتصال|الاجتماعية?|الجريمة|الثقافة|العلوم|الزراعة|السكان|التجارة|الهجرة|اللاجئين|الإنقاذ|الحماية|الرياضة|التدريب|البحوث|المعلومات|الإحصاء)|ومنع|ومكافحة|وحماية"
)
"""What goes on with the name of one body: `Council of Peace | and Security`."""
_AND = re.compile(r"\s*[،,]?\s+و(?=\w{3,})(?!زارة|زير|كالة|فد|حدة|زراء|لاية)")
_ADVERB = re.compile(r"(?:^|\s)(?:بشدة|بقوة|بإلحاح|مجددا|من جديد|أيضا|كذلك|مرة أخرى|بالتالي|بوجه خاص|رسميا)(?=\s)")
_TASK = re.compile(r"المعنية?|المكلفة?|المختصة?")
_SEVERAL_WORDS = re.compile(r"[ء-ي]+(?: [ء-ي]+)+")
_ENDS = re.compile(r"(?:أن|ألا|بأن|على|إلى|من|في|مع|عن|بشأن|التي|الذي|الذين|لدى|خلال|قبل|بعد|منذ|حتى|كما|و)$")
_AIM = re.compile(r"\s(?:على|إلى|أن|ألا|بأن|ب(?=\w{3,})|عدم)")
_RECOMMENDS = re.compile(r"وصي|وصى|وصت|قترح")
_APPEALS = re.compile(r"ه[يا]ب")
_BEGS = re.compile(r"طلب|لتمس|رج[وا]")
"""Verbs whose asked stand behind `from`."""
_TO_WHOM = re.compile(r"\s*ب(?!عثة|رنامج|لدية|نك|رلمان|لد|ورصة)\w{3,}")
_ORGAN = re.compile(
    r"(?:ال)?(?:لجنة|مجلس|مقررة?|فريق|جمعية|مكتب|شبكة|هيئة|مفوضية|منظمة|خبيرة?|تقرير|أمين|مؤتمر|محكمة)\b"
)
_THAT = re.compile(r"\s+(?:ب?أن\s+(?P<does>[يت]\w+)\s+|بما\s+يلي|ب(?!ال|أن|بلد)\w{3,})")
"""What is recommended: `that States ratify`, or a noun of doing."""
_STOP = re.compile(
    r"[،؛,.:]|\s(?:على|إلى|من|في|مع|عن|ب(?!البشر|الأشخاص|رنامج|عثة|لد|نك|لجيكا|رلمان|وليس|ورك|نغلا|نن|ولي|رازيل|لغار)\w+"
    r"|ل(?!ل|شؤون|حقوق|مكافحة|حماية|رعاية|جن|يبيا|بنان|اتفيا|يتوانيا|كسمبرغ|يبريا|يسوتو)\w+)(?:\s|$)"
)
"""What ends who acts, behind an Arabic verb; names and heads of names that begin with those letters do not."""
MOST_WORDS = 9
_GOVERNMENTS = re.compile(r"(?:حكومات|سلطات|برلمانات|وفود)\s+")
_PREPOSITION = re.compile(r"\s+(?:على|إلى|من|في|مع|عن|بين)\s")


def name_at_start(text: str) -> tuple[str, int]:
    """The name that a text begins with, without what clings to it, and where it ends; empty where there is none.

    >>> name_at_start("للدولة الطرف أن تكفل")[0]
    'الدولة الطرف'
    """
    stripped = text.lstrip(" ،")
    offset = len(text) - len(stripped)
    if met := _met(stripped):
        return _registered()[1][met["met"]], offset + met.end()
    particle = _PARTICLE.match(stripped)
    begin = particle.end() if particle else int(_AND_HEAD.match(stripped) is not None)
    words = list(_WORD.finditer(stripped, begin))[:MOST_WORDS]
    if not words or _ENDS.match(words[0].group()) or words[0].group()[0].isdigit():
        return "", offset
    taken = _taken([word.group() for word in words], definite=bool(particle and particle.group().endswith("لل")))
    end = words[taken - 1].end()
    name = stripped[words[0].start() : end]
    if particle and particle.group().endswith("لل"):
        name = ("الل" if name.startswith(("جنة", "جان")) else "ال") + name  # `للجنة`, of which one letter is left out
    return name, offset + end


def registered_name(text: str) -> str:
    """The name of an organisation of the registry that a text begins with; empty where it begins with none."""
    met = _met(text.lstrip(" ،"))
    return _registered()[1][met["met"]] if met else ""


def _met(text: str) -> re.Match[str] | None:
    return _registered()[0].match(text)


@cache
def _registered() -> tuple[re.Pattern[str], dict[str, str]]:
    """Arabic names of organisations of the registry, of two words or more, with what clings to them; by what is met.

    `to the` is written into a name that begins with `the`.
    """
    rows = registry.load().entities.values()
    names = {name for row in rows for name in (*row.names.values(), *row.matching) if _SEVERAL_WORDS.fullmatch(name)}
    met = {name: name for name in names} | {f"لل{name[2:]}": name for name in names if name.startswith("ال")}
    ordered = sorted(map(re.escape, met), key=lambda name: (-len(name), name))
    return re.compile(rf"(?:(?:إلى|على|من|بين|لدى)\s+)?(?:[لب](?!ال)|ب)?(?P<met>{'|'.join(ordered)})(?!\w)"), met


def subject_end(behind: str) -> int:
    """How far who acts goes behind a verb; 0 where nobody stands there: `looks | into the reports`."""
    if _PREPOSITION.match(behind):
        return 0
    known = _met(behind.lstrip())
    begin = len(behind) - len(behind.lstrip()) + known.end() if known else 2
    name, end = name_at_start(behind)
    begin = max(begin, end) if HEADS.match(name.partition(" ")[0]) else begin
    stop = _STOP.search(behind, begin)
    return stop.start() if stop and stop.start() else len(behind)


_OBJECT = re.compile(
    r"\s*(?!ال|لل|\w+(?:نا|ها|هما)\b|(?:وزار|حكوم|هيئ|دول|منظم|جمعي|شرك|مؤسس|لجن|نقاب|شبك|جامع|وكال|بلدي)تا\b)(\w{2,}ا)(?!\w)"
)


def _accusative(behind: str) -> bool:
    """Whether the noun behind a verb is its object or says when: in the accusative, and the name of no State."""
    found = _OBJECT.match(behind)
    return found is not None and not is_state(found[1]) and not HEADS.match(found[1])


_ADVERBIAL = re.compile(
    r"[وف]?(?:في|خلال|منذ|بعد|قبل|عند|لدى|مع|عبر|اليوم|أمس|حاليا|كل|ضمن|حين|حيث|كما|هكذا|هنا|هناك|لذلك|لذا|الآن|مؤخرا|سنويا|لاحقا"
    r"|ب(?!رنامج|عثة|لدية|نك|لدان|رلمان|لد|نت|عض|يت|يوت|ائع|احث|حار|رامج|طال|عد|غاي|نات|نوك|وليس)\w{3,}|ثم)\s"
)
"""What may stand before an Arabic verb and is no subject: `Every Tuesday | our bus tours`."""
NEAR = 3
"""Characters before a verb that leave no room for a subject."""

_THEY = re.compile(r"[وف]?\w{2,}وا")
"""A verb that says itself who acts: `they | undertook`."""


def subject_of(text: str, body: int, verb: tuple[int, int], end: int) -> tuple[int, int] | None:
    """Where who acts stands: behind the verb, or before it; None where only its object or an adverb does."""
    if _THEY.fullmatch(text, *verb):
        return None
    if verb[0] - body > NEAR and not _ADVERBIAL.match(text, body, verb[0]):
        return body, verb[0]
    following = text[verb[1] : min(end, verb[1] + 120)]
    return None if _accusative(following) else (verb[1], verb[1] + subject_end(following))


def _taken(words: list[str], *, definite: bool) -> int:
    """How many words a name has: adjectives of a definite noun, or what an indefinite one is of."""
    taken = 1
    if is_state(words[0]):
        return 1
    single = len(words) == 1 or _ENDS.match(words[1]) or words[1][0].isdigit()
    accusative = re.fullmatch(r"(?!ال)\w{3,}(?<!ن)(?<!ه)ا", words[0]) is not None
    if accusative and not single and not re.fullmatch(r"(?![وفي])\w{3,}(?:ين|(?<!و)ا)|غير", words[1]):
        return 1  # `230 طفلا | كانوا`
    owned = re.search(r"\w{4,}(?:نا|ها|هم)$", words[0]) is not None and len(words) > 1 and words[1].startswith("ال")
    if not (definite or words[0].startswith("ال") or single or owned):
        taken = 2 + _links(words, 2)
        while taken < len(words) and _CONSTRUCT.fullmatch(words[taken - 1]) and words[taken].startswith("ال"):
            taken += 1
    while taken < len(words) and _goes_on(words, taken):
        taken += 1 + (_links(words, taken + 1) if _FOR.fullmatch(words[taken]) else 0)
    return taken


def _links(words: list[str], at: int) -> int:
    """How many words go on with one that is of them, up to the definite noun that ends it; 0 where none does.

    Only of what an organisation's name begins with, and of nouns that are of others: `| jobs of migrants`.
    """
    if words[at - 1].startswith(("ال", "لل")) or is_state(words[at - 1]):
        return 0
    if not (HEADS.match(words[0]) or _SEVERAL.match(words[0])):
        return 0
    for links in range(MOST_LINKS):
        behind = at + links
        if behind >= len(words) or not _LINK.fullmatch(words[behind - 1]) or is_state(words[behind - 1]):
            return 0
        if is_state(words[behind]) or (words[behind].startswith("ال") and not HEADS.match(words[behind])):
            return links + 1
    return 0


def _goes_on(words: list[str], at: int) -> bool:
    before, word = words[at - 1], words[at]
    if before == "غير" or (word == "غير" and at > 0 and at + 1 < len(words)):
        return True
    if word == before:
        return False  # `the Commissioner for Refugees | protects refugees`, whose verb stands before
    if _TASK.fullmatch(before):
        return word.startswith("ب")
    if word.startswith("لل") and before.endswith("ية"):
        return _FOR.fullmatch(word) is not None
    if HEADS.match(words[0]):
        if word.startswith("«"):
            return True  # `the Association | «Light»`
        if _FOR.fullmatch(word) and (at > 1 and ADJECTIVE.fullmatch(before)):
            return word.startswith("لل") or at + 1 < len(words)
        if at > 1 and _OF_NAMES.fullmatch(word):
            return True
        if _OF_NAMES.fullmatch(before) and (word.startswith("ال") or _CONSTRUCT.fullmatch(word)):
            return True
        if word.startswith("بال") and re.match(r"(?:ل|ال)?(?:مكافحة|معني|اتجار)|الاتجار", before):
            return True
    if at > 1 and _AND_MORE.fullmatch(word) and HEADS.match(words[0]):
        return True
    if before in ("ومنع", "ومكافحة", "وحماية"):
        return word.startswith("ال")
    if word.startswith("وال") and any(_TASK.fullmatch(earlier) for earlier in words[:at]):
        return True
    if before.endswith("ات") and word.startswith("ال") and word.endswith("يات"):
        return True  # `Association of lawyers | of Peru`, both of women
    return ADJECTIVE.fullmatch(word) is not None and (
        not HEADS.match(word) or word.endswith("ي") or before == "الجريمة"
    )


def names_at_start(text: str) -> list[str]:
    """The names of the list that a text begins with, joined by `and`; it ends where a name does and no other follows.

    >>> names_at_start("الشرطة والنيابة العامة في كينيا")
    ['الشرطة', 'النيابة العامة']
    """
    found: list[str] = []
    at = 0
    while len(found) < MOST_WORDS:
        name, end = name_at_start(text[at:])
        if not name:
            break
        found.append(name)
        following = _AND.match(text, at + end)
        if following is None:
            break
        at = following.end()
    governments = _GOVERNMENTS.match(found[0]) if len(found) > 1 else None
    if governments and all(map(is_state, [found[0][governments.end() :], *found[1:]])):
        found[0] = found[0][governments.end() :]
    return found


def asked(behind: str, verb: str = "") -> tuple[str, str]:
    """Who asks and who is asked, from what stands behind a verb of asking; empty where one is not said.

    Whoever recommends that something be done is an organ: `the Committee | recommends that States ratify`.

    >>> asked("اللجنة الدولة الطرف بتخصيص موارد")
    ('اللجنة', 'الدولة الطرف')
    """
    behind = _ADVERB.sub("", behind)
    first, end = name_at_start(behind)
    rest = behind[end:]
    if _RECOMMENDS.search(verb) and _ORGAN.match(first) and (aim := _THAT.match(rest)):
        return first, name_at_start(rest[aim.end() :])[0] if aim["does"] else ""
    begun = behind.lstrip().startswith(("إلى ", "من ", "لل"))
    if begun:
        return "", first
    if _APPEALS.search(verb) and _TO_WHOM.match(behind):
        return "", " و".join(names_at_start(behind.lstrip()[1:]))
    second = re.match(r"\s+(?:(?:إلى|من)\s+)?", rest)
    following = rest[second.end() :] if second else ""
    other, _ = name_at_start(following)
    direct = second is not None and second.group().strip() in ("إلى", "من")
    if direct and other and re.match(r"(?!\w*(?:ة|ق|ء)\s+على)", following):
        verb_noun = re.search(r"\sأن\s|\sبأن\s", rest) or (
            _BEGS.search(verb) and (first.startswith("ال") or HEADS.match(first.partition(" ")[0]))
        )
        return (first, other) if verb_noun else ("", first)
    appeals = _APPEALS.search(verb) and rest.startswith(" بال")
    if other and first and (appeals or is_state(other) or not _AIM.match(rest)):
        return first, " و".join(names_at_start(following))
    return "", first
