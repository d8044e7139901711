"""Recommendations in numbered lists.

The introduction states the addressee, the modality and the answer; each item states the request.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from palermo.calibration.rule_confidence import PARTIAL_SIGNER_PROBABILITY
from palermo.extraction.doubtful_wordings import is_for_readers_or_learners
from palermo.extraction.lists.grammar import Grammar, load_grammar
from palermo.extraction.lists.item_lists import ItemList, is_next_number
from palermo.extraction.lists.recommenders import find_signatures
from palermo.extraction.lists.requests import RequestSpan, find_closing_names, split_requests
from palermo.extraction.lists.review_lists import find_review_lists, find_state_under_review, split_at_conclusions
from palermo.extraction.lists.section_grammar import load_section_grammar, split_parties
from palermo.extraction.lists.section_lists import find_request_sections, find_section_lists
from palermo.grouping import group_items
from palermo.languages.language_words import LanguageWords
from palermo.statements import (
    Locator,
    Masthead,
    Passage,
    PassageKind,
    QuoteCounts,
    Reason,
    Ref,
    RefType,
    Statement,
    StatementKind,
    Support,
    assign_statement_id,
    build_entity_refs,
    build_locator,
    build_reason,
    build_support,
)
from palermo.vocabulary import extract_years, normalise_chinese

METHOD = "recommendations.lists.17"
_PLAIN_NUMBER = re.compile(r"\d{1,3}")
_FIRST_NUMBERS = frozenset(["1", "a", "i", "一"])
_OMISSION = re.compile(r"[\W_]*")
"""`(…)`, `[...]`: an excerpt leaves something out."""
_WE_PATTERN = re.compile(r"(?:also\s+)?we\b", re.I)
_PRONOUN_ADDRESSEE = LanguageWords("extraction").compile_pattern(r"\b(?:{lists.pronoun_addressees})$", re.I)
"""The reader, or whoever was named before: `Once developed | you | should:`."""
MAX_LINE_CHARS = 110
"""Characters of a line that only names the addressee of the items below it."""
MAX_INTERRUPTIONS = 3
"""Paragraphs, such as notes of a page, after which a list with an introduction goes on with its next number."""
_FINAL_ADVERBS = re.compile(r"(?:\s(?:also|further|strongly|again|therefore|urgently|jointly))+$")
"""Adverbs between who asks and the verb: `Example Mills | strongly encourages`."""
_IMPERSONAL = LanguageWords("extraction").compile_pattern(r"(?:^|\s)(?:{lists.impersonal_ends})$")
"""Words before a verb that names nobody: `Para evitar daños se | recomienda:`."""
_STAFFING = re.compile(r"\b(?:posts|positions)\b.{0,80}\bproposed?\b|\bproposes\b.{0,80}\b(?:posts|positions|staff)\b")
"""Proposals of posts in budgets of the United Nations, which are no recommendations to anybody."""
_QUESTION_MARKS = ("?", "？", "؟")
NUMBERED_PART = LanguageWords("extraction").compile_pattern(r"{names.numbered_parts}", re.IGNORECASE)
"""An article of a law that says what should be: `Article 29 Education should:`."""
MAX_ADDRESSEE_WORDS = 12
"""Words of a line that names the addressee of the items below it."""


def find_recommendations(passages: Iterable[Passage], masthead: Masthead) -> Iterator[Statement]:
    """Find the recommendations of a document, in its order."""
    occurrences: QuoteCounts = Counter()
    all_passages = tuple(passages)
    state = find_state_under_review(all_passages, masthead)
    opened = list(_find_all_lists(all_passages, state))
    if state is None:
        opened = _add_sections(opened, all_passages)
    known = {
        grammar.language: find_closing_names([item.text for item_list in lists for item in item_list.items], grammar)
        for grammar, lists in group_items(opened, lambda item_list: item_list.grammar).items()
    }
    for item_list in opened:
        if _STAFFING.search(item_list.introduction.text):
            continue
        for item in item_list.items:
            if _is_no_request(item.text) or (state is None and _is_for_nobody(item, item_list)):
                continue
            for request in split_requests(item.text, item_list.grammar, known[item_list.grammar.language]):
                yield _add_speaker(_build_statement(item_list, item, request, state, occurrences), item_list, masthead)


def _is_for_nobody(item: Passage, item_list: ItemList) -> bool:
    """Return whether an item is for readers or learners, or only names a party; not so in reviews of States."""
    introduction = "" if item_list.introduction is item else item_list.introduction.text
    heading = item.headings[-1] if item.headings else ""
    is_party = item_list.section is not None and item_list.section.is_only_party(item.text)
    return is_party or is_for_readers_or_learners(item.text, introduction, heading)


def _is_no_request(text: str) -> bool:
    return bool(_STAFFING.search(text)) or text.rstrip().endswith(_QUESTION_MARKS)


def _find_all_lists(passages: Sequence[Passage], state: str | None) -> Iterator[ItemList]:
    """Find the lists of a document; in a review of a State, its conclusions are read by their heading."""
    preceding, conclusions, following = split_at_conclusions(passages) if state else (passages, (), ())
    yield from find_item_lists(preceding)
    yield from find_review_lists(conclusions)
    yield from find_item_lists(following)


def _add_sections(opened: Sequence[ItemList], passages: Sequence[Passage]) -> list[ItemList]:
    """Return lists with what their sections state, and the lists that are recommendations only by their section."""
    sections = find_request_sections(passages)
    for item_list in opened:
        section = sections.get(item_list.introduction.id) or sections.get(item_list.items[0].id)
        if section is not None:
            item_list.heading, item_list.addressee = section.heading, section.addressee
        item_list.section = load_section_grammar(item_list.introduction.language)
    stated = {item.id for opened_list in opened for item in (opened_list.introduction, *opened_list.items)}
    return sorted((*opened, *find_section_lists(passages, stated)), key=lambda item: item.items[0].ordinal)


def find_item_lists(passages: Iterable[Passage]) -> Iterator[ItemList]:
    """Find the lists that an introduction makes into recommendations, each with its items and answer."""
    opened: ItemList | None = None
    for passage in passages:
        if _OMISSION.fullmatch(passage.text):
            continue
        numbered = opened is not None and _is_numbered_item(opened, passage)
        if opened is not None and (numbered or _is_within_list(opened, passage)):
            if numbered or passage.kind is PassageKind.ITEM:
                opened.items.append(passage)
                opened.is_interrupted, opened.interruptions = False, 0
            continue
        beginning = _open_list(passage)
        if opened is not None and opened.items:
            yield opened
        opened = beginning
    if opened is not None and opened.items:
        yield opened


def _open_list(passage: Passage) -> ItemList | None:
    """Open a list at a passage that announces recommendations or asks someone for what follows."""
    language = load_grammar(passage.language)
    if language is None or passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL}:
        return None
    if passage.kind is PassageKind.HEADING and not passage.text.rstrip().endswith((":", "：")):
        return None
    opened = ItemList(introduction=passage, grammar=language)
    text = normalise_chinese(passage.text) if passage.language == "zh" else passage.text
    for chapeau in language.chapeaux if text.endswith((":", "：")) else ():
        match = chapeau.pattern.search(text)
        if match and not NUMBERED_PART.match(match.groupdict().get("addressee") or ""):
            opened.chapeau = (chapeau, match)
            return opened
    if (match := _match_addressee_line(passage, language)) is not None:
        opened.chapeau = (language.addressed, match)
        return opened
    if not language.is_announcement(text) or any(find_signatures(text, language)):
        return None
    answer = language.find_answer(text)
    opened.answer = (*answer, passage) if answer else None
    return opened


def _match_addressee_line(passage: Passage, language: Grammar) -> re.Match[str] | None:
    """Return the match of a line below a heading that names a party, such as `To the Government:`; not of a topic."""
    if not passage.text.endswith((":", "：")) or len(passage.text) > MAX_LINE_CHARS:
        return None
    if not any(language.request_headings.match(heading) for heading in passage.headings[-2:]):
        return None
    match = language.addressed.pattern.search(passage.text)
    if match is None or len(match["addressee"].split()) > MAX_ADDRESSEE_WORDS:
        return None
    section = load_section_grammar(passage.language)
    return match if match.start("addressee") or (section and section.is_party(match["addressee"])) else None


def _is_within_list(item_list: ItemList, passage: Passage) -> bool:
    """Return whether a passage stands within an open list: an item, or what may stand between items.

    Announced lists go on over subheadings and remarks without a number as long as the items' numbers go on.
    """
    if passage.kind is PassageKind.ITEM:
        if item_list.chapeau and is_next_number(item_list.introduction.paragraph, passage.paragraph):
            return False
        if item_list.chapeau and _match_addressee_line(passage, item_list.grammar):
            return False
        if passage.paragraph and not _is_next_item(item_list, passage) and _is_introduction(passage):
            return False
        return not item_list.is_interrupted or _is_next_item(item_list, passage)
    if passage.kind in {PassageKind.FOOTNOTE, PassageKind.CELL}:
        return True
    item_list.is_interrupted = True
    item_list.interruptions += 1
    between = passage.paragraph is None and (
        item_list.chapeau is None
        or (passage.kind is PassageKind.PARAGRAPH and item_list.interruptions <= MAX_INTERRUPTIONS)
    )
    return between and len(item_list.items) > 0 and not _open_list(passage)


def _is_introduction(passage: Passage) -> bool:
    """Return whether a numbered paragraph that was taken for an item asks for what follows, or announces it."""
    opened = _open_list(passage)
    return opened is not None and (opened.chapeau is not None or opened.answer is not None)


def _is_numbered_item(item_list: ItemList, passage: Passage) -> bool:
    """Return whether a paragraph is numbered 1, 2 ... right below an introduction."""
    if (
        passage.kind is not PassageKind.PARAGRAPH
        or item_list.is_interrupted
        or not passage.paragraph
        or item_list.chapeau is None
    ):
        return False
    if item_list.items:
        return is_next_number(item_list.items[-1].paragraph, passage.paragraph)
    return passage.paragraph.strip("().") in _FIRST_NUMBERS and item_list.introduction.paragraph is None


def _is_next_item(item_list: ItemList, passage: Passage) -> bool:
    """Return whether an item's number follows the last one's: 98.4 after 98.3, (c) after (b)."""
    last = item_list.items[-1].paragraph if item_list.items else None
    return is_next_number(last, passage.paragraph, max_step=3)


def _build_statement(
    item_list: ItemList, item: Passage, request: RequestSpan, state: str | None, occurrences: QuoteCounts
) -> Statement:
    request = _strip_label(item_list, item, request)
    quote = item.text[request.start : request.end]
    response = item_list.answer[0].response if item_list.answer else None
    reasons = tuple(_build_reasons(item_list, request, state))
    return Statement(
        id=assign_statement_id(item.document, StatementKind.RECOMMENDATION, quote, occurrences),
        kind=StatementKind.RECOMMENDATION,
        quote=quote,
        language=item.language,
        document=item.document,
        locator=_build_locator(item_list.introduction, item, request),
        actors=tuple(_find_actors(item_list, request)),
        addressees=tuple(_find_addressees(item_list, quote, state)),
        action=_extract_action(quote, item_list.grammar),
        response=response,
        years=extract_years(quote, item.language),
        support=tuple(_build_support(item_list, item, request)),
        why=reasons,
        confidence=round(min(0.99, sum(reason.weight for reason in reasons)), 2),
        method=METHOD,
    )


def _add_speaker(statement: Statement, item_list: ItemList, masthead: Masthead) -> Statement:
    """Name the publisher as actor if the introduction says `we` or a section asks; nobody if it is unknown."""
    says_we = statement.actors and _WE_PATTERN.fullmatch(statement.actors[0].name)
    publishers = build_entity_refs(masthead.publishers, "document")
    if item_list.heading is not None and publishers and not statement.actors:
        return replace(statement, actors=publishers)
    if item_list.chapeau is None or (statement.actors and not says_we):
        return statement
    is_own = says_we or _WE_PATTERN.match(item_list.introduction.text) or masthead.symbol
    names_actor = "actor" in item_list.chapeau[0].pattern.groupindex  # `States should:` names who should act alone
    if not publishers or not is_own or not names_actor:
        return replace(statement, actors=()) if says_we else statement
    return replace(statement, actors=publishers)


def _build_locator(introduction: Passage, item: Passage, request: RequestSpan) -> Locator:
    """Return the printed location of an item.

    If only the items of paragraph 69 are numbered 1, 2 ..., it is 69.1, as it would be cited.
    """
    place = build_locator(item, request.start, request.end)
    above = introduction.paragraph
    if introduction.kind is PassageKind.HEADING:
        return place
    if above and item.paragraph and _PLAIN_NUMBER.fullmatch(above):
        if _PLAIN_NUMBER.fullmatch(item.paragraph):
            return replace(place, paragraph=f"{above}.{item.paragraph}")
        if item.paragraph.startswith("("):
            return replace(place, paragraph=f"{above} {item.paragraph}")
    return place


def _find_actors(item_list: ItemList, request: RequestSpan) -> Iterator[Ref]:
    if request.signatures:
        for name in request.names:
            confidence = None if request.is_signed_whole(name) else PARTIAL_SIGNER_PROBABILITY
            yield Ref(id=None, name=name, type=RefType.STATE, source="quote", confidence=confidence)
    elif item_list.chapeau:
        name = _clean_name(item_list.chapeau[1].groupdict().get("actor")).rpartition(", ")[2]
        name = _FINAL_ADVERBS.sub("", name)
        if name and not _IMPERSONAL.search(name) and not item_list.grammar.texts.search(name):
            name = item_list.grammar.articles.sub("", name)
            yield Ref(id=None, name=name, type=RefType.ENTITY, source="introduction")


def _find_addressees(item_list: ItemList, quote: str, state: str | None) -> Iterator[Ref]:
    """Yield the addressees of the introduction, item or section, or the State under review."""
    printed_addressee = _clean_name(item_list.chapeau[1].groupdict().get("addressee")) if item_list.chapeau else ""
    if printed_addressee:
        is_pronoun = _PRONOUN_ADDRESSEE.search(printed_addressee)
        yield from _build_groups(
            item_list, "" if is_pronoun else printed_addressee.rpartition(" – ")[2], "introduction"
        )
    elif item_list.section and (addressee := item_list.section.find_own_addressee(quote)):
        yield from _build_groups(item_list, addressee, "quote")
    elif item_list.addressee:
        yield from _build_groups(item_list, item_list.addressee.name, item_list.addressee.source)
    elif state and not item_list.chapeau:
        yield Ref(id=None, name=state, type=RefType.STATE, source="heading")


def _build_groups(item_list: ItemList, names: str, source: str) -> Iterator[Ref]:
    section = load_section_grammar(item_list.grammar.language)
    if section and source == "introduction":
        names = section.cut_predicate(section.cut_adverbial(names))
    parts = section.split_names(names) if section else split_parties(names, item_list.grammar)
    for name in parts:
        yield Ref(id=None, name=name, type=RefType.GROUP, source=source)


def _strip_label(item_list: ItemList, item: Passage, request: RequestSpan) -> RequestSpan:
    """Return a request without a label before it: `Recommendation 3: ...`."""
    label = item_list.section.labels.match(item.text) if item_list.section else None
    return replace(request, start=label.end()) if label and request.start < label.end() < request.end else request


def _clean_name(name: str | None) -> str:
    return (name or "").strip(" ,.;:")


def _extract_action(quote: str, language: Grammar) -> str:
    """Return the requested action: the quote without `That Algeria ...` or `To ...`."""
    for prefix in language.action_prefixes:
        match = prefix.match(quote)
        if match and match.end() < len(quote):
            return quote[match.end() :]
    return quote


def _build_support(item_list: ItemList, item: Passage, request: RequestSpan) -> Iterator[Support]:
    introduction = item_list.introduction
    if introduction is not item:
        yield build_support(_get_support_role(introduction, item_list), introduction)
    named = item_list.addressee.passage if item_list.addressee else None
    above = {passage.id: passage for passage in (named, item_list.heading) if passage and passage is not introduction}
    for passage in above.values():
        yield build_support(_get_support_role(passage, item_list), passage)
    if item_list.answer and item_list.answer[2] is not introduction:
        yield build_support("response", item_list.answer[2])
    for signature in request.signatures:
        yield build_support("recommenders", item, signature.start, signature.end)


def _get_support_role(passage: Passage, item_list: ItemList) -> str:
    is_heading = item_list.section and not item_list.chapeau and passage.kind is PassageKind.HEADING
    return "heading" if is_heading or passage is item_list.heading else "introduction"


def _build_reasons(item_list: ItemList, request: RequestSpan, state: str | None) -> Iterator[Reason]:
    if item_list.chapeau:
        chapeau, match = item_list.chapeau
        yield build_reason("list-request", chapeau.weight, words=_shorten(match.group()))
        if printed_addressee := _clean_name(match.groupdict().get("addressee")):
            yield build_reason("list-addressee", 0.25, words=printed_addressee)
    elif item_list.section and not item_list.grammar.is_announcement(item_list.introduction.text):
        yield from _build_section_reasons(item_list)
    else:
        yield build_reason("list-announced", 0.45, words=_shorten(item_list.introduction.text))
    yield build_reason("list-item", 0.15)
    if request.signatures:
        yield build_reason("list-signatures", 0.3, name=", ".join(request.names))
    if item_list.answer:
        answer, match, _ = item_list.answer
        response = answer.response.value
        yield build_reason(f"answer-{response}", 0.05, response=response, words=match.group())
    if state and not item_list.chapeau:
        yield build_reason("list-state", 0.05, name=state)


def _build_section_reasons(item_list: ItemList) -> Iterator[Reason]:
    if item_list.heading:
        yield build_reason("section-request", 0.6, words=_shorten(item_list.heading.text))
    else:
        yield build_reason("section-recommendation", 0.65)
    if item_list.addressee:
        yield build_reason("section-addressee", 0.15, words=_shorten(item_list.addressee.name))


def _shorten(text: str) -> str:
    text = text.lstrip(" \n\t.,;:،؛。，；：")
    return text if len(text) <= 90 else text[:89].rstrip() + "…"
