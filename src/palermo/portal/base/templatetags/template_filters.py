"""Filters and tags that show values in the page's language."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from palermo.analysis import ThemeShare
from palermo.analysis.follow_up import FollowUpItem
from palermo.edition import NO_RESPONSE
from palermo.portal.base import display_names, formats, languages, locator_text, registry_links, value_labels
from palermo.portal.base import partnership_labels as tie_words
from palermo.portal.base import plurals as nouns
from palermo.publishing.schema_org import remove_unknown
from palermo.registry import Entity, Instrument, Publication
from palermo.statements import Ref, StatementKind

register = template.Library()
_JSON_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@register.filter
def format_number(value: int) -> str:
    """1532 as 1,532."""
    return formats.format_integer(value, languages.get_active_language())


@register.filter
def format_percent(value: float) -> str:
    """0.93 as 93%."""
    return formats.format_share(value, languages.get_active_language())


@register.filter
def format_date(value: str | None) -> str:
    """An ISO date in words."""
    return formats.format_iso_date(value, languages.get_active_language())


@register.filter
def format_month(value: str | None) -> str:
    """An ISO date's month and year, short."""
    return formats.format_iso_month(value, languages.get_active_language())


@register.filter
def format_count(value: int, noun: str) -> str:
    """12 with `documents` as 12 documents."""
    return nouns.COUNT_FORMATTERS[noun](value)


@register.filter
def format_weight(value: float) -> str:
    """A feature's weight with its sign."""
    return f"{value:+.2f}".replace("-", "\u2212")


@register.filter
def format_locator(locator: locator_text.LocatorLike) -> list[str]:
    """Page and paragraph, short."""
    return locator_text.format_locator(locator)


@register.filter
def format_language(code: str) -> str:
    """A language's name in the page's language."""
    return languages.get_language_name(code)


@register.filter
def get_direction(code: str) -> str:
    """`rtl` or `ltr` for a language's code."""
    return languages.get_direction(code)


@register.filter
def format_ref(ref: Ref) -> str:
    """Whoever a statement names."""
    return display_names.get_ref_name(ref, languages.get_active_language())


@register.filter
def deduplicate_refs(refs: Iterable[Ref]) -> list[Ref]:
    """Those whom a statement names, groups of one audience once: they are shown by the audience's name."""
    first: dict[tuple[str | None, str], Ref] = {}
    for ref in refs:
        first.setdefault((ref.id, format_ref(ref)), ref)
    return list(first.values())


@register.filter
def join_refs(refs: Iterable[Ref]) -> str:
    """All whom a statement names, three at most, each apart from the writing direction around it (U+2068, U+2069)."""
    found = [f"\u2068{name}\u2069" for name in dict.fromkeys(map(format_ref, refs))]
    return get_separator().join(found[:3] + ["…"] * (len(found) > 3))


@register.filter
def get_filter_value(ref: Ref) -> str:
    """How the register's address names whoever a statement names."""
    return display_names.get_filter_value(ref)


@register.filter
def get_entity_name(id: str) -> str:
    """A registry id's name, or the id."""
    return display_names.get_label(id, languages.get_active_language()) or id


@register.filter
def get_short_name(id: str) -> str:
    """An entity's acronym, or its name."""
    return registry_links.get_short_name(id, languages.get_active_language())


@register.filter
def get_page_address(id: str | None) -> str | None:
    """Address of the page of a registry id that has one."""
    return registry_links.get_page_address(id)


@register.filter
def build_links(addresses: Iterable[str]) -> list[tuple[str, str]]:
    """Sources with the hosts that they are at."""
    return registry_links.build_source_links(addresses)


@register.filter
def get_host(address: str) -> str:
    """Where a web address leads, short: its host, or all of it where it has none."""
    found = registry_links.build_source_links([address])
    return found[0][0] if found else address


@register.filter
def get_title_language(publication: Publication) -> str:
    """The language of a publication's title."""
    return registry_links.get_title_language(publication)


