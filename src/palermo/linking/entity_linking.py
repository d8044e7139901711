"""Linking of a printed name to a registry id: the State under review, States, entities, groups."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from palermo.languages.language_words import LanguageWords
from palermo.linking.character_normalisation import normalise_characters
from palermo.linking.document_context import DocumentContext
from palermo.linking.entity_references import UN_KIND, resolve_generic_name, resolve_name_prefix
from palermo.linking.governments import match_government
from palermo.linking.name_masking import is_proper_name, is_title_name
from palermo.linking.organisation_names import make_provisional_id, parse_organisation_name
from palermo.registry import Entity, NameMatch, Registry
from palermo.registry.name_keys import BRACKETED_TEXT, LEADING_ARTICLE, build_name_key, is_acronym
from palermo.registry.name_matching import build_entity_keys
from palermo.statements import Document, Nature, Reason, Ref, RefType, build_reason, normalise_text
from palermo.vocabulary import Vocabulary, find_tags, normalise_chinese

_WORDS = LanguageWords("linking")
STATE_UNDER_REVIEW = _WORDS.compile_pattern(r"{names.state_under_review}")
"""How a report on one State refers to it, folded; plurals and governments of other States do not match."""

ON_BEHALF_OF = _WORDS.compile_pattern(r"\s*[,(（]?\s*(?:{names.on_behalf_of})")
"""`on behalf of`: the name before these words is linked, and the rest is ignored."""


OFFICE_SUFFIX = _WORDS.compile_pattern(
    r"\s+(?:(?P<office>{names.offices})|(?:(?:{names.office_prepositions})\s+)?(?=[^\W\d_a-zа-я]))"
)
"""Between the name of a body and its office, or the State of the office: `IOM | Country Office`, `IOM | Mongolia`."""
_UNITED_NATIONS = _WORDS.compile_pattern(r"{names.united_nations}")
BODY_WITH_PLACE = _WORDS.compile_pattern(
    r"(?P<body>.{3,}?)\s+(?:{names.place_prepositions})\s+[^\W\d_a-zа-яà-ÿ][\w’'-]+$"
)
"""A body and its place: `the Office | in Bangkok`."""
_OWNED_BODY = re.compile(r"(?P<owner>.{3,}?)[’']s?\s+(?P<body>\S.+)")
"""A body and whose it is: `the Council of Europe’s | Group of Experts`."""
MAX_NAME_SPLITS = 20
"""Maximum number of positions in a name where the body's name may end."""
INTERSTATE_KINDS = frozenset({UN_KIND, "international-organisation", "regional-organisation"})
"""Kinds of entities whose offices are not separate bodies; national members of other networks are."""

_PLURAL_STATES = _WORDS.compile_pattern("(?:{names.plural_states})")
"""`Member States`: the audience of all States, not a body."""
STATES_AUDIENCE = "states"
BROAD_AUDIENCES = frozenset({"states", "public"})
"""Audiences that yield to any other in the same name: "law enforcement authorities" are not States in general."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingContext:
    """Inputs for resolving a name: registry, vocabulary, document, and the document's earlier passages."""

    registry: Registry
    vocabulary: Vocabulary
    document: Document
    context: DocumentContext | None = None


def _match_registry_name(ref: Ref, linking_context: LinkingContext, passage: str | None) -> NameMatch | None:
    """Return the row of the registry that has a name, or the name of the speaker in it."""
    registry = linking_context.registry
    name_match = _reject_ambiguous(registry.match_name(ref.name, ref.type), ref.name, linking_context, passage)
    if name_match and name_match.type is RefType.STATE and re.fullmatch(r"[a-zà-ÿ]+", ref.name):
        name_match = None  # `réunion`, a meeting, is not the place
    if name_match is None and (speaker := _extract_speaker(ref.name)):
        match = _reject_ambiguous(registry.match_name(speaker, ref.type), speaker, linking_context, passage)
        name_match = replace(match, reason=build_reason("name-part", words=ref.name, name=speaker)) if match else None
    return name_match


def match_ref(ref: Ref, linking_context: LinkingContext, language: str, passage: str | None = None) -> NameMatch | None:
    """Return what a ref names: a row of the registry, the State under review, or an audience of the vocabulary.

    An unknown organisation gets a provisional id, which its name variants share.
    """
    registry, vocabulary = linking_context.registry, linking_context.vocabulary
    if language == "zh" and (simplified := normalise_chinese(ref.name)) != ref.name:  # both scripts are one name
        match = match_ref(replace(ref, name=simplified), linking_context, language, passage)
        return replace(match, reason=_quote_printed(match.reason, simplified, ref.name)) if match else None
    return (
        _match_state_under_review(ref.name, linking_context.document, registry)
        or match_government(ref.name, language, registry)
        or _match_group(ref, vocabulary, language)
        or _match_acronym(ref.name, linking_context)
        or _match_registry_name(ref, linking_context, passage)
        or _match_office(ref.name, registry)
        or _match_unregistered(ref, linking_context, language, passage)
    )


