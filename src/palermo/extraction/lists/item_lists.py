"""Lists of recommendations: their introduction, their items, and the sequence of their printed numbers."""

import re
from dataclasses import dataclass, field

from palermo.extraction.lists.grammar import AnswerPattern, Chapeau, Grammar
from palermo.extraction.lists.section_grammar import SectionGrammar
from palermo.statements import Passage

_CHINESE_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")
_NUMBER_PART = re.compile(r"\d+|[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAddressee:
    """Addressees of the items of a list, by a heading or a line above them."""

    name: str
    """As printed; one or several names."""
    passage: Passage
    source: str
    """`heading` or `introduction`."""


@dataclass(slots=True, kw_only=True)
class ItemList:
    """An introduction with the items below it."""

    introduction: Passage
    grammar: Grammar
    chapeau: tuple[Chapeau, re.Match[str]] | None = None
    """The pattern that found who asks whom in the introduction; None where it only announces recommendations."""
    answer: tuple[AnswerPattern, re.Match[str], Passage] | None = None
    section: SectionGrammar | None = None
    """Of a list in a section that asks for something: the patterns of its language."""
    heading: Passage | None = None
    """The heading of that section."""
    addressee: ListAddressee | None = None
    """Addressee of the section; that of the introduction comes first."""
    items: list[Passage] = field(default_factory=list)
    is_interrupted: bool = False
    """Whether another passage separates the last item from the next one."""
    interruptions: int = 0
    """Passages that do so."""


def is_next_number(previous_number: str | None, number: str | None, max_step: int = 1) -> bool:
    """Return whether a printed number comes after another: 98.4 after 98.3, 5 after 4, (c) after (b), 三 after 二."""
    if not previous_number or not number:
        return False
    if previous_number in _CHINESE_NUMBERS and number in _CHINESE_NUMBERS:
        return 0 < _CHINESE_NUMBERS.index(number) - _CHINESE_NUMBERS.index(previous_number) <= max_step
    previous_parts, parts = _NUMBER_PART.findall(previous_number), _NUMBER_PART.findall(number)
    if not previous_parts or not parts or len(previous_parts) != len(parts) or previous_parts[:-1] != parts[:-1]:
        return False
    if previous_parts[-1].isdigit() and parts[-1].isdigit():
        return 0 < int(parts[-1]) - int(previous_parts[-1]) <= max_step
    return len(previous_parts[-1]) == len(parts[-1]) == 1 and ord(parts[-1]) - ord(previous_parts[-1]) == 1
