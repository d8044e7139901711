"""Activities as IATI 2.03: what a source states that an organisation does, reported second-hand."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Any, Final

from lxml import etree

from palermo.analysis import FacetValues
from palermo.edition import Manifest
from palermo.registry import Registry
from palermo.statements import Document, Ref, RefType, Statement

VERSION: Final = "2.03"
MAX_TITLE_CHARS: Final = 120
REPORTER_REF: Final = "XM-PALERMO"
"""Not a reference of an agency's register, because the reporter is Palermo and no organisation of the field."""
PUBLICATION_NOTE: Final = "Date of the source that reports the activity; its own dates are not stated."
_STATUS_BY_TENSE: Final = {"done": "3", "ongoing": "2", "planned": "1"}
_DEFAULT_STATUS: Final = "2"
_PLANNED_START, _ACTUAL_START = "1", "2"
_GOVERNMENT, _MULTILATERAL = "10", "40"
_MULTILATERAL_KINDS: Final = frozenset({"un-entity", "international-organisation", "regional-organisation"})


def format_iati(
    rows: Iterable[tuple[Statement, Document]], manifest: Manifest, values: FacetValues, address: str
) -> bytes:
    """Return statements of activities as IATI activities; those without an actor or a year are left out.

    Each is marked as reported by a secondary reporter, quotes its source, and links to its statement.
    """
    root = etree.Element("iati-activities", version=VERSION)
    root.set("generated-datetime", f"{manifest.date:%Y-%m-%dT%H:%M:%SZ}")
    for statement, document in rows:
        if statement.actors and document.date:
            _add_activity(root, statement, document, values, address)
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return content


def _add_activity(root: Any, statement: Statement, document: Document, values: FacetValues, address: str) -> None:
    """Add one activity; the order of the elements is that of the schema."""
    activity = etree.SubElement(root, "iati-activity")
    activity.set("{http://www.w3.org/XML/1998/namespace}lang", statement.language)
    _add(activity, "iati-identifier", text=f"{REPORTER_REF}-{statement.id}")
    reporter = _add(activity, "reporting-org", ref=REPORTER_REF, type="90", **{"secondary-reporter": "1"})
    _add_narrative(reporter, "Palermo", "en")
    title = _add(activity, "title")
    _add_narrative(
        title, statement.action or shorten(statement.quote, MAX_TITLE_CHARS, placeholder=" …"), statement.language
    )
    _add_narrative(_add(activity, "description", type="1"), statement.quote, statement.language)
    for ref in (*statement.actors, *statement.partners):
        _add_party(activity, ref, statement.language, values)
    _add(activity, "activity-status", code=_STATUS_BY_TENSE.get(statement.tense or "", _DEFAULT_STATUS))
    date_type = _PLANNED_START if statement.tense == "planned" else _ACTUAL_START
    date = _add(activity, "activity-date", type=date_type, **{"iso-date": _complete_date(document.date or "")})
    _add_narrative(date, PUBLICATION_NOTE, "en")
    share = [f"{100 / len(statement.places):.2f}"] * len(statement.places) if len(statement.places) > 1 else [""]
    for code, percentage in zip(statement.places, share, strict=False):
        _add_country(activity, code, percentage, values.registry)
    link = _add(activity, "document-link", url=f"{address}/statements/{statement.id}", format="text/html")
    _add_narrative(_add(link, "title"), document.title, document.language)
    _add(link, "category", code="A12")


def _add_party(activity: Any, ref: Ref, language: str, values: FacetValues) -> None:
    party = _add(activity, "participating-org", role="4")
    entity, name = values.registry.entities.get(ref.id) if ref.id else None, values.get_party_label(ref)
    if ref.type is RefType.STATE:
        party.set("type", _GOVERNMENT)
    elif entity and entity.kind in _MULTILATERAL_KINDS:
        party.set("type", _MULTILATERAL)
    _add_narrative(party, name, language if name == ref.name else "en")


def _add_country(activity: Any, code: str, percentage: str, registry: Registry) -> None:
    state = registry.states.get(f"state:{code}")
    if state is None:
        return
    country = _add(activity, "recipient-country", code=state.alpha2)
    if percentage:
        country.set("percentage", percentage)
    _add_narrative(country, registry.get_label(state.id), "en")


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    element = etree.SubElement(parent, name, attributes)
    element.text = text
    return element


def _add_narrative(parent: Any, text: str, language: str) -> None:
    _add(parent, "narrative", text).set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _complete_date(date: str) -> str:
    """Return a whole ISO date for a year or month."""
    return "-".join([*date.split("-"), "01", "01"][:3])
