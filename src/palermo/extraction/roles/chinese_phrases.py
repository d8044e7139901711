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
        if not before and words.roles.gives.match(stretch, stop):
            return ""
        if before and stop - before <= NEAR and stop < len(stretch) and not whole:
            return _trimmed(stretch[:before], words)
    last = max((end for _, end in heads), default=0)
    return _trimmed(stretch[:last], words) if last and _is_head(stretch[:last], words) else ""


def _stops(stretch: str, words: Wordings) -> list[int]:
    forms = words.roles
    patterns = [
        words.served_stops,
        forms.begins_predicate,
        forms.done_to_or_for,
        *([words.predicates] if words.predicates else []),
    ]
    found = {met.start() for pattern in patterns for met in pattern.finditer(stretch, 1)}
    found |= {start for start, _ in words.verbs.spans(stretch, 1, len(stretch))}
    return sorted({*(at for at in found if at > 1), len(stretch)})


def _is_head(before: str, words: Wordings) -> bool:
    forms = words.roles
    if len(before) < 2 or forms.deed_by_ending.search(before):
        return False
    if (
        forms.person_or_body.search(before)
        or is_state(re.split(r"[和与、及]", before)[-1])
        or forms.name_in_quotes.fullmatch(before)
    ):
        return True
    return any(re.search(rf"(?:{pattern.pattern})$", before) for pattern in (words.people, words.actors))


def _trimmed(name: str, words: Wordings) -> str:
    """A phrase without how many they are, and without the clause that is told of them."""
    forms = words.roles
    before, of, last = name.rpartition("的")
    if of and len(last) > 1 and forms.told_by_clause.search(before):
        name = last
    name = forms.how_many.sub("", name.strip("的、， "))
    return (
        "" if forms.pronouns_at_end.search(name) or forms.names_nobody.match(name) or len(name) > LONGEST * 2 else name
    )


def listed(name: str, words: Wordings) -> list[str]:
    """The parties of a list, each by itself; one name where its parts are none."""
    parts = [joined(part) for part in words.coordination.split(whole_names(name, words))]
    if len(parts) > 1 and all(_is_head(part, words) and len(part) > 1 for part in parts):
        return [words.roles.how_many.sub("", part) for part in parts]
    return [name] if name and len(name) <= LONGEST else []


def asked_in_chinese(clause: Clause) -> list[str]:
    """Those who are asked: behind a verb of asking, else the subject of a duty, whatever its occasion."""
    text, words = clause.text, clause.words
    for cue in words.roles.asks.finditer(text, clause.start, clause.end):
        if words.roles.duty.search(text[max(clause.start, cue.start() - NEAR) : cue.start()]):
            break  # `采购方必须要求供应商`
        if name := phrase(text, cue.end(), clause.end, words):
            return listed(name, words)
    duty = words.roles.duty.search(text, clause.start + 1, clause.end)
    return list(_bound(text[clause.start : duty.start()], words)) if duty else []


def _bound(before: str, words: Wordings) -> Iterator[str]:
    """The subject of a duty: the last part before it that begins with a party, else the first."""
    forms = words.roles
    parts = [part for part in re.split(r"[，：]", before) if part]
    for part in reversed(parts):
        if forms.says_what_is_due.search(part) or done_to_in_chinese(part, words):
            continue
        part = re.sub(r"^(?:(?:强调|重申|指出|认为)|第[一二三四五六七八九十百\d]+条\s*|凡|至于|由|作为)+", "", part)
        name = phrase(part, 0, len(part), words, whole=True)
        if name and (part.startswith(name) or not forms.opens_condition.match(part)):
            yield from listed(name, words)
            return


def done_to_in_chinese(part: str, words: Wordings) -> bool:
    """Whether what stands before a duty is a deed and the people it is done to: `询问证人 | 应当在独立房间进行`."""
    verb = next(words.verbs.spans(part, 0, min(len(part), NEAR)), (1, 0))
    return verb[0] == 0 and verb[1] < len(part) and re.search(rf"(?:{words.people.pattern})$", part) is not None


def hosts_in_chinese(clause: Clause) -> str:
    """Those who lead a joint body together, told behind it: `该网络由 | 妇女署和红十字会 | 共同主持`."""
    hosts = clause.words.roles.led_jointly.search(clause.said)
    return hosts["who"] if hosts else ""


def served_in_chinese(clause: Clause) -> list[str]:
    """Those whom a deed is done to or for, by the words before them."""
    forms = clause.words.roles
    found: list[str] = []
    at = clause.start
    promised = forms.promising.search(clause.said) is not None
    while cue := forms.done_to_or_for.search(clause.text, at, clause.end):
        at = cue.end()
        if clause.text.startswith("的", at):
            continue  # `受害人安置 | 的主管机关`
        if promised and cue.group() in ("让", "使", "安置", "接收"):
            continue
        led = forms.aspect.match(clause.text, at, clause.end)
        begin = led.end() if led else at
        name = phrase(clause.text, begin, clause.end, clause.words)
        name = name or _behind_relative(clause.text[begin : clause.end], clause.words)
        behind = clause.text[clause.text.find(name, begin) + len(name) : clause.end]
        if (
            len(name) > 1
            and not forms.of_place.match(behind)
            and not forms.counted_unit.fullmatch(name)
            and not clause.words.exploiters.search(name)
        ):
            found += listed(name, clause.words)
            at = max(at, clause.text.find(name, begin) + len(name))
    return list(dict.fromkeys(found))


def _behind_relative(behind: str, words: Wordings) -> str:
    """The people behind a clause that is told of them: `十七名没有水喝的短工`."""
    if words.roles.how_many.match(behind) is None:
        return ""
    near = re.match(r"[^，。；：]{2,30}的(?P<whom>[一-鿿]{2,6})(?=[，。；]|$)", behind)
    return near["whom"] if near and _is_head(near["whom"], words) else ""


def actors_in_chinese(named: str, words: Wordings) -> list[str]:
    """Who acts, where a subject is no party as it stands: up to its predicate, behind what opens it."""
    parts = [part for part in re.split(r"[，：]", named) if part]
    for part in reversed(parts):
        part = re.sub(r"^(?:第[一二三四五六七八九十百\d]+条\s*|通常|一般|由)+", "", part)
        name = phrase(part, 0, len(part), words, whole=True)
        if name and part.startswith(name) and not words.roles.opens_condition.match(part):
            return [without_sort_in_chinese(one, words) for one in listed(name, words) if _acts(one, words)]
    return []


def _acts(name: str, words: Wordings) -> bool:
    forms = words.roles
    if words.exploiters.search(name) or (words.things and words.things.search(name)):
        return False
    acts = (
        re.search(rf"(?:{words.actors.pattern})$", name) is not None
        or is_state(name)
        or forms.name_in_quotes.fullmatch(name)
    )
    return bool(acts) or (forms.person_or_body.search(name) is not None and words.people.search(name) is None)


def _body(name: str, words: Wordings) -> str:
    """A body's name without the predicate behind it."""
    for head in words.actors.finditer(name):
        if head.end() > 1 and words.roles.unknown_deed.match(name, head.end()):
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
