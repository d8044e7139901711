"""Recommendations in numbered lists: the introduction gives addressee, modality and answer, each item what is asked."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from palermo.extraction.lists.grammar import Grammar, grammar
from palermo.extraction.lists.item_lists import ItemList, follows
from palermo.extraction.lists.recommenders import groups_in, signatures
from palermo.extraction.lists.requests import Request, closing_names, requests
from palermo.extraction.lists.review_lists import find_review_lists, find_state_under_review, split_at_conclusions
from palermo.statements import (
    Kind,
    Locator,
    Masthead,
    Passage,
    PassageKind,
    Reason,
    Ref,
    RefType,
    Statement,
    Support,
    locate,
    normalised,
    statement_id,
)
from palermo.vocabulary import plain_chinese, years

METHOD = "recommendations.lists.4"
_PLAIN = re.compile(r"\d{1,3}")
_FIRST = frozenset(["1", "a", "i"])
_WE = re.compile(r"(?:also\s+)?we\b", re.I)
_READER = re.compile(r"\b(?:you|we|it|they|this|that)$", re.I)
"""The reader, or whoever was named before: `Once developed | you | should:`."""
LONGEST_LINE = 110
"""Characters of a line that only says to whom the items below it are made."""
MAX_ADDRESSEE_WORDS = 12
"""Words of a line that names whom the items below it are made to."""


def recommendations(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the recommendations of a document, in its order."""
    occurrences: dict[str, int] = {}
    everything = tuple(passages)
    state = find_state_under_review(everything, masthead)
    opened = list(_all_lists(everything, state))
    known = {found.language.language: frozenset[str]() for found in opened}
    for found in opened:
        known[found.language.language] |= closing_names([item.text for item in found.items], found.language)
    for found in opened:
        for item in found.items:
            for request in requests(item.text, found.language, known[found.language.language]):
                yield _with_speaker(_statement(found, item, request, state, occurrences), found, masthead)


def _all_lists(passages: Sequence[Passage], state: str | None) -> Iterator[ItemList]:
    """Find the lists of a document; in a review of a State, its conclusions are read by their heading."""
    before, conclusions, after = split_at_conclusions(passages) if state else (passages, (), ())
    yield from lists(before)
    yield from find_review_lists(conclusions)
    yield from lists(after)


def lists(passages: Iterable[Passage]) -> Iterator[ItemList]:
    """Find the lists that an introduction makes into recommendations, each with its items and answer."""
    opened: ItemList | None = None
    for passage in passages:
        numbered = opened is not None and _numbered_below(opened, passage)
        if opened is not None and (numbered or _belongs(opened, passage)):
            if numbered or passage.kind is PassageKind.ITEM:
                opened.items.append(passage)
                opened.interrupted = False
            continue
        beginning = _introduces(passage)
        if opened is not None and opened.items:
            yield opened
        opened = beginning
    if opened is not None and opened.items:
        yield opened


def _introduces(passage: Passage) -> ItemList | None:
    """Open a list at a passage that announces recommendations or asks someone for what follows."""
    language = grammar(passage.language)
    if language is None or passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL}:
        return None
    if passage.kind is PassageKind.HEADING and not passage.text.rstrip().endswith((":", "：")):
        return None
    opened = ItemList(introduction=passage, language=language)
    text = plain_chinese(passage.text) if passage.language == "zh" else passage.text
    for chapeau in language.chapeaux if text.endswith((":", "：")) else ():
        found = chapeau.pattern.search(text)
        if found:
            opened.chapeau = (chapeau, found)
            return opened
    if (found := _addressed(passage, language)) is not None:
        opened.chapeau = (language.addressed, found)
        return opened
    if not language.announces(text) or any(signatures(text, language)):
        return None
    answer = language.answer(text)
    opened.answer = (*answer, passage) if answer else None
    return opened


def _addressed(passage: Passage, language: Grammar) -> re.Match[str] | None:
    """A line such as `To the Government:` below a heading such as `Recommendations`; it must name a party."""
    if not passage.text.endswith((":", "：")) or len(passage.text) > LONGEST_LINE:
        return None
    if not any(language.request_headings.match(heading) for heading in passage.headings[-2:]):
        return None
    found = language.addressed.pattern.search(passage.text)
    return found if found and len(found["addressee"].split()) <= MAX_ADDRESSEE_WORDS else None


def _belongs(opened: ItemList, passage: Passage) -> bool:
    """Whether a passage stands within an open list: an item, or what may stand between items.

    Announced lists go on over subheadings and remarks without a number as long as the items' numbers go on.
    """
    if passage.kind is PassageKind.ITEM:
        if opened.chapeau and follows(opened.introduction.paragraph, passage.paragraph):
            return False
        return not opened.interrupted or _follows(opened, passage)
    if passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL}:
        return True
    opened.interrupted = True
    between = opened.chapeau is None and passage.paragraph is None
    return between and len(opened.items) > 0 and not _introduces(passage)


def _numbered_below(opened: ItemList, passage: Passage) -> bool:
    """Whether a paragraph is numbered 1, 2 ... right below an introduction whose items say whom they ask."""
    if passage.kind is not PassageKind.PARAGRAPH or opened.interrupted or not passage.paragraph or not _open(opened):
        return False
    if opened.items:
        return follows(opened.items[-1].paragraph, passage.paragraph)
    return passage.paragraph.strip("().") in _FIRST and opened.introduction.paragraph is None


def _open(opened: ItemList) -> bool:
    """Whether the introduction names nobody who should act: `We recommend that:`."""
    return opened.chapeau is not None and "addressee" not in opened.chapeau[1].re.groupindex


