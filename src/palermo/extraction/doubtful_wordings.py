"""Wordings of statements that are never confirmed: the tagger, and some lists, take them for what they are not.

The patterns are in the section `roles` of `languages/<code>/extraction.yaml`.
"""

import re

from palermo.languages.language_words import LanguageWords
from palermo.statements import FORWARD_KINDS, MANDATE_KINDS, StatementKind

_WORDS = LanguageWords("extraction")
_MARKS = r"[\W\d]*"
_SESSION_INSTRUCTION = _WORDS.compile_pattern(
    _MARKS
    + r"(?:(?!(?:{names.pronouns})\b)[^\W\d_]+(?: \d+\W{1,2}|,? )|[^,.]{3,80}, )?(?:{roles.session_instructions})",
    re.IGNORECASE,
)
_SESSION_MATERIAL = _WORDS.compile_pattern(r"\b(?:{roles.session_materials})\b", re.IGNORECASE)
_SESSION_HEADING = _WORDS.compile_pattern(r"(?:{roles.session_headings})", re.IGNORECASE)
_CONDUCT_RULE = _WORDS.compile_pattern(_MARKS + r"(?:{roles.conduct_rules})", re.IGNORECASE)
_PREAMBLE = _WORDS.compile_pattern(_MARKS + r"(?:{roles.preambles})", re.IGNORECASE | re.DOTALL)
_NO_REQUEST = _WORDS.compile_pattern(
    r"(?:{roles.remarks})|(?:{roles.expectations})|(?:{roles.information_requests})|(?:{roles.needless})",
    re.IGNORECASE,
)
_READER_APPEAL = _WORDS.compile_pattern(r"{roles.reader_appeals}", re.IGNORECASE)
_ASKING_OR_ACTING = (StatementKind.RECOMMENDATION, StatementKind.ACTIVITY)
"""Kinds that appeals to readers are taken for."""
_PROHIBITION = _WORDS.compile_pattern(r"{roles.prohibitions}", re.IGNORECASE)
_RIGHTS = _WORDS.compile_pattern(r"(?:{roles.rights_introductions})", re.IGNORECASE)
_AIM_HEADING = _WORDS.compile_pattern(r"{roles.aim_headings}", re.IGNORECASE)
_METHOD_HEADING = _WORDS.compile_pattern(r"(?:{roles.method_headings})", re.IGNORECASE)
_CUT_END = _WORDS.compile_pattern(
    r"(?<![^\W\d_\u3400-\u9fff])(?:{roles.cut_endings})$|[^\W\d_A-Z]{3}[.!?] [A-ZÀ-ÖØ-ÞА-ЯЁ][^\W\d_]*$"
)
"""Words that do not end a sentence, or the first one of the next: `... in homes. | This`, not `vs. Tarn`."""
_CAPITAL_WORDS = re.compile(r"\b(?:[A-ZÀ-ÖØ-ÞА-ЯЁ]{2,}\W+){4}")
"""Words of a title, where no others are in a quote."""
_AUDIT_HEADING = _WORDS.compile_pattern(r"{roles.audit_headings}", re.IGNORECASE)
"""Headings of an auditor's report, where `we` is not the publisher."""
_OBLIGATION = _WORDS.compile_pattern(r"(?<![a-zа-яё])(?:{roles.obligations})(?![a-zа-яё])", re.IGNORECASE)
"""Words of an item that is a sentence of its own, and says itself what should be done."""
_BINDING_KINDS = (*FORWARD_KINDS, *MANDATE_KINDS)
"""Kinds by which somebody asks, gives or takes a task; an item of what nobody should do states the contrary."""


def has_doubtful_wording(kind: StatementKind, quote: str, introduction: str = "", heading: str = "") -> bool:
    """Return whether a statement of a kind is doubtful by the words of its quote or those above its list.

    `introduction` is that of its list, `heading` the last one above it; each is empty where there is none.
    """
    is_title = quote.isupper() and _CAPITAL_WORDS.search(quote) is not None
    is_cut = _CUT_END.search(quote) is not None or quote.count("[") > quote.count("]")  # `Title, [online] [cited May 4`
    if is_title or is_cut or _AUDIT_HEADING.search(heading):
        return True
    if kind in _BINDING_KINDS:
        is_negative = any(_PROHIBITION.search(text) for text in (introduction, heading))
        is_preamble = _PREAMBLE.match(quote) is not None and not _OBLIGATION.search(introduction)
        is_negative |= _RIGHTS.search(introduction) is not None
        if is_preamble or (is_negative and not _OBLIGATION.search(quote)):
            return True
    if kind in _ASKING_OR_ACTING and _READER_APPEAL.search(quote):
        return True
    if kind is StatementKind.ACTIVITY:
        return _METHOD_HEADING.search(heading) is not None
    return kind is StatementKind.RECOMMENDATION and (
        _NO_REQUEST.search(quote) is not None or _is_part_of_session(quote, introduction, heading)
    )


def is_for_readers_or_learners(text: str, introduction: str, heading: str) -> bool:
    """Return whether an item of a list asks a page's reader or a learner for something, or says what not to do.

    Rules of preambles, remarks and ends do not reach items, in which `Considering a moratorium` and `...; and` ask.
    """
    is_negative = any(_PROHIBITION.search(words) for words in (introduction, heading))
    if _READER_APPEAL.search(text) or (is_negative and not _OBLIGATION.search(text)):
        return True
    return _is_part_of_session(text, introduction, heading)


def _is_part_of_session(quote: str, introduction: str, heading: str) -> bool:
    """Return whether a quote is a step, a rule or an aim of a training; labels count general advice to trainers."""
    if _SESSION_INSTRUCTION.match(quote) or _CONDUCT_RULE.match(quote) or _SESSION_MATERIAL.search(quote):
        return True
    return any(pattern.search(text) for pattern in (_AIM_HEADING, _SESSION_HEADING) for text in (introduction, heading))