def _match_group(ref: Ref, vocabulary: Vocabulary, language: str) -> NameMatch | None:
    """Return the audience of the vocabulary that a class of actors is, or that an entity of a general name is."""
    if ref.type is RefType.GROUP:
        return _match_audience(ref.name, vocabulary, language)
    if ref.type is not RefType.ENTITY:
        return None
    is_plural_states = _PLURAL_STATES.fullmatch(normalise_characters(ref.name).casefold())
    labels = _list_audience_labels(vocabulary, language)
    id = STATES_AUDIENCE if is_plural_states else labels.get(build_name_key(ref.name))
    return NameMatch(id=id, type=RefType.GROUP) if id else None


def _match_unregistered(
    ref: Ref, linking_context: LinkingContext, language: str, passage: str | None
) -> NameMatch | None:
    """Return what a ref names that is in no row of the registry by this name: a body, an audience, or a new entity."""
    registry = linking_context.registry
    if ref.type is RefType.STATE:
        return _match_audience(ref.name, linking_context.vocabulary, language)
    if ref.type is RefType.ENTITY and (body := _match_body(ref.name, linking_context, passage)):
        return body
    if id := resolve_generic_name(ref.name, linking_context.document, registry, linking_context.context, passage):
        return _build_match("name-generic", ref.name, id, registry)
    is_body = ref.type is RefType.ENTITY or (ref.type is RefType.GROUP and is_title_name(ref.name))
    if not is_body or not is_proper_name(ref.name):
        return None
    return NameMatch(id=make_provisional_id(ref.name), type=RefType.ENTITY)


def _build_match(code: str, name: str, id: str, registry: Registry) -> NameMatch:
    """Return the match of a name that stands for an entity, with the rule that says so."""
    reason = build_reason(code, words=name, name=registry.get_label(id))
    return NameMatch(id=id, type=RefType.ENTITY, reason=reason)


def _quote_printed(reason: Reason | None, folded: str, printed: str) -> Reason | None:
    """Return a reason that quotes a name as it is printed."""
    if reason is None:
        return None
    texts = {value.name: printed if value.text == folded else value.text for value in reason.values}
    return build_reason(reason.code, reason.weight, (), **texts)


def _match_acronym(name: str, linking_context: LinkingContext) -> NameMatch | None:
    """Return the organisation for which the document defines an acronym, whatever it means elsewhere."""
    full = linking_context.context.find_full_name(name) if linking_context.context and is_acronym(name) else None
    if full is None:
        return None
    registry = linking_context.registry
    name_match, acronym_match = registry.match_name(full, RefType.ENTITY), registry.match_entity_name(name)
    reason = build_reason("name-introduced", words=name, name=full)
    if name_match:
        is_same = acronym_match is not None and acronym_match.id == name_match.id
        return replace(name_match, reason=None if is_same else reason)
    if acronym_match and _is_same_organisation(full, acronym_match.id, registry):
        return acronym_match
    return NameMatch(id=make_provisional_id(full), type=RefType.ENTITY, reason=reason)


def _is_same_organisation(full_name: str, id: str, registry: Registry) -> bool:
    """Return whether a full name shares most of its words with one of an entity's names."""
    words = set(parse_organisation_name(full_name).content_words)
    row = registry.entities[id]
    return any(
        2 * len(words & set(parse_organisation_name(name).content_words)) > len(words)
        for name in (*row.names.values(), *row.matching)
    )


def _reject_ambiguous(
    match: NameMatch | None, name: str, linking_context: LinkingContext, passage: str | None
) -> NameMatch | None:
    """Return a match, unless it rests on a name that other bodies have too, without support in the document.

    Support is the entity as publisher, or its full name anywhere in the document. `General Assembly` is also that of
    the United Nations in their documents, and in passages that name them.
    """
    row = linking_context.registry.entities.get(match.id) if match else None
    if row is None or match is None or not _is_ambiguous(match, name, row):
        return match
    document, context = linking_context.document, linking_context.context
    if row.id in document.publishers or (row.kind == UN_KIND and _is_of_united_nations(linking_context, passage)):
        return match
    return match if context is not None and row.id in context.list_entities_before(None) else None


