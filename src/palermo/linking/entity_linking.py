"""One printed name to one registry id: the State under review, States and entities, groups of actors."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from palermo.linking.document_context import DocumentContext
from palermo.linking.entity_references import resolve_generic_name, resolve_name_prefix
from palermo.linking.governments import match_government
from palermo.linking.name_masking import is_proper_name
from palermo.linking.organisation_names import make_provisional_id, parse_organisation_name
from palermo.registry import NameMatch, Registry
from palermo.registry.name_keys import LEADING_ARTICLE, build_name_key, is_acronym
from palermo.statements import Document, Ref, RefType, normalise_text
from palermo.vocabulary import Vocabulary, find_tags, normalise_chinese

STATE_UNDER_REVIEW = re.compile(
    r"^(?:the )?(?:state|country) under review$|^(?:the )?government$|^(?:the )?state party(?: under review)?$"
    r"|^l'etat (?:examine|considere|partie|soumis a l'examen)$|^le gouvernement$"
    r"|^el estado (?:examinado|parte|objeto de examen)$|^el gobierno$"
    r"|^(?:ال)?دولة (?:موضوع|قيد|محل) الاستعراض$|^الحكومة$|^الدولة (?:الطرف|المستعرضة)$"
    r"|^государство,?\s?[—–-]?\s?объект обзора$"
    r"|^государство,? являющееся объектом обзора$|^правительство$|^государствоучастник$"
    r"|^(?:受审议国|被审议国|接受审议国|缔约国|该国政府|政府)$"
)
"""How a report calls the State that it is about, folded; plurals and other States' governments do not match."""

ON_BEHALF_OF = re.compile(
    r"\s*[,(（]?\s*(?:\b(?:speaking )?on behalf of\b|\bau nom d(?:e|u|es)\b|\ben nombre de\b|\bот имени\b"
    r"|باسم|نيابة عن|以?代表)"
)
"""Who speaks for others speaks: what stands behind these words is left aside."""


OFFICE_SUFFIX = re.compile(
    r"\s+(?:(?P<office>(?:(?:Country|Regional|Subregional|Liaison|Field|Programme|Project)\s+)+Offices?\b.*$"
    r"|(?:(?:Field|Special)\s+)?(?:Mission|Presence|Office)\s+(?:in|to|at|for)\s.*$)|(?:(?:in|en|au|aux|à|в)\s+)?(?=[^\W\d_a-zа-я]))"
)
"""Between the name of a body and its office, or the State where that is: `IOM | Country Office`, `IOM | Mongolia`."""
BODY_WITH_PLACE = re.compile(r"(?P<body>.{3,}?)\s+(?:in|en|à|в|во)\s+[^\W\d_a-zа-яà-ÿ][\w’'-]+$")
"""A body and where it is: `the Office | in Bangkok`."""
MAX_NAME_SPLITS = 20
"""Places of a name at which that of a body may end."""
INTERSTATE_KINDS = frozenset({"un-entity", "international-organisation", "regional-organisation"})
"""Kinds of entities whose offices are no bodies of their own: national members of other networks are."""

BROAD_AUDIENCES = frozenset({"states", "public"})
"""Audiences that give way to any other in one name: "law enforcement authorities" are not States at large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingContext:
    """What a name is resolved by: facts and words, the document, and what it has said before a passage."""

    registry: Registry
    vocabulary: Vocabulary
    document: Document
    context: DocumentContext | None = None


def match_ref(ref: Ref, linking_context: LinkingContext, language: str, passage: str | None = None) -> NameMatch | None:
    """What a ref names: a row of the registry, the State under review, or an audience of the vocabulary.

    An organisation that none of them knows gets a provisional id, which its variants share.
    """
    registry, vocabulary = linking_context.registry, linking_context.vocabulary
    if language == "zh":
        ref = replace(ref, name=normalise_chinese(ref.name))  # one name in traditional and in simplified signs
    if reviewed := _match_state_under_review(ref.name, linking_context.document, registry):
        return reviewed
    if state := match_government(ref.name, language, registry):
        return state
    if ref.type is RefType.GROUP and (group := _match_audience(ref.name, vocabulary, language)):
        return group
    if introduced := _match_acronym(ref.name, linking_context):
        return introduced
    found = _reject_ambiguous(registry.match_name(ref.name, ref.type), ref.name, linking_context)
    if found and found.type is RefType.STATE and re.fullmatch(r"[a-zà-ÿ]+", ref.name):
        found = None  # `réunion`, a meeting, and no place
    if found is None and (speaker := _extract_speaker(ref.name)):
        match = registry.match_name(speaker, ref.type)
        found = replace(match, reason=f"“{ref.name}” read as {speaker}") if match else None
    if found is None and (office := _match_office(ref.name, registry)):
        return office
    if found is None and ref.type is RefType.ENTITY and (body := _match_body(ref.name, linking_context, passage)):
        return body
    if found is None and ref.type is RefType.STATE:
        return _match_audience(ref.name, vocabulary, language)
    if found is None and (
        id := resolve_generic_name(ref.name, linking_context.document, registry, linking_context.context, passage)
    ):
        reason = f"“{ref.name}” is {registry.get_label(id)}, which the document speaks for or names"
        return NameMatch(id=id, type=RefType.ENTITY, reason=reason)
    return found or _match_provisional(ref)


def _match_acronym(name: str, linking_context: LinkingContext) -> NameMatch | None:
    """What the document has introduced an acronym for; that holds for it, whatever the acronym means elsewhere."""
    full = linking_context.context.find_full_name(name) if linking_context.context and is_acronym(name) else None
    if full is None:
        return None
    found = linking_context.registry.match_name(full, RefType.ENTITY)
    reason = f"the document introduces “{name}” for {full}"
    if found:
        own = linking_context.registry.match_entity_name(name)
        return NameMatch(id=found.id, type=found.type, reason=None if own and own.id == found.id else reason)
    own = linking_context.registry.match_entity_name(name)
    if (
        own
        and own.id in linking_context.registry.entities
        and _is_same_organisation(full, own.id, linking_context.registry)
    ):
        return own
    return NameMatch(id=make_provisional_id(full), type=RefType.ENTITY, reason=reason)


def _is_same_organisation(full_name: str, id: str, registry: Registry) -> bool:
    """Whether a full name shares most of its words with one of an entity's names."""
    words = set(parse_organisation_name(full_name).content_words)
    row = registry.entities[id]
    return any(
        2 * len(words & set(parse_organisation_name(name).content_words)) > len(words)
        for name in (*row.names.values(), *row.matching)
    )


