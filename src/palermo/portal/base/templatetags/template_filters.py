"""Filters and tags that show values in the page's language."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from palermo.analysis import ThemeShare
from palermo.portal.base import (
    display_names,
    formats,
    languages,
    locator_text,
    partnership_labels,
    plurals,
    reason_texts,
    registry_links,
    value_labels,
)
from palermo.portal.base.confidence import get_confidence_params
from palermo.publishing.schema_org import remove_unknown
from palermo.registry import Entity, Instrument, Provision, Publication
from palermo.statements import NO_RESPONSE, Ref, Statement, StatementKind

register = template.Library()
LABELS_BY_FILTER = {
    "label_entity_kind": value_labels.ENTITY_KINDS,
    "label_instrument_kind": value_labels.INSTRUMENT_KINDS,
    "label_partnership_kind": value_labels.PARTNERSHIP_KINDS,
    "label_tie_kind": partnership_labels.EVIDENCE_KINDS,
    "label_tie_status": partnership_labels.CONTINUITIES,
    "label_tie_band": partnership_labels.BANDS,
    "label_kind": value_labels.KINDS,
    "label_version": value_labels.VERSIONS,
    "label_nature": value_labels.NATURES,
    "label_outcome": value_labels.OUTCOMES,
    "label_unsearched": value_labels.UNSEARCHED_REASONS,
    "label_chain_tie": value_labels.CHAIN_TIES,
    "label_gap": value_labels.GAPS,
    "label_match": value_labels.MATCH_KINDS,
    "label_review_status": value_labels.STATUSES,
    "label_role": value_labels.SUPPORT_ROLES,
}
"""Filters that show the label of a value of a closed set."""
FUNCTIONS_BY_FILTER: dict[str, Callable[..., Any]] = {
    "format_reason": reason_texts.format_reason,
    "format_locator": locator_text.format_locator,
    "format_language": languages.get_language_name,
    "get_direction": languages.get_direction,
    "get_filter_value": display_names.get_filter_value,
    "get_page_address": registry_links.get_page_address,
    "build_links": registry_links.build_source_links,
    "get_title_language": registry_links.get_title_language,
}
"""Filters that are functions of the modules of the portal."""
_JSON_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}
for _name, _labels in LABELS_BY_FILTER.items():
    register.filter(_name, partial(value_labels.get_value_label, _labels))
for _name, _function in FUNCTIONS_BY_FILTER.items():
    register.filter(_name, _function)


@register.filter
def label_statement_kind(statement: Statement) -> str:
    """Return the label of a statement's kind; an activity that is only announced is a planned one."""
    is_planned = statement.kind == StatementKind.ACTIVITY and statement.tense == "planned"
    return str(value_labels.PLANNED_ACTIVITY if is_planned else value_labels.KINDS[statement.kind])


@register.filter
def format_number(value: int) -> str:
    """Return a number with separators: 1532 as 1,532."""
    return formats.format_integer(value, languages.get_active_language())


@register.filter
def format_percent(value: float) -> str:
    """Return a share as a percentage: 0.93 as 93%."""
    return formats.format_share(value, languages.get_active_language())


@register.filter
def format_date(value: str | None) -> str:
    """Return an ISO date in words."""
    return formats.format_iso_date(value, languages.get_active_language())


@register.filter
def format_month(value: str | None) -> str:
    """Return an ISO date's month and year, short."""
    return formats.format_iso_month(value, languages.get_active_language())


@register.filter
def format_count(value: int, noun: str) -> str:
    """Return a number with its noun: 12 with `documents` as 12 documents."""
    return plurals.COUNT_FORMATTERS[noun](value)


@register.filter
def format_isolated(text: str) -> str:
    """Return a text isolated from the text direction around it (U+2068, U+2069), such as an id in Arabic."""
    return f"\u2068{text}\u2069"


@register.filter
def format_weight(value: float) -> str:
    """Return a feature's weight with its sign, in the page's language."""
    return formats.format_signed(value, languages.get_active_language())


@register.filter
def format_ref(ref: Ref) -> str:
    """Return the name of a ref."""
    return display_names.get_ref_name(ref, languages.get_active_language())


@register.filter
def deduplicate_refs(refs: Iterable[Ref]) -> list[Ref]:
    """Return refs without those that have the same id and the same name."""
    first: dict[tuple[str | None, str], Ref] = {}
    for ref in refs:
        first.setdefault((ref.id, format_ref(ref)), ref)
    return list(first.values())


@register.filter
def join_refs(refs: Iterable[Ref]) -> str:
    """Return at most three names of refs.

    Each name is isolated from the text direction around it (U+2068, U+2069).
    """
    names = [f"\u2068{name}\u2069" for name in dict.fromkeys(map(format_ref, refs))]
    return get_separator().join(names[:3] + ["…"] * (len(names) > 3))


