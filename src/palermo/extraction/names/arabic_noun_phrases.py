"""Arabic noun phrases: how far a name goes behind a verb, and who asks whom in `the Committee urges the State`."""

import re
from functools import cache

from palermo import registry
from palermo.extraction.language.naming_forms import naming
from palermo.extraction.names.states import is_state

_WORD = re.compile(r"«[^«»]{2,60}»|[^\s،؛,.:()«»]+")
MOST_LINKS = 3
_SEVERAL_WORDS = re.compile(r"[ء-ي]+(?: [ء-ي]+)+")
MOST_WORDS = 9


def name_at_start(text: str) -> tuple[str, int]:
    """The name that a text begins with, without what clings to it, and where it ends; empty where there is none.

    >>> name_at_start("للدولة الطرف أن تكفل")[0]
    'الدولة الطرف'
    """
    stripped = text.lstrip(" ،")
    offset = len(text) - len(stripped)
    if met := _met(stripped):
        return _registered()[1][met["met"]], offset + met.end()
    particle = naming("ar").particle.match(stripped)
    begin = particle.end() if particle else int(naming("ar").and_head.match(stripped) is not None)
    words = list(_WORD.finditer(stripped, begin))[:MOST_WORDS]
    if not words or naming("ar").ends_name.match(words[0].group()) or words[0].group()[0].isdigit():
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
    if naming("ar").preposition.match(behind):
        return 0
    known = _met(behind.lstrip())
    begin = len(behind) - len(behind.lstrip()) + known.end() if known else 2
    name, end = name_at_start(behind)
    begin = max(begin, end) if naming("ar").head_of_body.match(name.partition(" ")[0]) else begin
    stop = naming("ar").ends_subject.search(behind, begin)
    return stop.start() if stop and stop.start() else len(behind)


def _accusative(behind: str) -> bool:
    """Whether the noun behind a verb is its object or says when: in the accusative, and the name of no State."""
    found = naming("ar").accusative.match(behind)
    return found is not None and not is_state(found[1]) and not naming("ar").head_of_body.match(found[1])


NEAR = 3
"""Characters before a verb that leave no room for a subject."""


def subject_of(text: str, body: int, verb: tuple[int, int], end: int) -> tuple[int, int] | None:
    """Where who acts stands: behind the verb, or before it; None where only its object or an adverb does."""
    if naming("ar").verb_of_them.fullmatch(text, *verb):
        return None
    if verb[0] - body > NEAR and not naming("ar").adverbial.match(text, body, verb[0]):
        return body, verb[0]
    following = text[verb[1] : min(end, verb[1] + 120)]
    return None if _accusative(following) else (verb[1], verb[1] + subject_end(following))


def _taken(words: list[str], *, definite: bool) -> int:
    """How many words a name has: adjectives of a definite noun, or what an indefinite one is of."""
    taken = 1
    if is_state(words[0]):
        return 1
    single = len(words) == 1 or naming("ar").ends_name.match(words[1]) or words[1][0].isdigit()
    accusative = re.fullmatch(r"(?!ال)\w{3,}(?<!ن)(?<!ه)ا", words[0]) is not None
    if accusative and not single and not re.fullmatch(r"(?![وفي])\w{3,}(?:ين|(?<!و)ا)|غير", words[1]):
        return 1  # `230 طفلا | كانوا`
    owned = re.search(r"\w{4,}(?:نا|ها|هم)$", words[0]) is not None and len(words) > 1 and words[1].startswith("ال")
    if not (definite or words[0].startswith("ال") or single or owned):
        taken = 2 + _links(words, 2)
        while (
            taken < len(words) and naming("ar").construct.fullmatch(words[taken - 1]) and words[taken].startswith("ال")
        ):
            taken += 1
    while taken < len(words) and _goes_on(words, taken):
        taken += 1 + (_links(words, taken + 1) if naming("ar").for_whom_noun.fullmatch(words[taken]) else 0)
    return taken


def _links(words: list[str], at: int) -> int:
    """How many words go on with one that is of them, up to the definite noun that ends it; 0 where none does.

    Only of what an organisation's name begins with, and of nouns that are of others: `| jobs of migrants`.
    """
    if words[at - 1].startswith(("ال", "لل")) or is_state(words[at - 1]):
        return 0
    if not (naming("ar").head_of_body.match(words[0]) or naming("ar").heads_of_groups.match(words[0])):
        return 0
    for links in range(MOST_LINKS):
        behind = at + links
        if behind >= len(words) or not naming("ar").link.fullmatch(words[behind - 1]) or is_state(words[behind - 1]):
            return 0
        if is_state(words[behind]) or (
            words[behind].startswith("ال") and not naming("ar").head_of_body.match(words[behind])
        ):
            return links + 1
    return 0


