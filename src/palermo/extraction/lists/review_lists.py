"""Lists of the Universal Periodic Review: each numbered item of the conclusions is a recommendation.

Introductions are worded in many ways, so none is needed: the section's heading says what its items are, and the
nearest numbered paragraph above an item gives the State's answer. `find_review_lists` is the entry point.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from palermo.calibration.rule_confidence import REVIEWED_STATE_PROBABILITY
from palermo.extraction.lists.grammar import GRAMMAR_LANGUAGES, Grammar, ReviewPatterns, load_grammar
from palermo.extraction.lists.item_lists import ItemList, is_next_number
from palermo.extraction.lists.recommenders import find_signatures
from palermo.extraction.lists.requests import CLOSING_MARKS
from palermo.extraction.state_names import is_state
from palermo.languages.language_words import LanguageWords
from palermo.statements import (
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    normalise_text,
)

_SUBNUMBER = re.compile(r"\d+\.\d+\.?")
_INCLUDED_AREAS = LanguageWords("extraction").compile_pattern(r"\s*\((?:{lists.included_areas})\b.*$", re.I)
"""`China (including Hong Kong, China and Macao, China)`."""


@cache
def _list_review_patterns() -> tuple[ReviewPatterns, ...]:
    """Return the patterns of all languages, which are compiled when a text is read: that takes .1 s."""
    return tuple(language.review for name in GRAMMAR_LANGUAGES if (language := load_grammar(name)) is not None)


def find_state_under_review(passages: Sequence[Passage], masthead: Masthead) -> str | None:
    """Return the State whose review a report is about, by masthead or first paragraphs; None for other texts."""
    printed = masthead.under_review
    state = _find_leading_state(printed) if printed else None
    if state or not (printed or masthead.symbol):
        return state
    for passage in passages[:MAX_OPENING_PASSAGES]:
        for forms in _list_review_patterns():
            match = forms.held.search(passage.text)
            if match and (state := _find_leading_state(match["state"])):
                return state
    return printed


MAX_OPENING_PASSAGES = 60
"""Passages of a report among which the paragraph says whose review was held."""


def _find_leading_state(text: str) -> str | None:
    """Return the State that a printed line begins with: `Slovenia Introduction`, `China (including ...)`."""
    name = _INCLUDED_AREAS.sub("", " ".join(text.split()))
    words = name.split(" ")
    for count in range(len(words), 0, -1):
        candidate = " ".join(words[:count]).strip(" ,;:*")
        bare = re.sub(r"^(?:the|la|le|el|los)\s+|^l['’]", "", candidate, flags=re.I)
        if is_state(bare) or is_state(re.sub(r"\s*\(.*\)$", "", bare)) or is_state(_strip_government_form(bare)):
            return bare
    return None


def _strip_government_form(name: str) -> str:
    """Return the name without the form of government: `Bolivia` for `Plurinational State of Bolivia`."""
    return re.sub(r"^(?:\w+ )*(?:Republic|States?|Kingdom) of (?:the )?", "", name)


def split_at_conclusions(passages: Sequence[Passage]) -> tuple[Sequence[Passage], Sequence[Passage], Sequence[Passage]]:
    """Divide a report into what is before its conclusions, the conclusions, and what is after them."""
    start = _find_conclusions_start(passages)
    if start is None:
        return passages, (), ()
    later = range(start, len(passages))
    end = next((i for i in later if i > start and _matches_pattern("end", passages[i])), len(passages))
    return passages[:start], passages[start:end], passages[end:]


def find_review_conclusions(passages: Sequence[Passage], masthead: Masthead) -> frozenset[str]:
    """Return the ids of the passages of a review's conclusions, whose recommendations are those of its lists.

    The paragraph after them is included: nobody has to endorse what it says of them.
    """
    if find_state_under_review(passages, masthead) is None:
        return frozenset()
    _, conclusions, following = split_at_conclusions(passages)
    return frozenset(passage.id for passage in (*conclusions, *following[: bool(conclusions)]))


def assign_reviewed_state(
    statements: Iterable[Statement], passages: Sequence[Passage], masthead: Masthead
) -> Iterator[Statement]:
    """Yield statements; a recommendation of a review by others that addresses nobody is to the State under review.

    So are all 256 labelled recommendations of United Nations reviews and of summaries for them.
    """
    state = find_state_under_review(passages, masthead)
    if state is None or not is_state(state):
        yield from statements
        return
    for statement in statements:
        is_own = normalise_text(state) in {normalise_text(ref.name) for ref in statement.refs}
        if statement.kind is not StatementKind.RECOMMENDATION or statement.addressees or is_own:
            yield statement
            continue
        confidence = round(statement.confidence * REVIEWED_STATE_PROBABILITY, 2)
        ref = Ref(id=None, name=state, type=RefType.STATE, source="coreference", confidence=confidence)
        yield replace(statement, addressees=(ref,))


def _find_conclusions_start(passages: Sequence[Passage]) -> int | None:
    """Return the index of the last heading of conclusions or recommendations, or of the first passage below one."""
    heading_indices = [i for i, passage in enumerate(passages) if _matches_pattern("conclusions", passage)]
    if heading_indices:
        return heading_indices[-1]
    below = (
        i
        for i, passage in enumerate(passages)
        if any(forms.conclusions.match(heading) for forms in _list_review_patterns() for heading in passage.headings)
    )
    return next(below, None)


def _matches_pattern(pattern_name: str, passage: Passage) -> bool:
    return any(getattr(forms, pattern_name).search(passage.text) for forms in _list_review_patterns())


def find_review_lists(conclusions: Sequence[Passage]) -> Iterator[ItemList]:
    """Find the lists of a report's conclusions, in order, each with the answer of its or a later introduction."""
    item_lists: list[ItemList] = []
    for passage in conclusions:
        if passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL}:
            continue
        if (introduction := _open_list(passage, item_lists[-1].introduction if item_lists else None)) is not None:
            item_lists.append(introduction)
        elif item_lists and (_is_item(passage) or (passage.paragraph and is_signed(passage, item_lists[-1].grammar))):
            item_lists[-1].items.append(passage)
    _assign_later_answers(item_lists)
    signed = [
        item_list for item_list in item_lists if any(is_signed(item, item_list.grammar) for item in item_list.items)
    ]
    yield from signed or (
        item_list for item_list in item_lists if item_list.items and _mentions_recommendations(item_list)
    )


