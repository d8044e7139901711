"""Partners: who acts together with the subject, behind `together with` or a tie, or beside it, as printed."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.names.chinese_names import whole_names
from palermo.extraction.names.compound_names import apart, is_known, joined
from palermo.extraction.names.states import is_state
from palermo.extraction.roles.chinese_phrases import partners_in_chinese
from palermo.extraction.roles.name_lists import BRACKETS, alone_in, bare, is_name, names, several_states
from palermo.extraction.roles.russian_partners import joined_with, up_to_verb
from palermo.extraction.syntax.clauses import Clause, is_actor

MOST = 40
"""Names that are taken of one list."""
FURTHEST = 700
"""Characters behind `together with` in which partners are looked for."""
LONG_CUE = 60
SHORT_CUE = 10
"""Characters of a cue that is looked into for others, and of the word that it begins with."""


def partners(clause: Clause, *, tied: bool) -> list[str]:
    """Proper names and closed sets that act together with the subject; `tied`: the verb itself is the tie.

    Where a tie names a body and others too, `co-chairs the Group with the Fund`, the others are the partners.
    """
    words = clause.words
    opening, said = _behind(words.partners, clause, clause.start, tied=tied)
    if tied:
        verb = clause.verb[0] if clause.verb and clause.acts() and not words.verb_first else clause.start
        said += _tied_to(clause, verb, bodies=bool(said))
        said = said or opening or _tied_to(clause, clause.start)
    found = list(dict.fromkeys((*opening, *said, *_side_by_side(clause))))
    if words.language == "ar":  # `the Group between | the agencies` is one name
        found = [name for name in found if not any(other.endswith(f" {name}") for other in found)]
    if words.language == "zh":
        found = partners_in_chinese(found, words)
    return found[:MOST]


def _behind(cue: re.Pattern[str], clause: Clause, start: int, *, tied: bool) -> tuple[list[str], list[str]]:
    """The names behind a cue: in what opens the sentence before its subject, and from its subject on."""
    opening: list[str] = []
    said: list[str] = []
    subject = clause.subject[0] if clause.subject and not clause.words.verb_first else clause.start
    for found in _met(cue, _whole_names(clause), start, clause.end):
        if not tied and clause.words.roles.exchanges_with.search(
            clause.text, max(start, found.start() - 60), found.end()
        ):
            continue
        end = subject if found.end() <= subject else clause.end
        into = opening if found.end() <= subject else said
        into += _listed(clause.text[found.end() : min(end, found.end() + FURTHEST)], clause.words, tied=tied)
    return opening, said


def _listed(text: str, words: Wordings, *, tied: bool) -> list[str]:
    """The partners of the list that a text begins with."""
    if words.language == "ru":
        text = up_to_verb(text, words)
        return list(joined_with(text, words)) or list(names(text, words))
    return list(names(text, words, tied=tied))


def _whole_names(clause: Clause) -> str:
    """The text of a clause; in Chinese, names hold no `and`, which is `with` too."""
    return whole_names(clause.text, clause.words, alone=False) if clause.words.language == "zh" else clause.text


def _met(cue: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The cues in a stretch; within a long one others may stand: `coordination with A and | with B, including C`."""
    while found := cue.search(text, start, end):
        yield found
        start = found.end() if found.end() - found.start() < LONG_CUE else found.start() + SHORT_CUE


def _tied_to(clause: Clause, start: int, *, bodies: bool = False) -> list[str]:
    """The names that a tie is with; `bodies`: only the joint bodies that are led, served or contributed to.

    Who is only worked `through` counts where no other is named.
    """
    found = [
        (cue.group().strip().casefold() == "through", name)
        for cue in clause.words.ties.finditer(_whole_names(clause), start, clause.end)
        if not bodies or clause.words.roles.leads_body.match(cue.group())
        for name in _listed(clause.text[cue.end() : min(clause.end, cue.end() + FURTHEST)], clause.words, tied=True)
    ]
    direct = [name for through, name in found if not through]
    return direct or [name for _, name in found]


def _side_by_side(clause: Clause) -> Iterator[str]:
    """The second of two who act, but in French and Spanish; in English whoever else acts is one."""
    if clause.words.language in ("en", "fr", "es") or several_states(clause.about, clause.words):
        return
    about = BRACKETS.sub("", clause.about)
    about = whole_names(about, clause.words) if clause.words.language == "zh" else apart(about)
    if re.search(r"\b(?:with|such as|of)\b", about):
        return
    parts = [
        joined(alone_in(bare(part, clause.words), clause.words))
        for part in re.split(r",\s*(?:and\s+)?|\s+(?:and|et|y|и)\s+|和|与", about)
    ]
    if 2 <= len(parts) <= 6 and all(_may_be_beside(part, clause.words) for part in parts):
        yield from parts[1:]


def _may_be_beside(name: str, words: Wordings) -> bool:
    """Whether a part of a subject is somebody beside others: `la OEA`, and not `el Tráfico Ilícito de Migrantes`."""
    if is_state(name):
        return True
    if words.language == "zh":
        return is_actor(name, words) and is_name(name, words)
    acts = words.actors.search(name) is not None or re.search(r"[A-ZА-ЯЁ]{2,}", name) is not None
    return acts and is_name(name, words) and (_short(name) or is_known(name))


def _short(name: str) -> bool:
    return bool(re.fullmatch(r"(?:UN-)?[A-ZА-ЯЁ][\w-]*[A-ZА-ЯЁ][\w-]*", name)) or len(name.split()) > 2
