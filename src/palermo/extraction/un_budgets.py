"""Budgets of the United Nations, and reports on them: who acts in their parts, and requests about administration.

These documents are in English. They print the entity of each part once, above its mandates, and then write `the
subprogramme`, `the Office` and deliverables without a subject; a report on one mission has its name in the title alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from palermo.calibration.rule_confidence import (
    CLIENT_PROBABILITY,
    DELIVERABLE_PROBABILITY,
    SECTION_ENTITY_PROBABILITY,
    TITLED_BODY_PROBABILITY,
)
from palermo.extraction.lists import MandateHolder, find_section_holders
from palermo.extraction.tagger.names import FullNameIndex
from palermo.extraction.tagger.role_selection import is_closed_class
from palermo.statements import (
    Masthead,
    Passage,
    PassageKind,
    Ref,
    RefType,
    Statement,
    StatementKind,
    Support,
    build_locator,
)

_BODIES = r"Office|Department|Agency|Commission|Centre|Mechanism|Mission|Organization|Entity|Unit|Programme|Conference"
_OPENING = (
    r"(?:(?:With|In|To|As|Through|Between|Building|Furthermore|Moreover|For|At|During|On|By|Under|Following|Given"
    r"|Together|Additionally|Also|Regarding|Globally|Regionally|Nationally|Recently)\b[^.;:]{0,300}?, )?"
)
_VERB = (
    r"(?:’s (?:work|triple mandate)| also| further| will| would| has| have| had| is| was| continue[sd]?| \w+ed| \w+s)\b"
)
_NUMBER = r"(?:\d+[A-Z]?\.\d+\s+|\d+\.\s+|\([a-z]+\)\s+)?"
_SUBJECT = re.compile(
    rf"^{_NUMBER}{_OPENING}(?:the|The) (?P<body>subprogramme|programme|component|{_BODIES})"
    rf"(?:,[^,.;]{{0,200}},)?(?={_VERB})"
)
_ACRONYM = re.compile(rf"^{_NUMBER}{_OPENING}(?P<acronym>[A-Z][A-Z-]+[A-Za-z]*)(?={_VERB})")
_PRONOUN = re.compile(rf"^(?:(?:Furthermore|Moreover|Additionally|In addition), it|It)(?={_VERB})")
_FINITE_CLAUSE = re.compile(
    r"^(?:The|These|Those|This|Each|All|Some|\d|Reports? of the [A-Z]\w*)\b"
    r"|^(?:(?!\b(?:that|which|who)\b)[^;:]){0,120}\b(?:will|have|has|had|are|is|were|was)\b"
)
"""Beginnings of clauses with a subject of their own, as deliverables have none."""
_OWN_CLASS = re.compile(r"United Nations(?: (?:system|entities|agencies|organizations|funds|programmes|bodies))?")
"""Classes of bodies to which each entity with such a budget belongs."""
_CLASS = re.compile(r"(?:(?:United Nations )?[a-z][^A-Z]*|Member States|Governments)")
"""Partners that are named by no name: `international financial institutions`."""
_CLIENT = (
    r"(?P<name>(?:(?!(?:[Mm]ember|of|in|to|and|or|the|that|for|with|from|by|on|their|its)\b)[\w-]+ ){0,3}?"
    r"(?:[Mm]ember States|States [Pp]arties|States|[Cc]ountries|Governments|authorities|jurisdictions|missions"
    r"|peace(?:keeping)? operations|country teams|resident coordinators|victims|survivors|refugees|migrants)\b)"
)
_SERVED = re.compile(
    r"\b(?:(?:support|assist|help)(?:s|ed|ing)?|advis(?:e|es|ed|ing)|shar(?:es?|ed|ing)\b[^.;,]{0,60}? with"
    r"|(?:support|assistance|advice|services|training|guidance)(?: that it provides| provided)? (?:to|for)"
    r"|report(?:s|ed|ing)? to)\s(?:the |all |its |their |other |these )*" + _CLIENT
)
"""Whom an entity serves: read where the tagger finds no addressee, all of 20 such names in 18 budgets were served."""
_REQUESTED = re.compile(
    rf"\b(?:requested|invited|urged|encouraged|called upon) the (?P<body>subprogramme|programme|component|{_BODIES})"
    r"(?= to\b)"
)
_CHAIR = re.compile(r"^(?:[Cc]o-)?(?:Vice[ -])?(?:Chair|Head|President)s? of (?:the )?(?=[A-Z])")
_TITLED_NOUNS = r"Mission|Force|Centre|Support Office|Operation"
_TITLED_BODY = re.compile(
    rf"\b(?:for|of) the (?P<name>(?:[A-Z][\w’-]*\s+)+?(?P<noun>{_TITLED_NOUNS})\b"
    r"(?:\s+(?:for|in|of|the|and|[A-Z][\w’-]*)\b)*)"
)
_TITLED_SUBJECT = re.compile(
    rf"^(?:[A-Z][^.;:]{{0,200}}?, )?[Tt]he (?P<noun>{_TITLED_NOUNS})"
    r"(?= (?:also |further )?(?:will|would|has|had|have|is|was|continues?|plays?|played|\w+ed|\w+s)\b)"
)
_BUDGET_TITLE = re.compile(r"\bbudgets?\b", re.IGNORECASE)
_AMOUNT = (
    r"(?:reduction|increase) of \d|\d per cent reduction|(?:reduced|increased) by (?:\$|\d)|appropriate the amount"
    r"|approv(?:al of|e|es) the (?:proposals|resources|amount)|proposed (?:resources|amounts?|provision)"
)
_POSTS = r"vacan(?:cy (?:rate|factor)s?|t posts)|\((?:P|D|FS|GS)-\d\)|staffing proposals"
_DOCUMENTS = (
    r"^(?:(?!\b(?:emphasi[sz]|stress|underscor|encourag)es\b).)*"
    r"\b(?:trusts|expects|requests|recommends)(?:, [^,]*,)? that "
    r"(?:[\w-]+ly |more |further |updated |additional |future |detailed )*"
    r"(?:information|updates?|details|justifications?|budget (?:submissions?|proposals?|reports?))\b"
)
_ADMINISTRATION = re.compile(rf"{_AMOUNT}|{_POSTS}|{_DOCUMENTS}")
"""Of 34 sentences with such words in labelled reports none is a statement."""


def attribute_to_sections(
    statements: Iterable[Statement], passages: Sequence[Passage], masthead: Masthead
) -> Iterator[Statement]:
    """Yield the statements of a document, in a budget of the United Nations with the entities of its parts."""
    holders = find_section_holders(passages) if masthead.symbol else {}
    if not holders:
        yield from statements
        return
    names, by_id = FullNameIndex(), {passage.id: passage for passage in passages}
    for passage in passages:
        names.add_passage(passage)
    for statement in statements:
        id = statement.locator.passage
        yield attribute_to_section(statement, by_id[id], holders.get(id), names.acronyms)


def attribute_to_section(
    statement: Statement, passage: Passage, holder: MandateHolder | None, acronyms: Mapping[str, str]
) -> Statement:
    """Return a statement with the entity of its part as actor, where its subject is generic or a deliverable has none.

    Where it has no addressee, a class of clients after words of service is one. What prints the entity is added to the
    support. Open classes of bodies, the United Nations as a whole and parts of the entity are no partners. `acronyms`
    are the full names that the document introduces, by acronym.
    """
    if holder is None or statement.kind is StatementKind.FACTOR or statement.language != "en":
        return statement
    partners = tuple(
        replace(partner, name=_CHAIR.sub("", partner.name))
        for partner in statement.partners
        if _is_partner_name(partner.name, holder, acronyms)
    )
    addressees = statement.addressees or tuple(_find_addressees(statement, partners, holder))
    statement = replace(statement, partners=partners, addressees=addressees)
    if _has_generic_subject(statement, passage, holder, acronyms):
        ref = _build_ref(holder, "coreference", statement.confidence * SECTION_ENTITY_PROBABILITY)
    elif not statement.actors and _is_deliverable(statement, passage):
        ref = _build_ref(holder, "heading", statement.confidence * DELIVERABLE_PROBABILITY)
    else:
        return statement
    start = max(holder.passage.text.find(holder.name), 0)
    locator = build_locator(holder.passage, start, start + len(holder.name))
    printed = Support(role="entity", quote=holder.name, locator=locator)
    removed = {actor.name for actor in statement.actors}
    support = tuple(item for item in statement.support if item.role != "entity" or item.quote not in removed)
    return replace(statement, actors=(ref,), support=(*support, printed))


def _is_partner_name(name: str, holder: MandateHolder, acronyms: Mapping[str, str]) -> bool:
    """Return whether a partner is neither an open class nor the entity itself or a part of it."""
    if _OWN_CLASS.fullmatch(name) or (_CLASS.fullmatch(name) and not is_closed_class(name)):
        return False
    first_word = name.split()[0]
    own_names = {acronyms.get(first_word), acronyms.get(name), name}
    return holder.name not in own_names and name not in holder.name.split()


def _find_addressees(statement: Statement, partners: Iterable[Ref], holder: MandateHolder) -> Iterator[Ref]:
    """Yield the beneficiaries of a statement without addressee, or the entity if it is asked by a generic name."""
    if statement.kind is StatementKind.RECOMMENDATION:
        requested = _REQUESTED.search(statement.quote)
        if requested and _can_stand_for(requested["body"], holder):
            yield _build_ref(holder, "coreference", statement.confidence * SECTION_ENTITY_PROBABILITY)
        return
    served = _SERVED.search(statement.quote)
    if served and served["name"] not in {ref.name for ref in (*statement.actors, *partners)}:
        confidence = round(statement.confidence * CLIENT_PROBABILITY, 2)
        yield Ref(id=None, name=served["name"], type=RefType.ENTITY, source="quote", confidence=confidence)


def _build_ref(holder: MandateHolder, source: str, confidence: float) -> Ref:
    return Ref(id=None, name=holder.name, type=RefType.ENTITY, source=source, confidence=round(confidence, 2))


def _has_generic_subject(
    statement: Statement, passage: Passage, holder: MandateHolder, acronyms: Mapping[str, str]
) -> bool:
    """Return whether the subject of a quote is `the subprogramme`, a noun of the entity's name, or `it` for these."""
    if subject := _SUBJECT.match(statement.quote):
        return _can_stand_for(subject["body"], holder)
    if not _PRONOUN.match(statement.quote):
        return False
    previous_sentence = re.split(r"(?<=[a-z)])\. ", passage.text[: statement.locator.start].rstrip(". "))[-1]
    if subject := _SUBJECT.match(previous_sentence):
        return _can_stand_for(subject["body"], holder)
    named = _ACRONYM.match(previous_sentence)
    return named is not None and holder.name in {acronyms.get(named["acronym"]), named["acronym"]}