def _goes_on(words: list[str], at: int) -> bool:
    before, word = words[at - 1], words[at]
    if before == "غير" or (word == "غير" and at > 0 and at + 1 < len(words)):
        return True
    if word == before:
        return False  # `the Commissioner for Refugees | protects refugees`, whose verb stands before
    if naming("ar").tasked.fullmatch(before):
        return word.startswith("ب")
    if word.startswith("لل") and before.endswith("ية"):
        return naming("ar").for_whom_noun.fullmatch(word) is not None
    if naming("ar").head_of_body.match(words[0]):
        if word.startswith("«"):
            return True  # `the Association | «Light»`
        if naming("ar").for_whom_noun.fullmatch(word) and (at > 1 and naming("ar").adjective.fullmatch(before)):
            return word.startswith("لل") or at + 1 < len(words)
        if at > 1 and naming("ar").for_matter.fullmatch(word):
            return True
        if naming("ar").for_matter.fullmatch(before) and (
            word.startswith("ال") or naming("ar").construct.fullmatch(word)
        ):
            return True
        if word.startswith("بال") and re.match(r"(?:ل|ال)?(?:مكافحة|معني|اتجار)|الاتجار", before):
            return True
    if at > 1 and naming("ar").and_matter.fullmatch(word) and naming("ar").head_of_body.match(words[0]):
        return True
    if before in ("ومنع", "ومكافحة", "وحماية"):
        return word.startswith("ال")
    if word.startswith("وال") and any(naming("ar").tasked.fullmatch(earlier) for earlier in words[:at]):
        return True
    if before.endswith("ات") and word.startswith("ال") and word.endswith("يات"):
        return True  # `Association of lawyers | of Peru`, both of women
    return naming("ar").adjective.fullmatch(word) is not None and (
        not naming("ar").head_of_body.match(word) or word.endswith("ي") or before == "الجريمة"
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
        following = naming("ar").and_another.match(text, at + end)
        if following is None:
            break
        at = following.end()
    governments = naming("ar").governments.match(found[0]) if len(found) > 1 else None
    if governments and all(map(is_state, [found[0][governments.end() :], *found[1:]])):
        found[0] = found[0][governments.end() :]
    return found


def asked(behind: str, verb: str = "") -> tuple[str, str]:
    """Who asks and who is asked, from what stands behind a verb of asking; empty where one is not said.

    Whoever recommends that something be done is an organ: `the Committee | recommends that States ratify`.

    >>> asked("اللجنة الدولة الطرف بتخصيص موارد")
    ('اللجنة', 'الدولة الطرف')
    """
    behind = naming("ar").adverb.sub("", behind)
    first, end = name_at_start(behind)
    rest = behind[end:]
    if (
        naming("ar").recommends.search(verb)
        and naming("ar").organ.match(first)
        and (aim := naming("ar").that_does.match(rest))
    ):
        return first, name_at_start(rest[aim.end() :])[0] if aim["does"] else ""
    begun = behind.lstrip().startswith(("إلى ", "من ", "لل"))
    if begun:
        return "", first
    if naming("ar").appeals.search(verb) and naming("ar").appeals_to.match(behind):
        return "", " و".join(names_at_start(behind.lstrip()[1:]))
    second = re.match(r"\s+(?:(?:إلى|من)\s+)?", rest)
    following = rest[second.end() :] if second else ""
    other, _ = name_at_start(following)
    direct = second is not None and second.group().strip() in ("إلى", "من")
    if direct and other and re.match(r"(?!\w*(?:ة|ق|ء)\s+على)", following):
        verb_noun = re.search(r"\sأن\s|\sبأن\s", rest) or (
            naming("ar").begs.search(verb)
            and (first.startswith("ال") or naming("ar").head_of_body.match(first.partition(" ")[0]))
        )
        return (first, other) if verb_noun else ("", first)
    appeals = naming("ar").appeals.search(verb) and rest.startswith(" بال")
    if other and first and (appeals or is_state(other) or not naming("ar").aim.match(rest)):
        return first, " و".join(names_at_start(following))
    return "", first
