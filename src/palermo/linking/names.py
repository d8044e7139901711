"""One printed name to one registry id: the State under review, States and entities, groups of actors."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from palermo.linking.context import Context
from palermo.linking.entities import begun, meant
from palermo.linking.governments import government
from palermo.linking.organisations import organisation, provisional
from palermo.linking.quotes import is_name
from palermo.registry import Match, Registry
from palermo.registry.names import ARTICLES, is_acronym, key
from palermo.statements import Document, Ref, RefType, normalised
from palermo.vocabulary import Vocabulary, plain_chinese, tags

UNDER_REVIEW = re.compile(
    r"^(?:the )?(?:state|country) under review$|^(?:the )?government$|^(?:the )?state party(?: under review)?$"
    r"|^l'etat (?:examine|considere|partie|soumis a l'examen)$|^le gouvernement$"
    r"|^el estado (?:examinado|parte|objeto de examen)$|^el gobierno$"
    r"|^(?:ال)?دولة (?:موضوع|قيد|محل) الاستعراض$|^الحكومة$|^الدولة (?:الطرف|المستعرضة)$"
    r"|^государство,?\s?[—–-]?\s?объект обзора$"
    r"|^государство,? являющееся объектом обзора$|^правительство$|^государствоучастник$"
    r"|^(?:受审议国|被审议国|接受审议国|缔约国|该国政府|政府)$"
)
"""How a report calls the State that it is about, folded; plurals and other States' governments do not match."""

ON_BEHALF = re.compile(
    r"\s*[,(（]?\s*(?:\b(?:speaking )?on behalf of\b|\bau nom d(?:e|u|es)\b|\ben nombre de\b|\bот имени\b"
    r"|باسم|نيابة عن|以?代表)"
)
"""Who speaks for others speaks: what stands behind these words is left aside."""


OF_OFFICE = re.compile(
    r"\s+(?:(?P<office>(?:(?:Country|Regional|Subregional|Liaison|Field|Programme|Project)\s+)+Offices?\b.*$"
    r"|(?:(?:Field|Special)\s+)?(?:Mission|Presence|Office)\s+(?:in|to|at|for)\s.*$)|(?:(?:in|en|au|aux|à|в)\s+)?(?=[^\W\d_a-zа-я]))"
)
"""Between the name of a body and its office, or the State where that is: `IOM | Country Office`, `IOM | Mongolia`."""
IN_PLACE = re.compile(r"(?P<body>.{3,}?)\s+(?:in|en|à|в|во)\s+[^\W\d_a-zа-яà-ÿ][\w’'-]+$")
"""A body and where it is: `the Office | in Bangkok`."""
MOST_PLACES = 20
"""Places of a name at which that of a body may end."""
OF_STATES = frozenset({"un-entity", "international-organisation", "regional-organisation"})
"""Kinds of entities whose offices are no bodies of their own: national members of other networks are."""

BROAD = frozenset({"states", "public"})
"""Audiences that give way to any other in one name: "law enforcement authorities" are not States at large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a name is resolved by: facts and words, the document, and what it has said before a passage."""

    registry: Registry
    vocabulary: Vocabulary
    document: Document
    context: Context | None = None


def find(ref: Ref, known: Known, language: str, passage: str | None = None) -> Match | None:
    """What a ref names: a row of the registry, the State under review, or an audience of the vocabulary.

    An organisation that none of them knows gets a provisional id, which its variants share.
    """
    registry, vocabulary = known.registry, known.vocabulary
    if language == "zh":
        ref = replace(ref, name=plain_chinese(ref.name))  # one name in traditional and in simplified signs
    if reviewed := _under_review(ref.name, known.document, registry):
        return reviewed
    if state := government(ref.name, language, registry):
        return state
    if ref.type is RefType.GROUP and (group := _group(ref.name, vocabulary, language)):
        return group
    if introduced := _introduced(ref.name, known):
        return introduced
    found = _certain(registry.find(ref.name, ref.type), ref.name, known)
    if found and found.type is RefType.STATE and re.fullmatch(r"[a-zà-ÿ]+", ref.name):
        found = None  # `réunion`, a meeting, and no place
    if found is None and (speaker := _speaker(ref.name)):
        match = registry.find(speaker, ref.type)
        found = replace(match, reason=f"“{ref.name}” read as {speaker}") if match else None
    if found is None and (office := _office(ref.name, registry)):
        return office
    if found is None and ref.type is RefType.ENTITY and (body := _body(ref.name, known, passage)):
        return body
    if found is None and ref.type is RefType.STATE:
        return _group(ref.name, vocabulary, language)
    if found is None and (id := meant(ref.name, known.document, registry, known.context, passage)):
        reason = f"“{ref.name}” is {registry.label(id)}, which the document speaks for or names"
        return Match(id=id, type=RefType.ENTITY, reason=reason)
    return found or _provisional(ref)