def _follows(opened: ItemList, passage: Passage) -> bool:
    """Whether an item's number comes after the last one's: 98.4 after 98.3, 5 after 4, (c) after (b)."""
    last = opened.items[-1].paragraph if opened.items else None
    return follows(last, passage.paragraph, max_step=3)


def _statement(
    found: ItemList, item: Passage, request: Request, state: str | None, occurrences: dict[str, int]
) -> Statement:
    quote = item.text[request.start : request.end]
    key = normalised(quote)
    occurrence = occurrences.get(key, 0)
    occurrences[key] = occurrence + 1
    response = found.answer[0].response if found.answer else None
    reasons = tuple(_reasons(found, request, state))
    return Statement(
        id=statement_id(item.document, Kind.RECOMMENDATION.value, quote, occurrence),
        kind=Kind.RECOMMENDATION,
        quote=quote,
        language=item.language,
        document=item.document,
        locator=_locator(found.introduction, item, request),
        actors=tuple(_actors(found, request)),
        addressees=tuple(_addressees(found, state)),
        action=_action(quote, found.language),
        response=response,
        years=years(quote, item.language),
        support=tuple(_support(found, item, request)),
        why=reasons,
        confidence=round(min(0.99, sum(reason.weight for reason in reasons)), 2),
        method=METHOD,
    )


def _with_speaker(made: Statement, found: ItemList, masthead: Masthead) -> Statement:
    """Name who asks where the introduction says `we`: the document's publisher, if it is known, or nobody."""
    says_we = made.actors and _WE.fullmatch(made.actors[0].name)
    if found.chapeau is None or (made.actors and not says_we):
        return made
    publisher = masthead.publisher or masthead.organ
    is_own = says_we or _WE.match(found.introduction.text) or masthead.organ
    if publisher is None or not is_own or _addressed_first(found):
        return replace(made, actors=()) if says_we else made
    actor = Ref(id=None, name=publisher, type=RefType.ENTITY, source="document")
    return replace(made, actors=(actor,))


def _addressed_first(found: ItemList) -> bool:
    """Whether an introduction says who should act, and not who asks: `States should:`."""
    return found.chapeau is not None and "actor" not in found.chapeau[0].pattern.groupindex


def _locator(introduction: Passage, item: Passage, request: Request) -> Locator:
    """Place an item; where only the items of paragraph 69 are numbered 1, 2 ..., it is 69.1, as it would be cited."""
    place = locate(item, request.start, request.end)
    above = introduction.paragraph
    if above and item.paragraph and _PLAIN.fullmatch(above):
        if _PLAIN.fullmatch(item.paragraph):
            return replace(place, paragraph=f"{above}.{item.paragraph}")
        if item.paragraph.startswith("("):
            return replace(place, paragraph=f"{above} {item.paragraph}")
    return place


def _actors(found: ItemList, request: Request) -> Iterator[Ref]:
    if request.signatures:
        yield from (Ref(id=None, name=name, type=RefType.STATE) for name in request.names)
    elif found.chapeau:
        name = _clean(found.chapeau[1].groupdict().get("actor")).rpartition(", ")[2]
        if name and not found.language.texts.search(name):
            yield Ref(id=None, name=found.language.articles.sub("", name), type=RefType.ENTITY)


def _addressees(found: ItemList, state: str | None) -> Iterator[Ref]:
    """Whom the introduction names; in lists of a review the State under review."""
    if found.chapeau:
        asked = _clean(found.chapeau[1].groupdict().get("addressee"))
        asked = "" if _READER.search(asked) else asked.rpartition(" – ")[2]
        names = groups_in(asked, found.language) if asked else ()
        yield from (Ref(id=None, name=name, type=RefType.GROUP) for name in names)
    elif state:
        yield Ref(id=None, name=state, type=RefType.STATE)


def _clean(name: str | None) -> str:
    return (name or "").strip(" ,.;:")


def _action(quote: str, language: Grammar) -> str:
    """What is asked for: the quote without `That Algeria ...` or `To ...`."""
    for prefix in language.action_prefixes:
        found = prefix.match(quote)
        if found and found.end() < len(quote):
            return quote[found.end() :]
    return quote


def _support(found: ItemList, item: Passage, request: Request) -> Iterator[Support]:
    introduction = found.introduction
    yield _whole("introduction", introduction)
    if found.answer and found.answer[2] is not introduction:
        yield _whole("response", found.answer[2])
    for signature in request.signatures:
        place = locate(item, signature.start, signature.end)
        yield Support(role="recommenders", quote=item.text[signature.start : signature.end], locator=place)


def _whole(role: str, passage: Passage) -> Support:
    return Support(role=role, quote=passage.text, locator=locate(passage, 0, len(passage.text)))


def _reasons(found: ItemList, request: Request, state: str | None) -> Iterator[Reason]:
    if found.chapeau:
        chapeau, match = found.chapeau
        yield Reason(feature=f"the list's introduction asks: “{_shown(match.group())}”", weight=chapeau.weight)
        if asked := _clean(match.groupdict().get("addressee")):
            yield Reason(feature=f"it names whom it asks: “{asked}”", weight=0.25)
    else:
        yield Reason(feature=f"the list is announced: “{_shown(found.introduction.text)}”", weight=0.45)
    yield Reason(feature="it is a numbered item of that list", weight=0.15)
    if request.signatures:
        yield Reason(feature=f"names in brackets sign it: {', '.join(request.names)}", weight=0.3)
    if found.answer:
        answer, match, _ = found.answer
        yield Reason(feature=f"answer {answer.response.value}: {answer.words} (“{match.group()}”)", weight=0.05)
    if state and not found.chapeau:
        yield Reason(feature=f"the report names the State under review: {state}", weight=0.05)


def _shown(text: str) -> str:
    return text if len(text) <= 90 else text[:89].rstrip() + "…"