def _can_stand_for(body: str, holder: MandateHolder) -> bool:
    return body.islower() or body in holder.name.split()


def _is_deliverable(statement: Statement, passage: Passage) -> bool:
    return (
        statement.kind is StatementKind.ACTIVITY
        and passage.kind in {PassageKind.ITEM, PassageKind.CELL}
        and not _FINITE_CLAUSE.search(statement.quote)
    )


def attribute_to_titled_body(
    statements: Iterable[Statement], _passages: Sequence[Passage], masthead: Masthead
) -> Iterator[Statement]:
    """Yield the statements of a report with the body of its title where they only print the noun of its name."""
    body = find_titled_body(masthead)
    for statement in statements:
        yield _name_body(statement, *body) if body and statement.language == "en" else statement


def find_titled_body(masthead: Masthead) -> tuple[str, str] | None:
    """Return the name and noun of the only body that the title of a document with a symbol names, or None.

    >>> find_titled_body(Masthead(symbol="A/1", title="Budget for the United Nations Lake Force: Report"))
    ('United Nations Lake Force', 'Force')
    """
    title = (masthead.title or "") if masthead.symbol else ""
    bodies = {(match["name"], match["noun"]) for match in _TITLED_BODY.finditer(title)}
    return bodies.pop() if len(bodies) == 1 else None


def _name_body(statement: Statement, name: str, noun: str) -> Statement:
    confidence = round(statement.confidence * TITLED_BODY_PROBABILITY, 2)
    ref = Ref(id=None, name=name, type=RefType.ENTITY, source="coreference", confidence=confidence)
    named = statement.map_refs(
        lambda _, refs: tuple(dict.fromkeys(ref if item.name == noun else item for item in refs))
    )
    subject = _TITLED_SUBJECT.match(statement.quote)
    is_open = all(item.source == "coreference" for item in named.actors)
    is_subject = subject and subject["noun"] == noun and is_open and statement.kind is not StatementKind.FACTOR
    return replace(named, actors=(ref,)) if is_subject else named


def exclude_administration(statements: Iterable[Statement], masthead: Masthead) -> Iterator[Statement]:
    """Yield statements; in a report on a budget without recommendations about its amounts, posts and documents."""
    is_budget = bool(masthead.symbol and _BUDGET_TITLE.search(masthead.title or ""))
    for statement in statements:
        is_request = is_budget and statement.kind is StatementKind.RECOMMENDATION
        if not (is_request and _ADMINISTRATION.search(statement.quote)):
            yield statement