def _introduced(name: str, known: Known) -> Match | None:
    """What the document has introduced an acronym for; that holds for it, whatever the acronym means elsewhere."""
    full = known.context.name(name) if known.context and is_acronym(name) else None
    if full is None:
        return None
    found = known.registry.find(full, RefType.ENTITY)
    reason = f"the document introduces “{name}” for {full}"
    if found:
        own = known.registry.named(name)
        return Match(id=found.id, type=found.type, reason=None if own and own.id == found.id else reason)
    own = known.registry.named(name)
    if own and own.id in known.registry.entities and _same(full, own.id, known.registry):
        return own
    return Match(id=provisional(full), type=RefType.ENTITY, reason=reason)


def _same(full: str, id: str, registry: Registry) -> bool:
    """Whether a full name shares most of its words with one of an entity's names."""
    words = set(organisation(full).words)
    row = registry.entities[id]
    return any(
        2 * len(words & set(organisation(name).words)) > len(words) for name in (*row.names.values(), *row.matching)
    )


def _certain(found: Match | None, name: str, known: Known) -> Match | None:
    """A match, unless it is by an acronym that stands for other things too and nothing in the document supports it."""
    row = known.registry.entities.get(found.id) if found else None
    if row is None or name.strip() not in row.ambiguous or row.id in known.document.publishers:
        return found
    supported = known.context is not None and row.id in known.context.entities_before(None)
    return found if supported else None


def _provisional(ref: Ref) -> Match | None:
    """The provisional id of an organisation's proper name; none for what is no name."""
    if ref.type is not RefType.ENTITY or not is_name(ref.name):
        return None
    return Match(id=provisional(ref.name), type=RefType.ENTITY)


def _under_review(name: str, document: Document, registry: Registry) -> Match | None:
    """The State under review, where a report on one State speaks of "the Government"."""
    reviewed = document.masthead.under_review
    if not reviewed or not UNDER_REVIEW.match(normalised(name)):
        return None
    state = registry.state(reviewed)
    reason = f"“{name}” is the State under review, {reviewed}"
    return Match(id=state.id, type=RefType.STATE, reason=reason) if state else None


def _body(name: str, known: Known, passage: str | None) -> Match | None:
    """The entity that a name with its place is of, or one named before that a name is the beginning of."""
    placed = IN_PLACE.fullmatch(name)
    bare = placed["body"] if placed else name
    match = known.registry.named(bare) if placed else None
    row = known.registry.entities.get(match.id) if match else None
    id = row.id if row and bare not in row.ambiguous else begun(bare, known.registry, known.context, passage)
    return Match(id=id, type=RefType.ENTITY, reason=f"“{name}” is {known.registry.label(id)}") if id else None


def _office(name: str, registry: Registry) -> Match | None:
    """The organisation of States whose office a name names: `IOM Mongolia`, `the UNODC Regional Office for ...`."""
    for split in islice(OF_OFFICE.finditer(name), MOST_PLACES):
        found = registry.named(name[: split.start()])
        body = registry.entities.get(found.id) if found else None
        if body is None or body.kind not in OF_STATES or name[: split.start()] in body.ambiguous:
            continue
        if split["office"] or registry.state(name[split.end() :]):
            return Match(id=body.id, type=RefType.ENTITY, reason=f"“{name}” is an office of {registry.label(body.id)}")
    return None


def _speaker(name: str) -> str | None:
    """The name before "on behalf of", or None where nobody speaks for others."""
    found = ON_BEHALF.search(name)
    return name[: found.start()].strip() or None if found else None


@lru_cache(maxsize=65536)
def _group(name: str, vocabulary: Vocabulary, language: str) -> Match | None:
    """The audience that a group's name speaks of; where it speaks of several, the one in most words."""
    found = tags(name, language, vocabulary, schemes=("audiences",))
    if not found:
        return None
    best = max(found, key=lambda tag: (tag.id not in BROAD, len(tag.words)))
    whole = key(best.words) == key(ARTICLES.sub("", normalised(name)))
    reason = None if whole else f"“{name}” read as {vocabulary.label(best.id)}"
    return Match(id=best.id, type=RefType.GROUP, reason=reason)
