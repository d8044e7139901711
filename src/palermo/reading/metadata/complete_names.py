"""Names of publishers as their documents print them in full: with the unit, the first word, or the institution."""

import re
from collections import Counter
from collections.abc import Iterable

from palermo.reading.metadata.organisation_names import has_organisation_word

MAX_UNIT_WORDS = 4
MIN_OCCURRENCES = 3
"""Minimum occurrences of a name with the same word before it."""
_OFFICE = re.compile(r"(?P<stem>Defensor|Contralor|Procurador|Fiscal)a?(?=\s)")
"""Offices of one person in Spanish, whose institution has the same stem: `Defensor del Pueblo`."""


def complete_name(name: str, text: str, *, lines: Iterable[str] = ()) -> str:
    """Return the full form of a publisher's name that a document prints, or the name unchanged.

    `text` has a line for each block; `lines` are names that stand alone on the first page, such as that of a unit.

    >>> complete_name("Tarn University", "Published by Tarn University’s Boat Lab", lines=["Boat Lab"])
    'Tarn University Boat Lab'
    >>> complete_name("Aid Alliance", "The Tarn Aid Alliance met. The Tarn Aid Alliance is new. Tarn Aid Alliance")
    'Tarn Aid Alliance'
    >>> complete_name("Defensor del Pueblo", "Informe de la Defensoría del Pueblo")
    'Defensoría del Pueblo'
    """
    for unit in lines:
        is_unit = has_organisation_word(unit) and not unit.isupper() and len(unit.split()) <= MAX_UNIT_WORDS
        if is_unit and unit not in name and re.search(rf"\b{re.escape(name)}(?:[’']s)? {re.escape(unit)}\b", text):
            return f"{name} {unit}"
    if (office := _OFFICE.match(name)) and (institution := _find_institution(office["stem"], name, text)):
        return institution
    return _find_mixed_case(name, text) if name.isupper() else _add_first_word(name, text)


def _find_institution(stem: str, name: str, text: str) -> str | None:
    rest = re.escape(name[name.index(" ") :])
    printed = re.search(rf"\b{stem[:-2]}\w{{0,4}}ía{rest}(?!\w)", text)
    return printed[0] if printed else None


def _find_mixed_case(name: str, text: str) -> str:
    """Return a name in capitals as running text prints it, if it does."""
    printed = re.findall(rf"\b{re.escape(name)}(?!\w)", text, re.IGNORECASE) if " " in name else ()
    return next((form for form in printed if form[0].isupper() and not form.isupper()), name)


def _add_first_word(name: str, text: str) -> str:
    """Return a name of several words with the capitalised word before it in most of its occurrences."""
    if " " not in name:
        return name
    words = Counter(re.findall(rf"(?:([A-ZÀ-Þ][\w-]{{2,}})\s+)?{re.escape(name)}(?!\w)", text))
    total = words.total()
    word, count = max(words.items(), key=lambda item: (bool(item[0]), item[1]), default=("", 0))
    is_part = word and word not in {"The"} and MIN_OCCURRENCES <= count > total / 2
    return f"{word} {name}" if is_part else name