@register.filter
def list_unverified_fields(row: Entity | Instrument | Publication) -> str:
    """Fields of a row that are left out because no source has shown them; languages of names are told apart."""
    found = [
        value_labels.get_value_label(value_labels.UNVERIFIED_FIELDS, field)
        for field in row.unverified
        if field in value_labels.UNVERIFIED_FIELDS
    ]
    return get_separator().join(dict.fromkeys(found))


@register.filter
def list_other_names(row: Entity | Instrument) -> list[tuple[str, str]]:
    """Its names that a source has shown, by language, save that of the page."""
    return [(code, name) for code, name in row.verified_names.items() if code != languages.get_active_language()]


@register.filter
def get_year(value: str | None) -> str:
    """The year of an ISO date."""
    return (value or "")[:4]


@register.filter
def label_entity_kind(value: str) -> str:
    """What an entity is."""
    return value_labels.get_value_label(value_labels.ENTITY_KINDS, value)


@register.filter
def label_instrument_kind(value: str) -> str:
    """What an instrument is."""
    return value_labels.get_value_label(value_labels.INSTRUMENT_KINDS, value)


@register.filter
def label_partnership_kind(value: str) -> str:
    """What ties the members of a partnership."""
    return value_labels.get_value_label(value_labels.PARTNERSHIP_KINDS, value)


@register.filter
def label_tie_kind(value: str) -> str:
    """In what way two bodies work together."""
    return value_labels.get_value_label(tie_words.EVIDENCE_KINDS, value)


@register.filter
def label_tie_status(value: str) -> str:
    """Whether a tie is seen to go on."""
    return value_labels.get_value_label(tie_words.STANDINGS, value)


@register.filter
def label_tie_band(value: str) -> str:
    """How strong a tie is, in a word."""
    return value_labels.get_value_label(tie_words.BANDS, value)


@register.filter
def format_points(value: float) -> str:
    """3.5 with two decimals, as the page's language writes them."""
    return formats.format_two_decimals(value, languages.get_active_language())


@register.filter
def label_concept(id: str) -> str:
    """A vocabulary id's word."""
    return display_names.get_concept_label(id, languages.get_active_language())


@register.filter
def label_kind(value: str) -> str:
    """A statement's kind."""
    return value_labels.get_value_label(value_labels.KINDS, value)


@register.filter
def label_version(value: str) -> str:
    """What a document is in its Work."""
    return value_labels.get_value_label(value_labels.VERSIONS, value)


@register.filter
def label_nature(value: str) -> str:
    """Whose words a document holds."""
    return value_labels.get_value_label(value_labels.NATURES, value)


@register.filter
def label_response(value: str | None) -> str:
    """The addressee's printed answer."""
    return value_labels.get_value_label(value_labels.RESPONSES, value or NO_RESPONSE)


@register.filter
def label_outcome(value: str) -> str:
    """What came of a recommendation."""
    return value_labels.get_value_label(value_labels.OUTCOMES, value)


@register.filter
def label_chain_tie(value: str) -> str:
    """How alike two calls of a chain are."""
    return value_labels.get_value_label(value_labels.CHAIN_TIES, value)


@register.filter
def label_gap(value: str) -> str:
    """What a provision lacks."""
    return value_labels.get_value_label(value_labels.GAPS, value)


@register.filter
def label_match(value: str) -> str:
    """Why a statement stands with a provision."""
    return value_labels.get_value_label(value_labels.MATCH_KINDS, value)


@register.filter
def label_organisation(id: str) -> str:
    """The name of whoever asks or is asked: a registry id's, a class of actors', or as printed."""
    return display_names.get_label(id, languages.get_active_language()) or id


@register.filter
def list_issuers(call: FollowUpItem) -> list[str]:
    """Names of whoever recommends."""
    return [label_organisation(call.get_printed_name(id)) for id in call.actors]


