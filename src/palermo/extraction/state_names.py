"""Names of States as texts print them: six languages, without what brackets add, Russian cases, short Chinese forms."""

import re
from functools import cache
from unicodedata import normalize

from palermo import registry
from palermo.registry import common_names

SHORTEST_STATE = 4
"""Letters of a State's name; fewer are an acronym."""
_BRACKETS = re.compile(r"\s*[(（].*$")
_LATIN = re.compile(r"[a-z]")
_MARKS = re.compile(r"[\u0300-\u036f]")


def is_state(name: str) -> bool:
    """Whether a name is a State's, in one of the six languages."""
    return _plain(name) in _states()


@cache
def _states() -> frozenset[str]:
    """Names of States in the six languages, folded, also without what brackets add: `Bolivia`; in Russian in cases."""
    names = {name for state in registry.load().states.values() for name in (*state.names.values(), *state.matching)}
    names |= {common for state in registry.load().states.values() for common in common_names(state)}
    names = {_BRACKETS.sub("", name) for name in names if len(name) >= SHORTEST_STATE or not name.isascii()}
    names |= {short for name in names if len(short := _OF_CHINESE_STATES.sub("", name)) > 2}
    names |= {case for name in names if _RUSSIAN.fullmatch(name) for case in _in_cases(name)}
    return frozenset(map(_plain, names))


def _plain(name: str) -> str:
    """A name folded, Latin letters without accents: `Benín`, `Benin`."""
    folded = name.casefold()
    return folded if folded.isascii() or not _LATIN.search(folded) else _MARKS.sub("", normalize("NFD", folded))


_OF_CHINESE_STATES = re.compile(r"^多民族|^阿拉伯(?=叙)|(?:伊斯兰|联合|玻利瓦尔|人民民主)?共和国$|(?<=亚)国$|联邦$")
"""What is left out of the names of States in Chinese."""
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё-]+")


def _in_cases(name: str) -> tuple[str, ...]:
    """The name of a State in Russian, one word, as it stands behind verbs of asking: `просит Боливию`, `Чаду`."""
    if name.endswith("ия"):
        return name[:-1] + "ю", name[:-1] + "и"
    if name.endswith("а"):
        return name[:-1] + "у", name[:-1] + "е", name[:-1] + "ы"
    return (name + "у", name + "а") if name[-1] not in "аеёиоуыэюяйь" else ()