def _is_item(passage: Passage) -> bool:
    return passage.kind is PassageKind.ITEM or _SUBNUMBER.fullmatch(passage.paragraph or "") is not None


def _open_list(passage: Passage, previous: Passage | None) -> ItemList | None:
    """Open a list at the next numbered paragraph, or at a line that introduces recommendations.

    `previous` is the passage that opened the list before.
    """
    language = load_grammar(passage.language) or load_grammar("en")
    if language is None or _matches_pattern("conclusions", passage):
        return None
    answer = language.find_answer(passage.text)
    ends_open = passage.text.rstrip().endswith((":", "："))
    if _is_item(passage):
        opens = ends_open and language.is_announcement(passage.text)
    elif passage.paragraph and (
        previous is None or is_next_number(previous.paragraph, passage.paragraph, MAX_PARAGRAPH_STEP)
    ):
        opens = True
    else:
        opens = ends_open and (answer is not None or language.is_announcement(passage.text))
    if not opens:
        return None
    return ItemList(introduction=passage, grammar=language, answer=(*answer, passage) if answer is not None else None)


MAX_PARAGRAPH_STEP = 5
"""By how much the numbers of two introductions may differ; the "189" of a broken line, "(No. | 189)", is none."""


def _mentions_recommendations(item_list: ItemList) -> bool:
    text = item_list.introduction.text
    return item_list.grammar.is_announcement(text) or (
        item_list.answer is not None and not item_list.grammar.refers_elsewhere(text)
    )


def is_signed(item: Passage, language: Grammar) -> bool:
    """Return whether an item ends with the names of those who recommend it."""
    last = list(find_signatures(item.text, language))[-1:]
    return any(not CLOSING_MARKS.sub("", item.text[signature.end :]) for signature in last)


def _assign_later_answers(item_lists: Sequence[ItemList]) -> None:
    """Give lists without an answer that of the next paragraph without items that answers recommendations."""
    later = None
    for item_list in reversed(item_lists):
        if item_list.items and item_list.answer is None:
            item_list.answer = later
        elif (
            not item_list.items
            and item_list.answer is not None
            and not item_list.grammar.refers_elsewhere(item_list.introduction.text)
        ):
            later = item_list.answer if item_list.grammar.speaks_of.search(item_list.introduction.text) else later