@register.filter
def list_addressees(call: FollowUpItem) -> list[str]:
    """Names of whom a recommendation addresses."""
    return [label_organisation(call.get_printed_name(id)) for id in call.addressees]


@register.filter
def join_texts(texts: Iterable[str]) -> str:
    """Return texts joined with the separator of the page's language."""
    return get_separator().join(map(str, texts))


@register.filter
def join_ref_names(refs: Iterable[Ref]) -> str:
    """Return the names of refs, joined."""
    return join_texts(map(format_ref, refs))


@register.filter
def describe_theme_basis(share: ThemeShare) -> str:
    """Return why a document has a theme: its title, or a share of its statements or passages."""
    reasons = [gettext("its title names it")] if share.titled else []
    counts = {"count": share.count, "of": share.of}
    if share.count and share.by == "statements":
        reasons.append(gettext("in %(count)s of %(of)s statements") % counts)
    elif share.count:
        reasons.append(gettext("in %(count)s of %(of)s passages") % counts)
    return join_texts(reasons)


@register.simple_tag
def get_kind_address(kind: str, pairs: Iterable[tuple[str, Any]] = ()) -> str:
    """Return the address of the list of statements of one kind that match these parameters."""
    if kind == StatementKind.RECOMMENDATION:
        return reverse("recommendations:register") + build_query(pairs).rstrip("?")
    return reverse("maps:statements") + build_query(pairs, kind=kind)


@register.filter
def join_concepts(ids: Iterable[str]) -> str:
    """Return the labels of vocabulary ids, joined."""
    return join_texts(map(label_concept, ids))


@register.filter
def join_languages(codes: Iterable[str]) -> str:
    """Return the names of languages, joined."""
    return join_texts(map(format_language, codes))


@register.filter
def join_organisations(ids: Iterable[str]) -> str:
    """Return the names of organisations, joined."""
    return join_texts(map(label_organisation, ids))


@register.filter
def take_keys(values: Mapping[str, Any], max_keys: int) -> list[str]:
    """The first keys of a mapping."""
    return list(values)[:max_keys]


@register.filter
def format_plain_number(value: float) -> str:
    """A number as pictures take it: with a full stop, whatever the page's language."""
    return f"{value:g}"


@register.filter
def label_review_status(value: str) -> str:
    """What people have decided of a statement."""
    return value_labels.get_value_label(value_labels.STATUSES, value)


@register.filter
def label_role(value: str) -> str:
    """What a supporting passage does for a statement."""
    return value_labels.get_value_label(value_labels.ROLES, value)


@register.filter
def render_jsonld(schema_object: dict[str, Any]) -> SafeString:
    """A thing of schema.org as a block of data, which no browser runs; nothing in it can end the block."""
    content = json.dumps(remove_unknown(schema_object), ensure_ascii=False).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{content}</script>\n')


@register.filter
def format_bar_length(value: int, largest: int) -> str:
    """Length of a bar: a per cent of the largest, at least one so that it can be seen."""
    return f"{max(1.0, 100 * value / largest):.1f}" if largest and value else "0"


@register.filter
def get_item(position: int, items: Sequence[str]) -> str:
    """The thing at that place of a list, counted from 0; empty where there is none."""
    return items[position] if position < len(items) else ""


@register.simple_tag
def get_separator(forloop: Mapping[str, Any] | None = None) -> str:
    """Return the separator of lists in the page's language; nothing after the last turn of a loop."""
    return "" if forloop and forloop["last"] else pgettext("between the parts of a list", ", ")


@register.simple_tag
def build_query(pairs: Iterable[tuple[str, Any]] = (), **more: Any) -> str:
    """A query string from pairs, with `more` put in their place or, where empty, left out."""
    kept = [(name, value) for name, value in pairs if name not in more]
    kept += [(name, value) for name, value in more.items() if value not in (None, "")]
    return f"?{urlencode(kept)}" if kept else "?"
