"""Boundaries of Chinese names, which no spaces show: words that tokens divide, and clauses that follow a name."""

import re
from functools import cache
from typing import Any

from palermo.languages.language_words import LanguageWords
from palermo.vocabulary.script_normalisation import normalise_chinese

type Span = tuple[int, int]

_WORDS = LanguageWords("extraction")
SEPARATOR = _WORDS.compile_pattern(
    r"[、；]|(?<=[\u3400-\u9fff])[，](?=[\u3400-\u9fff])|(?:{characters.separators})(?=[\u3400-\u9fff]{2})"
)
EDGE = _WORDS.compile_pattern(
    r"^(?:(?!{characters.kept_beginnings})[{characters.edges_before}])+(?=[\u3400-\u9fff]{2})"
    r"|^(?:{characters.leading_verbs})(?=.{2})"
    r"|(?<=[\u3400-\u9fff]{2})(?:[{characters.edges_after}]+|\d+)$"
)
CLAUSE = _WORDS.compile_pattern(r"(?<=[\u3400-\u9fff]{2})(?:{characters.clause_ends})$")
_INSTITUTION = _WORDS.compile_pattern(r"{characters.institutions}")
_REST = _WORDS.compile_pattern(r"(?:[\u3400-\u9fff]{0,6}?)(?:{characters.institutions})")
_END = _WORDS.compile_pattern(
    r"(?:{characters.institutions}|[\u3400-\u9fff]*[{characters.last_characters}]"
    r"|[\u3400-\u9fff]*(?:{characters.last_words}))$"
)
MAX_PLAIN_CHARS = 4
"""Characters of names without a noun of a body or of people: of States, cities and persons."""
_HEAD = _WORDS.compile_pattern(r"(?:[{characters.head_characters}]|{characters.last_words}|{characters.heads})$")
_VERB_AFTER = _WORDS.compile_pattern(
    r"(?P<body>{characters.institutions}|{characters.bodies})(?:{characters.duties})"
    r"|(?P<name>[\u3400-\u9fff]{2,}?)(?:{characters.reports})"
)
"""A verb that follows the name of a body: `学校 | 应当保障学生`."""


_PORTFOLIOS = _WORDS.compile_pattern(
    r"[\u3400-\u9fff]{1,16}、(?:[\u3400-\u9fff]{1,12}、)*[\u3400-\u9fff]{1,12}?(?:{characters.list_ends})"
)
"""Portfolios with one noun of a body for all: `教育、卫生等部门`."""
_BEFORE_PORTFOLIOS = _WORDS.compile_pattern(r"^[\u3400-\u9fff]*(?:{characters.before_lists})(?=[\u3400-\u9fff])")
_BODY_END = _WORDS.compile_pattern(r"(?:{characters.institutions})$")
_NAME_VERB = _WORDS.compile_pattern(r"(?:{characters.name_verbs})")
MAX_CONTEXT_CHARS = 20
"""Characters on either side of a span that are divided into words."""
_DIVISIBLE = _WORDS.compile_pattern(r"{characters.divisible}")
"""Words of which a name may hold the second half: the conjunction before `its`."""
_FUNCTION_TAGS = frozenset({"c", "d", "p", "v"})
"""Parts of speech (of jieba) that no name holds half of: conjunctions, adverbs, prepositions and verbs."""
_PASSIVE = _WORDS.compile_pattern(r"[{characters.passives}][\u3400-\u9fff]{2,6}的")
"""The mark of the passive before what was done to a group: `被 | 绑架的妇女`."""
MAX_LIST_CHARS = 100
"""Characters on either side of a span among which its list is searched."""
_LEVEL = r"(?:{characters.levels})(?:（[\u3400-\u9fff、]{1,8}）)?"
_LEVELS = _WORDS.compile_pattern(
    rf"(?:(?<![\u3400-\u9fff])|(?<=[各{{characters.edges_before}}])){_LEVEL}(?:(?:、|{{names.list_conjunctions}}){_LEVEL})+"
    r"(?:(?:(?!{characters.duties}|{names.list_conjunctions})[\u3400-\u9fff]){0,6}?"
    r"(?!{characters.duties})(?:{characters.institutions}))+"
)
"""Levels of government with one noun of a body for all: `市、县（区）人民政府`."""


def find_shared_noun(text: str, start: int, end: int) -> Span | None:
    """Return where the list begins and ends in which a span stands, if all of it has one noun of a body."""
    if not any(map(is_chinese, text[start:end])):
        return None
    first, last = max(0, start - MAX_LIST_CHARS), min(len(text), end + MAX_LIST_CHARS)
    for levels in _LEVELS.finditer(text, first, last):
        if levels.start() < end and start < levels.end():
            return levels.span()
    for found in _PORTFOLIOS.finditer(text, first, last):
        before = _BEFORE_PORTFOLIOS.search(found[0].split("、")[0])
        list_start = found.start() + (before.end() if before else 0)
        parts = text[list_start : found.end()].split("、")[:-1]
        if list_start < end and start < found.end() and not any(map(_BODY_END.search, parts)):
            return list_start, found.end()
    return None


def is_chinese(char: str) -> bool:
    """Return whether a character is Chinese."""
    return "\u3400" <= char <= "\u9fff"


def complete_words(text: str, start: int, end: int) -> Span:
    """Move both ends of a span out of words: half a verb or conjunction is left out, half another word completed."""
    before, after = text[max(0, start - MAX_CONTEXT_CHARS) : start], text[end : end + MAX_CONTEXT_CHARS]
    clause_start = start - len(re.split(r"\W", before)[-1])
    clause_end = end + len(re.split(r"\W", after)[0])
    word_start = clause_start
    for word, tag in _load_word_list().tag(normalise_chinese(text[clause_start:clause_end]), hmm=False):
        word_end, is_function = word_start + len(word), tag in _FUNCTION_TAGS
        if (
            word_start < start < word_end
            and not _DIVISIBLE.fullmatch(word)
            and (is_function or not _is_word(word[start - word_start :]))
        ):
            start = word_end if is_function else word_start
        if word_start < end < word_end:
            end = word_start if is_function else word_end
        word_start = word_end
    start -= bool(_PASSIVE.match(text[max(0, start - 1) : end]))
    return start, max(start, end)


@cache
def _load_word_list() -> Any:
    import rjieba  # its dictionary takes .2 s to read, which only those need who read Chinese

    return rjieba


def _is_word(characters: str) -> bool:
    return len(characters) > 1 and _load_word_list().has_word(characters)


def is_listed_object(text: str, start: int, separator: int, end: int) -> bool:
    """Return whether a mark separates objects of a verb that begins a body's name: `打击拐卖妇女、 | 儿童办公室`."""
    return bool(_NAME_VERB.match(text, start, separator)) and bool(_BODY_END.search(text[separator:end]))


def cut_clause(text: str, start: int, end: int) -> int:
    """Return where a name ends that a verb follows."""
    verb = _VERB_AFTER.search(text, start, end)
    return max(verb.end("body"), verb.end("name")) if verb else end


def extend_right(text: str, start: int, end: int) -> int:
    """Return where a name ends: at the noun of a body, which may follow within some characters or stand before the end.

    A longer name without such a noun, or another that parties have, is none: its end is its start.
    """
    if _END.search(text[start:end]):
        return end
    rest = _REST.match(text, end)
    if rest and not _VERB_AFTER.search(text, start, rest.end()):
        return rest.end()
    if end - start <= MAX_PLAIN_CHARS or _HEAD.search(text[start:end]):
        return end
    bodies = list(_INSTITUTION.finditer(text[start:end]))
    return start + bodies[-1].end() if bodies else start
