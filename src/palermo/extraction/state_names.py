"""Names of States as texts print them.

Six languages, without what brackets add, Russian cases, short Chinese forms.
"""

import re
from functools import cache
from unicodedata import normalize

from palermo import registry
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.registry import list_common_names

MIN_STATE_NAME_CHARS = 4
"""Letters of a State's name; fewer are an acronym."""
MAX_REGION_WORDS = 4
"""Words at the end of a name that may be, or begin, the name of a region."""
MIN_COMPOUND_WORDS = 3
"""Words of a name of a region that only texts use: `Asia and the Pacific`."""
_LINKING_WORDS = LanguageWords("linking")
_BRACKETS = re.compile(r"\s*[(（].*$")
_LATIN = re.compile(r"[a-z]")
_DIACRITICS = re.compile(r"[\u0300-\u036f]")


def is_state(name: str) -> bool:
    """Return whether a name is a State's, in one of the six languages."""
    return _fold_name(name) in _load_state_names()


def is_region(name: str) -> bool:
    """Return whether a name is that of a region of the world, in one of the six languages: `Central Asia`."""
    return _fold_name(name) in _load_region_names()


@cache
def _load_region_names() -> frozenset[str]:
    regions = registry.load_registry().regions.values()
    names = {name for region in regions for name in region.names.values()}
    for language in LANGUAGES:
        for forms in _LINKING_WORDS.get_section(language, "regions")["names"].values():
            names.update(name for name in forms if len(name.split()) >= MIN_COMPOUND_WORDS)
    return frozenset(map(_fold_name, names))


@cache
def _load_state_names() -> frozenset[str]:
    """Return the folded names of States in six languages, also without what is in brackets.

    In Russian in cases.
    """
    states = registry.load_registry().states.values()
    names = {name for item in states for name in (*item.names.values(), *item.matching, *list_common_names(item))}
    names = {_BRACKETS.sub("", name) for name in names if len(name) >= MIN_STATE_NAME_CHARS or not name.isascii()}
    names |= {short for name in names if len(short := _STATE_FORMS.sub("", name)) > 2}
    names |= {case for name in names if _RUSSIAN.fullmatch(name) for case in _inflect_russian(name)}
    return frozenset(map(_fold_name, names))


def _fold_name(name: str) -> str:
    """Return a name in lower case, Latin letters without accents: `Benín`, `Benin`."""
    folded = name.casefold()
    return folded if folded.isascii() or not _LATIN.search(folded) else _DIACRITICS.sub("", normalize("NFD", folded))


_STATE_FORMS = LanguageWords("extraction").compile_pattern(r"{lists.state_forms}")
"""What is left out of the names of States, as of those in Chinese."""
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё-]+")


def _inflect_russian(name: str) -> tuple[str, ...]:
    """Return the one-word name of a State in Russian as inflected after verbs of asking.

    Examples are `просит Боливию`, `Чаду`.
    """
    if name.endswith("ия"):
        return name[:-1] + "ю", name[:-1] + "и"
    if name.endswith("а"):
        return name[:-1] + "у", name[:-1] + "е", name[:-1] + "ы"
    return (name + "у", name + "а") if name[-1] not in "аеёиоуыэюяйь" else ()
