"""Arabic noun phrases: how far a name goes behind a verb, and who asks whom in `the Committee urges the State`."""

import re

_WORD = re.compile(r"[^\s،؛,.:()«»]+")
_PARTICLE = re.compile(r"^(?:[وف](?=ال|لل))?(?:لل(?=\w{2,})|(?:إلى|على|من|بين|لدى)\s+)")
_ADJECTIVE = re.compile(
    r"ال\w+(?:ية|ي|يين|يون|ين|ون)|ال(?:متحدة|عامة?|أعضاء|أطراف|طرف|مشاركة|خاصة?|معنية?|عليا|أعلى|دائمة|مستقلة|مختصة"
    r"|مهاجرين|مهاجرات|محدودة|كبرى|أخرى|مدنية?|نامية|سامية?|مكلفة?|فرعية|أساسية|إعاقة)"
)
"""What goes on with a definite name: an adjective of it."""
_TASK = re.compile(r"المعنية?|المكلفة?|المختصة?")
_ENDS = re.compile(r"(?:أن|ألا|بأن|على|إلى|من|في|مع|عن|بشأن|التي|الذي|الذين|لدى|خلال|قبل|بعد|منذ|حتى|كما|و)$")
_AIM = re.compile(r"\s(?:على|إلى|أن|ألا|بأن|ب(?=\w{3,})|عدم)")
MOST_WORDS = 8


def name_at_start(text: str) -> tuple[str, int]:
    """The name that a text begins with, without what clings to it, and where it ends; empty where there is none.

    >>> name_at_start("للدولة الطرف أن تكفل")[0]
    'الدولة الطرف'
    """
    stripped = text.lstrip(" ،")
    offset = len(text) - len(stripped)
    particle = _PARTICLE.match(stripped)
    begin = particle.end() if particle else 0
    words = list(_WORD.finditer(stripped, begin))[:MOST_WORDS]
    if not words or _ENDS.match(words[0].group()) or words[0].group()[0].isdigit():
        return "", offset
    taken = _taken([word.group() for word in words], definite=bool(particle and particle.group().endswith("لل")))
    end = words[taken - 1].end()
    name = stripped[words[0].start() : end]
    return ("ال" + name if particle and particle.group().endswith("لل") else name), offset + end


def _taken(words: list[str], *, definite: bool) -> int:
    """How many words a name has: adjectives of a definite noun, or what an indefinite one is of."""
    taken = 1
    single = len(words) == 1 or _ENDS.match(words[1]) or words[1][0].isdigit()
    if not (definite or words[0].startswith("ال") or single):
        taken = 2
    while taken < len(words) and _goes_on(words, taken):
        taken += 1
    return taken


def _goes_on(words: list[str], at: int) -> bool:
    before, word = words[at - 1], words[at]
    if _TASK.fullmatch(before):
        return word.startswith("ب")
    if word.startswith("لل") and before.endswith("ية"):
        return True
    if word.startswith("وال") and any(_TASK.fullmatch(earlier) for earlier in words[:at]):
        return True
    return _ADJECTIVE.fullmatch(word) is not None


def asked(behind: str) -> tuple[str, str]:
    """Who asks and who is asked, from what stands behind a verb of asking; empty where one is not said.

    >>> asked("اللجنة الدولة الطرف بتخصيص موارد")
    ('اللجنة', 'الدولة الطرف')
    """
    first, end = name_at_start(behind)
    rest = behind[end:]
    begun = behind.lstrip().startswith(("إلى ", "من ", "لل"))
    if begun:
        return "", first
    second = re.match(r"\s+(?:(?:إلى|من)\s+)?", rest)
    following = rest[second.end() :] if second else ""
    other, _ = name_at_start(following)
    direct = second is not None and second.group().strip() in ("إلى", "من")
    if direct and other and re.match(r"(?!\w*(?:ة|ق|ء)\s+على)", following):
        verb_noun = re.search(r"\sأن\s|\sبأن\s", rest)
        return (first, other) if verb_noun else ("", first)
    if other and first and not _AIM.match(rest):
        return first, other
    return "", first
