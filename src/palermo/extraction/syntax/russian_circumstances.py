"""What stands around a Russian subject without a comma: when, where and on what ground, before it and behind it."""

import re

from palermo.extraction.language.wordings import Wordings

_OPENS = re.compile(
    r"(?:в|во|на|по|с|со|при|за|для|из|от|до|к|ко|после|перед|под|над|у|через|благодаря|согласно|вопреки|помимо|кроме"
    r"|вместо|среди|между|раз|дважды|трижды)\s+"
    r"|(?:[а-яё]{3,}(?:льно|енно|ски|годно|ячно|едельно|едно)|уже|затем|тогда|сегодня|недавно)\s+"
    r"|(?:эт|прошл|минувш|нынешн|следующ|будущ|той)\w*\s+(?:же\s+)?(?:весной|осенью|летом|зимой)\s+"
    r"|[а-яё]{3,}(?:ым|им)\s+[а-яё]{3,}(?:ом|ем)\s+|(?:[а-яё]+(?:ым|им)\s+)?[а-яё]{3,}(?:ам|ям)\s+",
    re.I,
)
"""How a stretch begins that holds a subject further on: `At the end of the visit | the Council`."""
_PREPOSITION = re.compile(
    r"(?:в|во|на|по|с|со|при|за|для|из|от|до|к|ко|о|об|обо|после|перед|под|над|у|через|против|без|между|среди|и|или|а"
    r"|имени|рамках|ходе|№)",
    re.I,
)
"""Behind which no subject begins."""
_OBLIQUE = re.compile(r"[А-ЯЁа-яё-]+(?:ого|его|ому|ему|ым|им|ом|ем|ой|ей|ую|юю|ых|их|ыми|ими)")
"""An adjective, or a noun, in no nominative; so is the noun that agrees with it."""
_ADJECTIVE = re.compile(r"[А-ЯЁа-яё-]+(?:ый|ий|ая|яя|ое|ее|ые|ие)(?:ся)?")
_STRONG = re.compile(
    r"[а-яё]*(?:ство|тво|ние|тие|[цснлрд]ия|ура|бюро|тет|[бвгджзкнпрстфхчшщц]|[дтк]ел|ль|й|ники|ницы|исты|торы|т[её]ры|тели|щики|логи|енты|анты"
    r"|врачи|органы|власти|эксперты|адвокаты|юристы|служба|группа|палата|бригада|команда|школа|больница|лига|клиника"
    r"|община|система|миссия|дума|гвардия|таможня|линия)"
)
"""How a noun ends in the nominative, singular or plural."""
_WEAK = re.compile(r"[а-яё]+(?:ов|ев|[сцн]ий|ах|ях|их|ых|ек|ок|оек|иц|ниц|щин|(?<!от)дел|сот|тысяч|стран)")
"""Nouns in the genitive plural that end so, too."""
_CAPITAL = re.compile(r"[А-ЯЁ][а-яё-]{2,}")
_WORD = re.compile(r"[\w«»-]+")
_BEHIND = re.compile(
    r"(?:\s+(?:уже|сейчас|теперь|ныне|тотчас|тут\s+же|сразу|же|при\s+этом|со\s+своей\s+стороны|лично|пока|нередко|обычно"
    r"|всегда|по-прежнему|неизменно|вс[её]|(?:и\s+)?(?:далее|впредь)|(?:почти\s+)?кажд(?:ый|ую|ое|ые)(?:\s+[\w-]+){1,2}"
    r"|(?:(?:вот|уже|почти|более)\s+)*(?:\d+|втор\w+|трет\w+|четв[её]рт\w+|пят\w+|шест\w+|сед?ь?м\w+|девят\w+|десят\w+|дв\w+|три|четыре"
    r"|восемь|\w+дцать|несколько|много|целый)\s+(?:год[ау]?|лет|месяц(?:ев|а)?|недел[юиь]|дн(?:я|ей)|сезон\w*|раз[а]?)(?:\s+подряд)?"
    r"|по\s+(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|выходн|будн)\w+|раз\s+в\s+\w+(?:\s+\w+)?"
    r"|(?:с|до|к|в)\s+(?:\w+\s+)?\d{4}\s+год[ауе]))+\s*$",
    re.I,
)
"""What stands between a subject and its verb, and is no part of a name."""
_SELF = re.compile(r"^(?:сам[аои]?|также|лишь|только|именно|и)\s+(?=[\w«])", re.I)
_CLAUSE_BEHIND = re.compile(r",\s+(?:как|что|чтобы|когда|где|если|котор\w+)\b.*$")
MOST_WORDS = 24


def plain(name: str, words: Wordings) -> str:
    """A printed stretch without a clause behind it, and without what stands around who is named in it."""
    name = _CLAUSE_BEHIND.sub("", name)
    start, end = without_circumstances(name, 0, len(name), words)
    return name[start:end]


def without_circumstances(text: str, start: int, end: int, words: Wordings) -> tuple[int, int]:
    """A stretch that names who acts without what stands around it; as it is where nothing else is told."""
    stretch = text[start:end]
    if behind := _BEHIND.search(stretch, 1):
        end = start + behind.start()
        stretch = text[start:end]
    if own := _SELF.match(stretch):
        start, stretch = start + own.end(), stretch[own.end() :]
    if _OPENS.match(stretch) and (begins := _nominative(stretch, words)):
        start += begins
    return start, end


def _nominative(stretch: str, words: Wordings) -> int | None:
    """Where behind an opening a noun in the nominative begins that acts, with its adjectives, or a name does."""
    tokens = list(_WORD.finditer(stretch))[:MOST_WORDS]
    for at, token in enumerate(tokens[1:], start=1):
        word = token.group()
        if not _may_be_subject(word, words):
            continue
        first = at
        while first > 0 and _ADJECTIVE.fullmatch(tokens[first - 1].group()) and _touch(stretch, tokens, first):
            first -= 1
        before = tokens[first - 1].group() if first else ""
        if not first or _PREPOSITION.fullmatch(before) or (_OBLIQUE.fullmatch(before) and first == at == 1):
            continue
        if _CAPITAL.fullmatch(word) and first == at and _OBLIQUE.fullmatch(before) and not words.actors.fullmatch(word):
            continue
        return tokens[first].start()
    return None


def _touch(stretch: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether only a blank stands between a word and the one before it."""
    return stretch[tokens[at - 1].end() : tokens[at].start()].isspace()


def _may_be_subject(word: str, words: Wordings) -> bool:
    lower = word.lower()
    if _CAPITAL.fullmatch(word) and _ADJECTIVE.fullmatch(word):
        return True
    if not _STRONG.fullmatch(lower) or _WEAK.fullmatch(lower) or _OBLIQUE.fullmatch(lower):
        return False
    return _CAPITAL.fullmatch(word) is not None or words.actors.fullmatch(lower) is not None
