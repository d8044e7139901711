"""Filters for the names in the roles of a statement: confirmed or not, and where they come from."""

from django import template

from palermo.edition import ListedStatement
from palermo.portal.base import value_labels
from palermo.statements import Ref, Statement

register = template.Library()


@register.filter
def list_confirmed_refs(statement: Statement, role: str) -> list[Ref]:
    """Return the names of a role that are confirmed: `actors`, `addressees` or `partners`."""
    return list(filter(statement.is_confirmed_ref, getattr(statement, role)))


@register.filter
def list_unconfirmed_refs(statement: Statement, role: str) -> list[Ref]:
    """Return the names of a role that are not confirmed, also those that a list has apart."""
    apart = getattr(statement, f"unconfirmed_{role}") if isinstance(statement, ListedStatement) else ()
    return [*(ref for ref in getattr(statement, role) if not statement.is_confirmed_ref(ref)), *apart]


@register.filter
def has_refs(statement: Statement, role: str) -> bool:
    """Return whether a role has any name, confirmed or not."""
    return bool(getattr(statement, role) or list_unconfirmed_refs(statement, role))


@register.filter
def build_list(ref: Ref) -> list[Ref]:
    """Return a list of one name."""
    return [ref]


@register.filter
def label_ref_source(ref: Ref) -> str:
    """Return the source of a name that is not in the quote; empty for names in the quote."""
    return value_labels.get_value_label(value_labels.REF_SOURCES, ref.source) if ref.source != "quote" else ""