@register.filter
def get_short_name(id: str) -> str:
    """Return an entity's acronym, or its name."""
    return registry_links.get_short_name(id, languages.get_active_language())


@register.filter
def get_host(address: str) -> str:
    """Return the host of a web address, or all of it if it has none."""
    source_links = registry_links.build_source_links([address])
    return source_links[0][0] if source_links else address


@register.filter
def list_unverified_fields(row: Entity | Instrument | Publication) -> str:
    """Return the labels of a row's fields that are left out because no source shows them."""
    unverified_fields = [
        value_labels.get_value_label(value_labels.UNVERIFIED_FIELDS, field)
        for field in row.unverified
        if field in value_labels.UNVERIFIED_FIELDS
    ]
    return get_separator().join(dict.fromkeys(unverified_fields))


@register.filter
def list_other_names(row: Entity | Instrument) -> list[tuple[str, str]]:
    """Return the row's names in other languages than the page's, if a source shows them, without the shown one."""
    active = languages.get_active_language()
    shown = display_names.get_label(row.id, active)
    return [(code, name) for code, name in row.verified_names.items() if code != active and name != shown]


@register.filter
def get_year(value: str | None) -> str:
    """Return the year of an ISO date."""
    return (value or "")[:4]


@register.filter
def format_points(value: float) -> str:
    """Return a number with two decimals in the page's language."""
    return formats.format_two_decimals(value, languages.get_active_language())


@register.filter
def label_concept(id: str) -> str:
    """Return the label of a concept."""
    return display_names.get_concept_label(id, languages.get_active_language())


@register.filter
def label_response(value: str | None) -> str:
    """Return the label of the printed response."""
    return value_labels.get_value_label(value_labels.RESPONSES, value or NO_RESPONSE)


@register.filter
def get_entity_name(id: str) -> str:
    """Return the name of a registry id, or the id; a printed name is its own."""
    return display_names.get_label(id, languages.get_active_language()) or id


@register.filter
def get_provision_summary(provision: Provision) -> str:
    """Return our words for a provision."""
    return provision.get_summary(languages.get_active_language())


@register.filter
def get_provision_number(provision: Provision) -> str | None:
    """Return the number of a provision as printed, or our name for it; None if it is unverified."""
    return provision.get_number(languages.get_active_language())


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
    reasons = [gettext("its title names it")] if share.is_in_title else []
    counts = {"count": share.count, "of": share.total}
    if share.count and share.unit == "statements":
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
def join_languages(codes: Iterable[str]) -> str:
    """Return the names of languages, joined."""
    return join_texts(map(languages.get_language_name, codes))


@register.filter
def join_organisations(ids: Iterable[str]) -> str:
    """Return the names of organisations, joined."""
    return join_texts(map(get_entity_name, ids))


@register.filter
def take_keys(values: Mapping[str, Any], max_keys: int) -> list[str]:
    """Return the first keys of a mapping."""
    return list(values)[:max_keys]


@register.filter
def format_plain_number(value: float) -> str:
    """Return a number for SVG: with a decimal point, whatever the page's language."""
    return f"{value:g}"


@register.filter
def render_jsonld(schema_object: dict[str, Any]) -> SafeString:
    """Return a JSON-LD script element; no content can close it."""
    content = json.dumps(remove_unknown(schema_object), ensure_ascii=False).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{content}</script>\n')


@register.filter
def format_bar_length(value: int, largest: int) -> str:
    """Return the length of a bar as a percentage of the largest, at least 1 if there is a value."""
    return f"{max(1.0, 100 * value / largest):.1f}" if largest and value else "0"


@register.filter
def get_item(position: int, items: Sequence[str]) -> str:
    """Return the item at a position, or an empty string."""
    return items[position] if position < len(items) else ""


@register.simple_tag
def get_separator(forloop: Mapping[str, Any] | None = None) -> str:
    """Return the separator of lists in the page's language; nothing after the last turn of a loop."""
    return "" if forloop and forloop["last"] else pgettext("between the parts of a list", ", ")


@register.simple_tag
def get_group_separator(forloop: Mapping[str, Any] | None = None) -> str:
    """Return the separator of items that have parts themselves; nothing after the last turn of a loop."""
    return "" if forloop and forloop["last"] else plurals.get_group_separator()


@register.simple_tag
def build_query(pairs: Iterable[tuple[str, Any]] = (), **more: Any) -> str:
    """Return a query string of the pairs; `more` replaces parameters, or removes those that are empty."""
    kept_params = [(name, value) for name, value in pairs if name not in more]
    kept_params += [(name, value) for name, value in more.items() if value not in (None, "")]
    kept_params += get_confidence_params()
    return f"?{urlencode(kept_params)}" if kept_params else "?"
