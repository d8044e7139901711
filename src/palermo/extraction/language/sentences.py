"""Sentences of a passage: at stops that end one, not at `para. 4` or `No. 29`; long ones are cut at lesser marks."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import yaml

LONGEST = 1200
"""Characters of a sentence; text without stops is cut into pieces of no more."""

_STOP = re.compile(
    r"[.!?؟]+[\"”»’)\]]*(?=\s|$)|[。！？]+[”」』）]*|\u06d4|;\s+(?=\d{1,3}\.\s)|[；;؛](?=\s*\d{1,3}[.．、]\s*)"
)
_BEFORE = re.compile(r"(?:^|[\s(«“\"'’])([^\s(«“\"'’]{1,10})$")
_NEXT = re.compile(r"\s*([\"“«(\[]?)(\S)")
_NUMBERED = re.compile(r"(?:^(?:[^\W\d]+ )?|[;；؛]\s*)\(?\d{1,3}$")
"""A printed number at the beginning of a paragraph."""
_BULLET = re.compile(r"\s+[•–·]\s")
_LISTED = re.compile(r":\s+[•–·]\s")
"""A list within a paragraph, whose items end with stops: `Actividades: • Dos campañas. • Un curso.`"""
_SUBNUMBERED = re.compile(r":\s+\d{1,3}\.\d{1,2}\.\s")
"""A list whose items are numbered below their paragraph: `invite les États : 8.1. à interdire ...; 8.2. à ...`."""
_FRENCH_STOP = re.compile(
    rf"{_STOP.pattern}|,\s+(?=[A-ZÉ]\w+(?:ant|ée?|ente?|ieux|ieuse)\s+(?:que\s|qu['’]|par\s+le\s+fait|du\s+fait\s|de\s+ce\s+qu))"
)
"""In French also where a paragraph of a preamble ends with a comma: `Consciente que ..., | Notant que ...`."""
_WITHIN = {"es": re.compile(r"(?:[.;]\s+\d{1,2}|:\s+1|:\s+\d{1,2}(?=\.\s+[A-ZÀ-Ý]\w+[aei]r(?:se)?\s))\.")}
"""A printed number within a paragraph, by language: `RESUELVE: 1. Exhortar a los Estados. | 2. Pedir`."""
_NEXT_ITEM = re.compile(r"\s+\d{1,2}\.\s+(?=[A-ZÀ-Ý])")
_NUMBERED_LIST = re.compile(r":\s+\d{1,2}\.\s")
"""A list within a paragraph, whose items end with stops and begin with numbers."""
_CHINESE_STOP = re.compile(
    rf"{_STOP.pattern}|[，；]\s+(?=\d{{1,3}}[.．、]|[又并还]?(?:重申|回顾|注意到|认识到|铭记|考虑到|深为|关切|欢迎|强调|决定|授权|促请|吁请|请|敦促"
    r"|鼓励|谴责|确认|申明|赞赏|表示|意识到)|[（(]?[一二三四五六七八九十]{1,3}[）)、])"
)
"""In Chinese also where a paragraph of a resolution ends with a comma and the next begins."""
_STOPS = {"zh": _CHINESE_STOP, "fr": _FRENCH_STOP}
_CUT = re.compile(r"[;；؛]\s+|[,，،、]\s*|\s+")


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, without the blanks around it.

    >>> [t[a:b] for t in ["See para. 4. It was read."] for a, b in sentences(t, "en")]
    ['See para. 4.', 'It was read.']
    """
    begin = 0
    for found in _STOPS.get(language, _STOP).finditer(text):
        if found.end() < len(text) and not _ends(text, found, language):
            continue
        if _BULLET.match(text, found.end()) and _LISTED.search(text, begin, found.start()):
            continue
        if found.group() == ";" and _SUBNUMBERED.search(text, begin, found.start()):
            continue
        if language in _WITHIN and _goes_on(text, begin, found):
            continue
        yield from _pieces(text, begin, found.end())
        begin = found.end()
    yield from _pieces(text, begin, len(text))


def _goes_on(text: str, begin: int, found: re.Match[str]) -> bool:
    """Whether behind a stop the next item of a numbered list stands."""
    return (
        found.end() - begin < LONGEST
        and _NEXT_ITEM.match(text, found.end()) is not None
        and _NUMBERED_LIST.search(text, begin, found.start()) is not None
    )


def _numbers(within: re.Pattern[str], text: str, at: int) -> bool:
    """Whether a stop stands behind a printed number within a paragraph."""
    return any(number.end() == at + 1 for number in within.finditer(text, max(0, at - 8), at + 40))


def _ends(text: str, found: re.Match[str], language: str) -> bool:
    mark = found.group()[0]
    if mark != ".":
        return True
    before = _BEFORE.search(text, max(0, found.start() - 12), found.start())
    word = before.group(1).casefold() if before else ""
    if word in _abbreviations(language) or re.fullmatch(r"[^\W\d_]", word):
        return False
    following = _NEXT.match(text, found.end())
    if following is None:
        return True
    if word.isdigit() and _NUMBERED.search(text, 0 if found.start() < 24 else found.start() - 8, found.start()):
        return False
    within = _WITHIN.get(language)
    if within and word.isdigit() and _numbers(within, text, found.start()):
        return False
    return not following.group(2).islower()


def _pieces(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while end - begin > LONGEST:
        cuts = [cut.end() for cut in _CUT.finditer(text, begin + LONGEST // 2, begin + LONGEST)]
        middle = cuts[-1] if cuts else begin + LONGEST
        yield from _stripped(text, begin, middle)
        begin = middle
    yield from _stripped(text, begin, end)


def _stripped(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    if begin < end:
        yield begin, end


@cache
def _abbreviations(language: str) -> frozenset[str]:
    return frozenset(_all_abbreviations().get(language, ()))


@cache
def _all_abbreviations() -> dict[str, list[str]]:
    text = files("palermo.extraction.language").joinpath("sentences.yaml").read_text(encoding="utf-8")
    found: dict[str, list[str]] = {key: [str(word) for word in words] for key, words in _safe(text).items()}
    return found


def _safe(text: str) -> dict[str, list[object]]:
    read: dict[str, list[object]] = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return read