def _reject_ambiguous(match: NameMatch | None, name: str, linking_context: LinkingContext) -> NameMatch | None:
    """A match, unless it is by an acronym that stands for other things too and nothing in the document supports it."""
    row = linking_context.registry.entities.get(match.id) if match else None
    if row is None or name.strip() not in row.ambiguous or row.id in linking_context.document.publishers:
        return match
    supported = linking_context.context is not None and row.id in linking_context.context.list_entities_before(None)
    return match if supported else None


def _match_provisional(ref: Ref) -> NameMatch | None:
    """The provisional id of an organisation's proper name; none for what is no name."""
    if ref.type is not RefType.ENTITY or not is_proper_name(ref.name):
        return None
    return NameMatch(id=make_provisional_id(ref.name), type=RefType.ENTITY)


def _match_state_under_review(name: str, document: Document, registry: Registry) -> NameMatch | None:
    """The State under review, where a report on one State speaks of "the Government"."""
    reviewed = document.masthead.under_review
    if not reviewed or not STATE_UNDER_REVIEW.match(normalise_text(name)):
        return None
    state = registry.find_state(reviewed)
    reason = f"“{name}” is the State under review, {reviewed}"
    return NameMatch(id=state.id, type=RefType.STATE, reason=reason) if state else None


def _match_body(name: str, linking_context: LinkingContext, passage: str | None) -> NameMatch | None:
    """The entity that a name with its place is of, or one named before that a name is the beginning of."""
    placed = BODY_WITH_PLACE.fullmatch(name)
    bare = placed["body"] if placed else name
    match = linking_context.registry.match_entity_name(bare) if placed else None
    row = linking_context.registry.entities.get(match.id) if match else None
    id = (
        row.id
        if row and bare not in row.ambiguous
        else resolve_name_prefix(bare, linking_context.registry, linking_context.context, passage)
    )
    return (
        NameMatch(id=id, type=RefType.ENTITY, reason=f"“{name}” is {linking_context.registry.get_label(id)}")
        if id
        else None
    )


def _match_office(name: str, registry: Registry) -> NameMatch | None:
    """The organisation of States whose office a name names: `IOM Mongolia`, `the UNODC Regional Office for ...`."""
    for split in islice(OFFICE_SUFFIX.finditer(name), MAX_NAME_SPLITS):
        found = registry.match_entity_name(name[: split.start()])
        body = registry.entities.get(found.id) if found else None
        if body is None or body.kind not in INTERSTATE_KINDS or name[: split.start()] in body.ambiguous:
            continue
        if split["office"] or registry.find_state(name[split.end() :]):
            return NameMatch(
                id=body.id, type=RefType.ENTITY, reason=f"“{name}” is an office of {registry.get_label(body.id)}"
            )
    return None


def _extract_speaker(name: str) -> str | None:
    """The name before "on behalf of", or None where nobody speaks for others."""
    found = ON_BEHALF_OF.search(name)
    return name[: found.start()].strip() or None if found else None


@lru_cache(maxsize=65536)
def _match_audience(name: str, vocabulary: Vocabulary, language: str) -> NameMatch | None:
    """The audience that a group's name speaks of; where it speaks of several, the one in most words."""
    found = find_tags(name, language, vocabulary, schemes=("audiences",))
    if not found:
        return None
    best = max(found, key=lambda tag: (tag.id not in BROAD_AUDIENCES, len(tag.matched_text)))
    whole = build_name_key(best.matched_text) == build_name_key(LEADING_ARTICLE.sub("", normalise_text(name)))
    reason = None if whole else f"“{name}” read as {vocabulary.get_label(best.id)}"
    return NameMatch(id=best.id, type=RefType.GROUP, reason=reason)
