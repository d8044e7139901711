"""Filters and tags that show values in the page's language."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from palermo import registry
from palermo.portal.base import display_names, failure_texts, languages, number_formats, reason_texts, value_labels
from palermo.portal.base.statement_selection import get_confidence_params
from palermo.publishing.schema_org import remove_unknown
from palermo.registry import OwnText, Provision
from palermo.statements import CALL_KINDS, Statement, StatementKind

register = template.Library()
MAX_OPENING_CHARS = 1000
"""Characters of an introduction that is printed before its item."""
MAX_LISTED_OPENING_CHARS = 300
"""The same where many statements are listed."""
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "؟")
LABELS_BY_TABLE = {
    "entity_kind": value_labels.ENTITY_KINDS,
    "instrument_kind": value_labels.INSTRUMENT_KINDS,
    "partnership_kind": value_labels.PARTNERSHIP_KINDS,
    "tie_kind": value_labels.EVIDENCE_KINDS,
    "tie_status": value_labels.CONTINUITIES,
    "tie_band": value_labels.BANDS,
    "kind": value_labels.KINDS,
    "version": value_labels.VERSIONS,
    "nature": value_labels.NATURES,
    "outcome": value_labels.OUTCOMES,
    "unsearched": value_labels.UNSEARCHED_REASONS,
    "chain_tie": value_labels.CHAIN_TIES,
    "gap": value_labels.GAPS,
    "review_status": value_labels.STATUSES,
    "role": value_labels.SUPPORT_ROLES,
    "actors": value_labels.ACTOR_TITLES,
    "response": value_labels.RESPONSES,
    "source_kind": value_labels.SOURCE_KINDS,
}
FUNCTIONS_BY_FILTER: dict[str, Callable[..., Any]] = {
    "format_count": number_formats.format_count,
    "format_percent": number_formats.format_share,
    "format_date": number_formats.format_iso_date,
    "format_weight": number_formats.format_signed,
    "join_texts": number_formats.join_texts,
    "get_short_name": display_names.get_short_name,
    "label_concept": display_names.get_concept_label,
    "get_entity_name": display_names.get_name,
    "format_reason": reason_texts.format_reason,
    "translate_failure": failure_texts.translate_failure,
    "format_locator": number_formats.format_locator,
    "format_language": languages.get_language_name,
    "get_direction": languages.get_direction,
    "get_page_address": display_names.get_page_address,
    "build_links": display_names.build_source_links,
    "get_title_language": display_names.get_title_language,
    "list_ref_names": display_names.list_ref_names,
    "build_role_names": display_names.build_role_names,
}
_JSON_ESCAPES = {ord(char): f"\\u{ord(char):04X}" for char in "<>&\u2028\u2029"}
for _name, _function in FUNCTIONS_BY_FILTER.items():
    register.filter(_name, _function)
register.simple_tag(number_formats.get_colon)
register.simple_tag(number_formats.get_full_stop)


@register.filter
def get_value_label(value: str, table: str) -> str:
    """Return the label of a value of a closed set."""
    return value_labels.get_value_label(LABELS_BY_TABLE[table], value)


@register.filter
def label_statement_kind(statement: Statement) -> str:
    """Return the label of a statement's kind; an activity that is only announced is a planned one."""
    is_planned = statement.kind == StatementKind.ACTIVITY and statement.tense == "planned"
    return str(value_labels.PLANNED_ACTIVITY if is_planned else value_labels.KINDS[statement.kind])


@register.filter
def is_call(statement: Statement) -> bool:
    """Return whether a statement asks somebody to act."""
    return statement.kind in CALL_KINDS


@register.filter
def list_openings(statement: Statement, size: str) -> list[str]:
    """Return the introduction of its list that a quote of a size continues, and that is no sentence of its own.

    Below a list's introduction recommendations are sentences of their own: of them, only a `big` quote has it. What is
    longer is a page that was read as one paragraph; it stays among the supporting passages.
    """
    is_big = size == "big"
    if statement.kind == StatementKind.RECOMMENDATION and not is_big:
        return []
    longest = MAX_OPENING_CHARS if is_big else MAX_LISTED_OPENING_CHARS
    openings = (item.quote for item in statement.support if item.role == "introduction")
    return [text for text in openings if len(text) <= longest and not text.rstrip(' "”»)').endswith(_SENTENCE_ENDS)]


@register.filter
def format_number(value: float, decimals: int = 0) -> str:
    """Return a number with separators, 1532 as 1,532, and with none or two decimals."""
    return number_formats.format_two_decimals(value) if decimals else number_formats.format_integer(int(value))


@register.filter
def choose_own_text(texts: Mapping[str, str]) -> OwnText:
    """Choose the text in the page's language, or in English."""
    return registry.choose_own_text(texts, languages.get_active_language())


@register.filter
def get_provision_number(provision: Provision) -> str | None:
    """Return the number of a provision as printed, or our name for it; None if it is unverified."""
    return provision.get_number(languages.get_active_language())


@register.simple_tag
def get_kind_address(kind: str, pairs: Iterable[tuple[str, Any]] = ()) -> str:
    """Return the address of the list of statements of one kind that match these parameters."""
    if kind == StatementKind.RECOMMENDATION:
        return reverse("recommendations:register") + build_query(pairs).rstrip("?")
    return reverse("maps:statements") + build_query(pairs, kind=kind)


@register.filter
def render_jsonld(schema_object: dict[str, Any]) -> SafeString:
    """Return a JSON-LD script element; no content can close it."""
    content = json.dumps(remove_unknown(schema_object), ensure_ascii=False).translate(_JSON_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{content}</script>\n')


@register.filter
def format_bar_length(value: int, largest: int) -> str:
    """Return the length of a bar as a percentage of the largest, at least 1 if there is a value."""
    return f"{max(1.0, 100 * value / largest):.1f}" if largest and value else "0"


@register.simple_tag
def get_separator(forloop: Mapping[str, Any] | None = None) -> str:
    """Return the separator of lists in the page's language; nothing after the last turn of a loop."""
    return "" if forloop and forloop["last"] else number_formats.get_separator()


@register.simple_tag
def get_group_separator(forloop: Mapping[str, Any] | None = None) -> str:
    """Return the separator of items that have parts themselves; nothing after the last turn of a loop."""
    return "" if forloop and forloop["last"] else number_formats.get_group_separator()


@register.simple_tag
def build_query(pairs: Iterable[tuple[str, Any]] = (), **more: Any) -> str:
    """Return a query string of the pairs; `more` replaces parameters, or removes those that are empty."""
    kept_params = [(name, value) for name, value in pairs if name not in more]
    kept_params += [(name, value) for name, value in more.items() if value not in (None, "")]
    kept_params += get_confidence_params()
    return f"?{urlencode(kept_params)}" if kept_params else "?"
