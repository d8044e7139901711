"""Names of one person: with and without middle names, in the cases of Russian, and a surname or first name alone."""

import re
from collections.abc import Collection, Mapping

from palermo.languages.language_words import LanguageWords

_HAN = re.compile(r"[\u3400-\u9fff]+")
_CYRILLIC_WORD = LanguageWords("extraction").compile_pattern(r"([А-ЯЁ][А-ЯЁа-яё-]+?)(?:{privacy.name_endings})?")
STEM_CHARS = 4
"""First letters of a Russian name that count: they are the same in all cases."""
HAN_NAME_CHARS = 3
"""Characters of a surname and a given name."""


def group_names(names: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Return first and last name of the person that each name is of.

    A name alone is of the only person whose full name has it.

    >>> group_names(["Ana Muestra", "Ana Paz Muestra", "Muestra"])["Muestra"]
    ('Ana', 'Muestra')
    """
    full_names = {name: key for name in names if (key := _split_full_name(name))}
    persons_by_part: dict[str, set[tuple[str, str]]] = {}
    for key in full_names.values():
        for part in key:
            persons_by_part.setdefault(part, set()).add(key)
    groups = dict(full_names)
    for name in names:
        if name not in full_names:
            persons = persons_by_part.get(_get_stem(name), set())
            groups[name] = next(iter(persons)) if len(persons) == 1 else ("", name)
    return groups


def _split_full_name(name: str) -> tuple[str, str] | None:
    if _HAN.fullmatch(name):
        return (name[:1], name[1:]) if len(name) == HAN_NAME_CHARS else None
    words = name.split()
    return (_get_stem(words[0]), _get_stem(words[-1])) if len(words) > 1 else None


def _get_stem(word: str) -> str:
    """Return a word without what the cases of Russian change."""
    found = _CYRILLIC_WORD.fullmatch(word)
    return found[1][:STEM_CHARS] if found else word
