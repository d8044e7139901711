"""Full names with a head that a text has printed before a place, whatever they do there: `a letter to the X Agency`."""

import re
from collections.abc import Iterator

from palermo.extraction.discourse.context import Surroundings
from palermo.extraction.discourse.full_names import Named
from palermo.extraction.roles.name_lists import is_name
from palermo.extraction.roles.parties import party

FURTHEST = 2000
"""Characters before a place in which a full name is looked for."""
LONGEST = 100
"""Characters behind a head in which its name goes on."""
_ADJECTIVE = r"(?:[А-ЯЁа-яё-]+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ому|ему|ым|им|ую|юю)\s+)"
_GENITIVE = r"(?:[А-ЯЁ][\w-]+|\w+(?:ого|его|ой|ых|их|ов|ев|ии|ям|ства|ости))"
_CHINESE = r"(?:^|[，。；：、“”《》（）\s])([\u4e00-\u9fff]{{2,18}}?{0})"
_RUSSIAN = (
    rf"(?<!\w)(?:{_ADJECTIVE}{{{{0,3}}}}){{0}}\w{{{{0,4}}}}(?!\w)"
    rf"(?:\s+(?:по\s+|и\s+)?(?:«[^»]{{{{2,60}}}}»|{_GENITIVE}(?!\w)))*"
)
_ARABIC = (
    rf"(?<!\w)(?:[وف]?[بكل]?(?={{0}})|[وف]?[بك]?(?=ال{{0}}\s+ال))(?P<name>(?:ال)?{{0}}\s[^.;:،؛]{{{{3,{LONGEST}}}}})"
)
_ROMANCE = (
    r"[«\"]|(?:\w+[’'])?[A-ZÀ-Ý]|(?:d[eu]|des|del|la|les?|los?|las|pour|para|contre|contra|sur|sobre|aux?|en|sans|sin|por)\s|[dl][’']"
    r"|\w+(?:al|ale|aux|ales|iques?|ica|ico|icas|icos|ien|ienne|if|ive|iva|ivo|aires?|aria|ario|ano|ana|eños?|eñas?|eurs?|ées?|és?)\b"
)
_GOING_ON = {
    "fr": re.compile(_ROMANCE),
    "es": re.compile(_ROMANCE),
    "ru": re.compile(rf"[«№А-ЯЁ]|по\s|{_GENITIVE}(?!\w)|\w+(?:ка|на|ра|та|ла|ва|ы|и)(?!\w)"),
}
_CAPITALS = r"[A-Z][\w’'-]+(?:\s+(?:(?:of|the|for|and|on|to|in|against)\s+){0,2}[A-Z][\w’'-]+)+"
_NO_NAME = re.compile(r"[的在与和对将了为向由被从于年月日该本此各每]")
"""Signs that stand in a Chinese clause, and in no name."""


def mentioned(head: str, around: Surroundings, upto: int) -> Named | None:
    """The full name with a head that was printed last before a place of a passage; None where there is none."""
    found = list(_names(head, around, upto))
    if not found:
        return None
    start, name = found[-1]
    begin, end = around.printed(start), around.printed(start + len(name) - 1) + 1
    return Named(name=name, passage=around.passage, start=begin, end=end)


def last_named(around: Surroundings, start: int, end: int, heads: str) -> Named | None:
    """The body that a sentence names last, by a head or by capitals; None where it names none."""
    language = around.words.language
    said = around.text[start:end]
    if language in ("en", "zh"):
        pattern = _CAPITALS if language == "en" else rf"[\u4e00-\u9fff]{{2,18}}?(?:{heads})"
        found = [(met.start(), met.group()) for met in re.finditer(pattern, said)]
        found = [one for one in found if is_name(one[1], around.words) and not _NO_NAME.search(one[1])]
    else:
        behind = (
            (met.start(), party(met[1], around.words))
            for met in re.finditer(rf"(?<!\w)(?=((?:{heads})\w*\s[^.;:،؛,]{{3,{LONGEST}}}))", said, re.I)
        )
        found = [(at, name) for at, name in behind if name and goes_on(name, language) and said.startswith(name, at)]
    if not found:
        return None
    at, name = found[-1]
    begin, last = around.printed(start + at), around.printed(start + at + len(name) - 1) + 1
    return Named(name=name, passage=around.passage, start=begin, end=last)


def _names(head: str, around: Surroundings, upto: int) -> Iterator[tuple[int, str]]:
    text, language, word = around.text, around.words.language, re.escape(head)
    since = max(0, upto - FURTHEST)
    if language == "zh":
        for met in re.finditer(_CHINESE.format(word), text[since:upto]):
            if len(met[1]) > len(head) + 1 and not _NO_NAME.search(met[1]) and is_name(met[1], around.words):
                yield since + met.start(1), met[1]
    elif language == "ru":
        for met in re.finditer(_RUSSIAN.format(f"(?i:{word})"), text[since:upto]):
            if " " in met.group() and re.search(r"[А-ЯЁ«]", met.group()):
                yield since + met.start(), met.group()
    elif language in ("fr", "es", "ar"):
        pattern = _ARABIC if language == "ar" else rf"\b(?P<name>{{0}}\s[^.;:]{{{{3,{LONGEST}}}}})"
        for met in re.finditer(pattern.format(word), text[since:upto], re.I):
            name = party(met["name"], around.words)
            if name and met["name"].startswith(name) and goes_on(name, language):
                yield since + met.start("name"), name


def goes_on(name: str, language: str) -> bool:
    """Whether a name goes on behind its first word as names do, and not with a verb: `Comité | de Bâle`."""
    behind = _GOING_ON.get(language)
    _, blank, rest = name.partition(" ")
    return bool(blank) and (behind is None or behind.match(rest) is not None)