def _is_ambiguous(match: NameMatch, name: str, row: Entity) -> bool:
    """Return whether a name, or the acronym in its brackets by which it matched, may be another body's."""
    bracket = BRACKETED_TEXT.search(name) if match.reason else None
    keys = build_entity_keys(bracket[1] if bracket else name) if row.ambiguous else ()
    return any(key in build_entity_keys(known) for known in row.ambiguous for key in keys)


def _is_of_united_nations(linking_context: LinkingContext, passage: str | None) -> bool:
    """Return whether a text is of the United Nations, or says so in its title or the passage; digests are on theirs."""
    document, context, entities = linking_context.document, linking_context.context, linking_context.registry.entities
    is_published = any(entities[id].kind == UN_KIND for id in document.publishers if id in entities)
    if document.symbol or is_published or document.nature is Nature.DIGEST:
        return True
    text = context.get_text(passage) if context else ""
    return any(map(_UNITED_NATIONS.search, (text, document.masthead.title or document.title)))


def _match_state_under_review(name: str, document: Document, registry: Registry) -> NameMatch | None:
    """Return the State under review, if a report on one State refers to "the Government"."""
    reviewed = document.masthead.under_review
    if not reviewed or not STATE_UNDER_REVIEW.match(normalise_text(name)):
        return None
    state = registry.find_state(reviewed)
    reason = build_reason("name-under-review", words=name, name=reviewed)
    return NameMatch(id=state.id, type=RefType.STATE, reason=reason) if state else None


def _match_body(name: str, linking_context: LinkingContext, passage: str | None) -> NameMatch | None:
    """Return the entity of a name with a place or with whose it is, or one named before that begins with this name."""
    registry = linking_context.registry
    owned = _OWNED_BODY.fullmatch(name)
    placed = owned if owned and registry.find_entity(owned["owner"]) else BODY_WITH_PLACE.fullmatch(name)
    bare = placed["body"] if placed else name
    match = registry.match_entity_name(bare) if placed else None
    if match and not _is_ambiguous(match, bare, registry.entities[match.id]):
        return _build_match("name-body", name, match.id, registry)
    publishers = linking_context.document.publishers
    id = resolve_name_prefix(bare, registry, linking_context.context, passage, publishers)
    return _build_match("name-body", name, id, registry) if id else None


def _match_office(name: str, registry: Registry) -> NameMatch | None:
    """Return the organisation of States of an office: `IOM Mongolia`, `the UNODC Regional Office for ...`."""
    for split in islice(OFFICE_SUFFIX.finditer(name), MAX_NAME_SPLITS):
        name_match = registry.match_entity_name(name[: split.start()])
        body = registry.entities.get(name_match.id) if name_match else None
        if body is None or body.kind not in INTERSTATE_KINDS or name[: split.start()] in body.ambiguous:
            continue
        if split["office"] or registry.find_state(name[split.end() :]):
            return _build_match("name-office", name, body.id, registry)
    return None


def _extract_speaker(name: str) -> str | None:
    """Return the name before "on behalf of", or None."""
    match = ON_BEHALF_OF.search(name)
    return name[: match.start()].strip() or None if match else None


@lru_cache(maxsize=64)
def _list_audience_labels(vocabulary: Vocabulary, language: str) -> Mapping[str, str]:
    """Return the audiences by the key of their label in a language: `civil society`, whoever finds the name."""
    concepts = vocabulary.list_concepts("audiences")
    return {build_name_key(vocabulary.get_label(concept.id, language)): concept.id for concept in concepts}


@lru_cache(maxsize=65536)
def _match_audience(name: str, vocabulary: Vocabulary, language: str) -> NameMatch | None:
    """Return the audience that a group's name contains; of several, the one with the most words."""
    audience_tags = find_tags(name, language, vocabulary, schemes=("audiences",))
    if not audience_tags:
        return None
    best = max(audience_tags, key=lambda tag: (tag.id not in BROAD_AUDIENCES, len(tag.matched_text)))
    is_whole_name = build_name_key(best.matched_text) == build_name_key(LEADING_ARTICLE.sub("", normalise_text(name)))
    if best.id == STATES_AUDIENCE and not is_whole_name and _is_proper_name(name, best.matched_text):
        return None
    reason = None if is_whole_name else build_reason("name-part", words=name, name=vocabulary.get_label(best.id))
    return NameMatch(id=best.id, type=RefType.GROUP, reason=reason)


def _is_proper_name(name: str, term: str) -> bool:
    """Return whether a term is part of the name of one body: `Northern Government`, not `EU Member States`."""
    folded = normalise_text(name)
    at = folded.find(term)
    if at < 0 or len(folded) != len(name) or _PLURAL_STATES.search(folded):
        return False
    rest = f"{name[:at]} {name[at + len(term) :]}"
    return name[at].isupper() and any(word[0].isupper() for word in re.findall(r"\w+", rest))
