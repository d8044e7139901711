"""Boundaries of printed names: spans of the tagger, completed to names or cut where a predicate begins."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from palermo.vocabulary.yaml_rows import parse_yaml

type Span = tuple[int, int]

MAX_ADDED_WORDS = 6
"""Capitalised words that are added to a span on either side."""
_BOUNDARY_CHARS = " \t\n,.;:?!/’'‘“”\"«»،؛。，、*_–—•-[]&"
_WORD = r"[^\W\d_][\w’'&.\u2011-]*"
_UPPER = r"[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_CHINESE_SEPARATOR = re.compile(r"[、；]|(?<=[\u3400-\u9fff])[，](?=[\u3400-\u9fff])")
_CHINESE_EDGE = re.compile(r"^[的和与及或在由向对]+(?=[\u3400-\u9fff]{2})|(?<=[\u3400-\u9fff]{2})[的和与及或在由]+$")
_CHINESE_INSTITUTION = (
    r"人民政府|政府|机关|部门|机构|委员会|办公室|联合会|基金会|协会|法院|检察院|公安局|派出所|中心|研究所|大学|学校|组织|单位"
    r"|主管機關|機關|部門|機構|委員會|協會|組織|人員|人员|工作者|受害人|被害人"
)
_CHINESE_VERB = re.compile(
    r"(?:保护|保障|涉及|具備|具备|备|備|需要|接到|培训(?!机构)|查处|收留|遭受|了|者(?=其|单)|迎|各國負|困群|害未|以及|现在|現在)"
)
"""The beginning of words that are not a name but a verb with its object."""
_CHINESE_CLAUSE = re.compile(
    r"(?<=[\u3400-\u9fff]{2})(?:进行|接到|负责|开庭|或者其他|或者|等|有|中|向|参|承|東|都|身边)$"
)
_CHINESE_REST = re.compile(rf"(?:[\u3400-\u9fff]{{0,6}}?)(?:{_CHINESE_INSTITUTION})")
_CHINESE_END = re.compile(
    rf"(?:{_CHINESE_INSTITUTION}|[\u3400-\u9fff]*[人者員员会會院局部署處处国國女童師师生方民警社团團])$"
)
_INFINITIVE = re.compile(r"\s+(?:not\s+|also\s+|further\s+)?to\s+(?=[a-z])")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;•\n]\s*|[(“\"«]\s*)$")
_POSSESSIVE = re.compile(r"[’']s?$")
_POSSESSIVE_REST = re.compile(r"[^\W\d_][’']s\s(?=[A-ZÀ-ÖØ-Þ])")
_LEADING_CONJUNCTIONS = frozenset(
    {
        "To",
        "By",
        "While",
        "Whilst",
        "Although",
        "Though",
        "Whereas",
        "Because",
        "However",
        "Since",
        "When",
        "If",
        "What",
        "How",
        "Why",
        "And",
        "At",
        "Foreword",
        "FOREWORD",
    }
)
"""Words that begin a sentence and no name, when a name follows them."""
_HYPHENATED_REST = re.compile(r"[-\u2011][A-ZÀ-ÖØ-Þ][^\W\d_]*")
_PREFIX_REST = re.compile(r"(?:(?<=\bCo)|(?<=\bco)|(?<=\bAnti)|(?<=\banti)|(?<=\bMulti))[-\u2011] ?[^\W\d_]+")
"""The rest of a word after a prefix that is none alone: `Co`, `Anti`."""
_COOPERATION_REST = re.compile(rf" in {_UPPER}[^\W\d_]+")
_INITIALS_START = re.compile(r"(?<![^\W\d_])(?:[A-Z]\.)+$")
_INITIALS_END = re.compile(r"(?<![^\W\d_])[A-Z](?:\.[A-Z])+$")
_LEADING_BRACKETS = re.compile(r"\([^()]*\)\s+(?=\S)")
_NEXT_SENTENCE = re.compile(r"(?<!\b[Ss]top)(?<!\bEnd)\s(?:The(?! Hague)|We|Our|These|This|It)(?=\s|$)")
_NAME_WITH_ACRONYM = re.compile(r"(?P<name>[^()]{4,})\s\((?P<acronym>[A-Z][A-Z/&-]{2,9})\)$")
_JOINED_CAPITALS = re.compile(rf"(?:{_UPPER}[\w’'-]*,? (?:(?:of|for|on|and|the|in|to|against|&) )*)+$")
_TOPIC = re.compile(
    r"(?:(?:modern|human|child|sexual|forced|labou?r|or|compulsory|and)\s)*"
    r"(?:slavery|trafficking|exploitation|forced labou?r|compulsory labou?r|sex tourism)"
    r"(?:\s(?:of|across|in)\s.*|\sand abuse)?"
    r"|(?:la |el delito de )?(?:trata|explotación) (?:de|y)\s.*|(?:la )?traite des\s.*"
    r"|(?:prevent|prevenir|combat|combatir|monitor|sancionar)\s.*",
    re.IGNORECASE,
)
"""What a body deals with, and no body."""
_ABSTRACT = re.compile(
    r"(?:appointment|arrivals|empowerment|request|rights|database|training programmes?|Structure|Directory)"
    r" (?:of|for) .*"
    r"|(?:Competencia|Conformación|Aniversario|Acta) de .*|.*\bAwards?"
)
"""Words of which the first is no party: `empowerment of clients`."""
_RUSSIAN_CLAUSE = re.compile(r"котор|[^\W\d_]+вш(?:ая|ий|его)(?:ся)?\s", re.IGNORECASE)
_HYPHENATED_START = re.compile(r"[^\W\d_]+[-\u2011]$")
_VERB_FORM = re.compile(r"(?:ed|ing|ise|ises|ize|izes|isent|iser|particip(?:a|an|ó|aron|e|ent))$")
"""Words that begin like nouns of parties (`organis*`, `commission*`, `part*`) and are verbs."""
_ELISION = re.compile(r"\s(?:(?:de|et|à|des|par|pour)\s)?[ldLD]$")
_SUBJECT_REST = re.compile(r"\sin (?:Persons|Human Beings)\b")
_SECTOR = re.compile(r"(?<![^\W\d_])(?:private|public|voluntary|business|financial|banking|hospitality)\s$")
_POSSESSIVE_GAP = re.compile(r"[’']s ")
_CONJUNCTION_GAP = re.compile(r",? (?:and|&|y|et|и) |, ")
_NOTE_NUMBER = re.compile(r"(?<=[A-Za-z)])\d{1,3}$")


@lru_cache(maxsize=1)
def load_name_words() -> dict[str, frozenset[str]]:
    """Return the words of `name_words.yaml` by list."""
    rows = parse_yaml(files(__package__).joinpath("name_words.yaml").read_text(encoding="utf-8"))
    return {row["id"]: frozenset(str(word) for word in row["words"]) for row in rows}


def find_names(text: str, start: int, end: int, *, is_heading: bool = False) -> Iterator[Span]:
    """Yield where the names that a span of the tagger touches begin and end; none where it names nobody.

    In a heading all words may have capitals, so that they do not show where a name goes on.
    """
    position = start
    for separator in [*_CHINESE_SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        if (bounds := _find_bounds(text, position, stop, is_heading=is_heading)) is not None:
            yield bounds
        position = separator.end() if separator else end


def is_joined_name(first: str, gap: str, second: str) -> bool:
    """Whether two names of a text with `gap` between them are one.

    >>> is_joined_name("Ruritanian Human Rights", " and ", "Equality Commission")
    True
    >>> is_joined_name("Ministry of Health", " and ", "Interpol")
    False
    """
    if _POSSESSIVE_GAP.fullmatch(gap):
        return first[:1].isupper() and second[:1].isupper()
    if not _CONJUNCTION_GAP.fullmatch(gap) or not (first[:1].isupper() and second[:1].isupper()):
        return False
    words = load_name_words()
    first_words, second_words = (re.findall(r"[^\W\d_]+", name.lower()) for name in (first, second))
    if words["institution"] & {*first_words[-1:], *second_words[:-1]}:
        return False
    is_topic = first_words[-1] in words["topic"]
    if second_words[-1] in words["institution"]:
        return is_topic and not words["institution"] & {*first_words}
    return is_topic and first_words[0] in words["institution"] and second_words[-1] in words["topic"]


def is_actor_noun(word: str) -> bool:
    """Whether a word in lower case names a party: `survivors`, `autorités`."""
    return bool(_compile_actor_pattern().fullmatch(word.lower()))


def _find_bounds(text: str, start: int, end: int, *, is_heading: bool) -> Span | None:
    start, end = _trim(text, *_complete_words(text, start, end))
    if start >= end:
        return None
    end = _cut_predicate(text, start, end)
    if is_heading:
        end = _extend_to_institution(text, end)
    else:
        end = _extend_right(text, start, end)
        start = _extend_left(text, start, end)
    start, end = _trim(text, start, _close_bracket(text, start, end))
    start = _extend_to_acronym(text, start, end)
    if _INITIALS_END.search(text[start:end]) and text[end : end + 1] == ".":
        end += 1
    return (start, end) if start < end and _is_party_name(text[start:end]) else None


def _complete_words(text: str, start: int, end: int) -> Span:
    """Move both ends to the boundaries of printed words, also of hyphenated ones; Chinese has none."""
    if start >= 2 and _POSSESSIVE_REST.match(text, start - 2):
        start -= 1
    if start >= 2 and text[start - 1] in "’'" and text[start : start + 2] == "s ":
        start -= 1
    while 0 < start < end and _is_word_char(text[start]) and _is_letter(text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _is_letter(text[end - 1]) and _is_letter(text[end]):
        end += 1
    if start < end and (before := _HYPHENATED_START.search(text[:start][-30:])) and _is_letter(text[start]):
        start -= len(before[0])
    if start < end and (after := _HYPHENATED_REST.match(text, end) or _PREFIX_REST.match(text, end)):
        end = after.end()
    if start < end and text[:end].endswith(("Co-operation", "Cooperation")):
        place = _COOPERATION_REST.match(text, end)
        end = place.end() if place else end
    if initials := _INITIALS_START.search(text[max(0, start - 8) : start]):
        start -= len(initials[0])
    return start, end


def _is_word_char(char: str) -> bool:
    return _is_letter(char) or char in "’'"


def _is_letter(char: str) -> bool:
    return char.isalpha() and ord(char) < 0x2E80


def _trim(text: str, start: int, end: int) -> Span:
    """Cut marks, articles, prepositions, conjunctions, possessives and note numbers off both ends."""
    words = load_name_words()
    leading = (
        words["edge"] | words["leading"] | {word.capitalize() for word in words["article"]} | _LEADING_CONJUNCTIONS
    )
    trailing = words["edge"] | words["trailing"]
    while start < end:
        previous_span = (start, end)
        while start < end and text[start] in _BOUNDARY_CHARS:
            start += 1
        while end > start and text[end - 1] in _BOUNDARY_CHARS:
            end -= 1
        name = text[start:end]
        first, last = re.match(r"[^\W\d_]+(?=\s)", name), re.search(r"(?<=\s)[^\W\d_]+$", name)
        if first and first[0] in leading:
            start += first.end()
        elif last and last[0] in trailing:
            end -= len(last[0])
        elif match := _POSSESSIVE.search(name) or _NOTE_NUMBER.search(name) or _find_elision(text, end, name):
            end -= len(match[0])
        elif last and not name.isupper() and last[0] in words["gerund"]:
            end -= len(last[0])
        elif match := _LEADING_BRACKETS.match(name):
            start += match.end()
        elif match := _CHINESE_CLAUSE.search(name):
            end -= len(match[0])
        elif match := _CHINESE_EDGE.search(name):
            start, end = (start + match.end(), end) if match.start() == 0 else (start, start + match.start())
        elif name.count("(") != name.count(")"):
            start, end = _drop_open_bracket(text, start, end)
        if (start, end) == previous_span:
            break
    return start, end


def _find_elision(text: str, end: int, name: str) -> re.Match[str] | None:
    """Return the end of a name that was cut at a French apostrophe: `forces de l`."""
    return _ELISION.search(name) if text[end : end + 1] in ("’", "'") else None


def _drop_open_bracket(text: str, start: int, end: int) -> Span:
    """Cut at a bracket that has no partner within the span, unless it closes right after it."""
    name = text[start:end]
    if name.count("(") > name.count(")"):
        opened = name.rindex("(")
        if re.match(r"[^\s()]{0,20}\)", text[end:]) and opened > 0:
            return start, end + text[end:].index(")") + 1
        return (start, start + opened) if opened > 1 else (start + opened + 1, end)
    closed = name.index(")")
    return (start + closed + 1, end) if closed < len(name) / 2 else (start, start + closed)


def _close_bracket(text: str, start: int, end: int) -> int:
    """Take in an acronym in brackets that follows the name directly."""
    match = re.match(r"\s?\(([A-ZА-ЯЁ][\w&/-]{1,9})\)", text[end : end + 14])
    return end + match.end() if match and text[start].isupper() else end


def _extend_to_acronym(text: str, start: int, end: int) -> int:
    """Take in words before a name that its acronym counts: `Quays and | Harbours Authority (QHA)`."""
    named = _NAME_WITH_ACRONYM.fullmatch(text[start:end])
    before = _JOINED_CAPITALS.search(text[max(0, start - 80) : start])
    if not named or not before or _has_final_initials(named["name"], named["acronym"]):
        return start
    words = before[0].split(" ")[:-1]
    for count in range(1, len(words) + 1):
        longer = " ".join((*words[-count:], named["name"]))
        if longer[:1].isupper() and _has_initials(longer, named["acronym"]):
            return start - len(" ".join(words[-count:])) - 1
    return start


def _has_final_initials(name: str, acronym: str) -> bool:
    words = name.split(" ")
    return any(_has_initials(" ".join(words[place:]), acronym) for place in range(len(words)))


def _has_initials(name: str, acronym: str) -> bool:
    """Return whether the capitals of a name begin with the first letter of an acronym, and hold all its letters."""
    capitals = re.findall(rf"(?<![^\W\d_]){_UPPER}|(?<=-)[a-z]", name)
    remaining = iter([letter.upper() for letter in capitals])
    letters = [letter for letter in acronym if letter.isalpha()]
    return bool(capitals) and capitals[0] == letters[0] and all(letter in remaining for letter in letters)


def _cut_predicate(text: str, start: int, end: int) -> int:
    """Cut before a relative clause, an infinitive or a verb that follows the name."""
    words = load_name_words()
    for pattern in (_INFINITIVE, _NEXT_SENTENCE):
        if clause := pattern.search(text, start, end):
            end = clause.start()
    for word in re.finditer(r"(?<=\s)[^\W\d_]+", text[start:end]):
        if word[0] in words["clause"] or (word[0] in words["verbs"] and len(word[0]) > 1):
            end = start + word.start()
            break
    return _trim(text, start, end)[1]


def _extend_to_institution(text: str, end: int) -> int:
    """Take in the noun of a body that follows directly: `Example Rights | Commission`."""
    noun = re.match(r"\s(?P<word>[^\W\d_]+)", text[end : end + 40])
    return end + noun.end() if noun and noun["word"].lower() in load_name_words()["institution"] else end


def _extend_right(text: str, start: int, end: int) -> int:
    """Extend by capitalised words and nouns of parties that follow directly, with prepositions between them."""
    if _is_chinese(text[end - 1]) and not _CHINESE_END.search(text[start:end]):
        match = _CHINESE_REST.match(text, end)
        return match.end() if match else end
    if not re.search(_WORD + r"\)?$", text[start:end]):
        return end
    joining = "|".join(sorted(load_name_words()["joining"], key=len, reverse=True))
    articles = "|".join(sorted(load_name_words()["article"]))
    is_capitalised = text[start:end][:1].isupper() and bool(
        re.search(rf"(?:^|[\s(-]){_UPPER}[\w’'-]*$", text[start:end])
    )
    pattern = (
        re.compile(rf"(?:\s(?:{joining}))?(?:\s(?:{articles}))?\s(?P<word>{_UPPER}[\w’'&-]*)")
        if is_capitalised
        else None
    )
    for _ in range(MAX_ADDED_WORDS):
        match = pattern.match(text, end) if pattern else None
        if not match or "\n" in match[0] or _is_separate(text, end, match) or _NEXT_SENTENCE.match(text, end):
            break
        end = match.end()
    if text[start:end].endswith("Trafficking") and (subject := _SUBJECT_REST.match(text, end)):
        end = subject.end()
    noun = re.match(r"\s(?P<word>[^\W\d_A-Z]+)", text[end : end + 40])
    last = text[start:end].split()[-1]
    if (
        noun
        and is_actor_noun(noun["word"])
        and not _VERB_FORM.search(noun["word"])
        and not is_actor_noun(last)
        and not noun["word"].isupper()
    ):
        end += noun.end()
    return end


def _is_chinese(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


def _is_separate(text: str, end: int, match: re.Match[str]) -> bool:
    """Return whether a word begins another name.

    It does if it is capitalised after a plural in lower case, or an acronym after a preposition.
    """
    joined = match[0].split()
    return len(joined) > 1 and match["word"].isupper() and len(match["word"]) > 1


def _extend_left(text: str, start: int, end: int) -> int:
    """Take in capitalised words that precede directly; not the first word of a sentence."""
    if text[start:end] == "sector" and (sector_match := _SECTOR.search(text[max(0, start - 20) : start])):
        return start - len(sector_match[0])
    if not text[start].isupper():
        return start
    joining = "|".join(sorted(load_name_words()["joining"], key=len, reverse=True))
    for _ in range(MAX_ADDED_WORDS):
        match = re.search(
            rf"(?P<word>{_UPPER}[\w’'&-]*[\w]) (?:(?:{joining}) (?:(?:the|la|los|las) )?)?$",
            text[max(0, start - 50) : start],
        )
        if not match or match["word"].lower() in load_name_words()["opening"] or _POSSESSIVE.search(match["word"]):
            break
        position = start - len(match[0])
        if _SENTENCE_START.search(text[:position]) and len(match[0].split()) < 2:
            break
        start = position
    return start


@lru_cache(maxsize=1)
def _compile_actor_pattern() -> re.Pattern[str]:
    words = load_name_words()["actors"]
    return re.compile("|".join(re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in words))


def _is_party_name(name: str) -> bool:
    """Whether a text may name a party: capitals, or a noun of a party, or a script without capitals."""
    letters = [char for char in name if char.isalpha()]
    if len(letters) < 2 or name.count("（") != name.count("）") or name.lower() in load_name_words()["alone"]:
        return False
    is_clause = _RUSSIAN_CLAUSE.match(name) or ("的" not in name and _CHINESE_VERB.match(name))
    if _TOPIC.fullmatch(name) or _ABSTRACT.fullmatch(name) or is_clause:
        return False
    if any(char.isupper() or not (char.isupper() or char.islower()) for char in letters):
        return True
    return any(is_actor_noun(word) for word in re.findall(r"[^\W\d_]+", name))
