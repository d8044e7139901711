"""IATI activities as rows of a table of who does what, with the places of transactions."""

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from palermo.errors import NoText, TooLarge, Unreadable
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.file_types import FILE_TYPE_BY_NAME
from palermo.reading.masthead_dates import parse_iso_day
from palermo.registry import load_registry
from palermo.statements import Masthead, PassageKind

MEDIA_TYPE, ENDINGS = FILE_TYPE_BY_NAME["iati"].media_type, FILE_TYPE_BY_NAME["iati"].suffixes
MAX_BYTES = 50_000_000
MAX_ACTIVITIES = 100_000
SHEET = "iati-activities"
"""Stands for the sheet in the number of a row: `iati-activities!3` is the third activity of the file."""
COLUMN_TAGS = {
    "Organisation": "#org",
    "Partners": "#org+partner",
    "Funding": "#org+funding",
    "Activity": "#activity",
    "Sector": "#sector",
    "Country": "#country",
    "Region": "#region",
    "Location": "#loc",
    "Start": "#date+start",
    "End": "#date+end",
    "Status": "#status",
    "Identifier": "#activity+code",
}
"""Columns of the rows in their order, with tags of the Humanitarian Exchange Language."""
_STATUSES = {"1": "planned", "2": "ongoing", "3": "completed", "4": "closed", "5": "cancelled", "6": "suspended"}
_CANCELLED = "5"
_FUNDING, _ACTING_ROLES = "1", ("4", "2", "3")
"""Roles of organisations: those that implement an activity act, else those accountable for it, else those extending."""
_GLOBAL_SCOPE = "1"
_CELL_NAME = re.compile(r"; (?=[^:;]{1,200}: )")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def matches(head: bytes, name: str) -> bool:
    """Return whether the first bytes hold the root element of IATI activities."""
    return b"<iati-activities" in head


def read_blocks(content: bytes) -> tuple[list[DocumentBlock], None]:
    """Read activities as one row each, without pages; raises TooLarge, Unreadable or NoText."""
    root = _parse_xml(content)
    activities = root.findall("iati-activity")
    if not activities:
        raise NoText("the IATI file", "it holds no activity", "Use a file with activities")
    if len(activities) > MAX_ACTIVITIES:
        raise TooLarge("the IATI file", f"it holds more than {MAX_ACTIVITIES:,} activities", "Split it")
    tags = DocumentBlock(kind=PassageKind.PARAGRAPH, text=_join_cells(COLUMN_TAGS.items()))
    return [tags, *(_build_row(element, number) for number, element in enumerate(activities, 1))], None


def read_masthead(content: bytes) -> Masthead:
    """Return the day of generation, and the publisher if one organisation reports everything."""
    root = _parse_xml(content)
    reporting = {name for element in root.iter("reporting-org") if (name := _get_name(element))}
    day = parse_iso_day(root.get("generated-datetime", ""))
    return Masthead(date=day, publisher=reporting.pop() if len(reporting) == 1 else None)


def _parse_xml(content: bytes) -> Any:
    if len(content) > MAX_BYTES:
        raise TooLarge("the IATI file", f"it has {len(content):,} bytes, more than {MAX_BYTES:,}", "Split it")
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content[:4096], re.IGNORECASE):
        raise Unreadable("the IATI file", "it declares a document type or entities", "Export it without them")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.parse(io.BytesIO(content), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise Unreadable("the IATI file", f"it is not XML ({error.msg})", "Export it again") from error


def _build_row(activity: Any, number: int) -> DocumentBlock:
    """Return the row of an activity; a cancelled one is a paragraph, from which nothing is stated."""
    cancelled = _get_code(activity, "activity-status") == _CANCELLED
    values = _collect_cells(activity)
    cells = ((name, _clean_cell(values.get(name, ""))) for name in COLUMN_TAGS)
    return DocumentBlock(
        kind=PassageKind.PARAGRAPH if cancelled else PassageKind.ROW,
        text=_join_cells((name, value) for name, value in cells if value),
        number=f"{SHEET}!{number}",
    )


def _join_cells(cells: Iterable[tuple[str, str]]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in cells)


def _clean_cell(value: str) -> str:
    """Return a value that cannot be taken for the next column: `; Note: x` becomes `, Note: x`."""
    return _CELL_NAME.sub(", ", " ".join(value.split()))


def _collect_cells(activity: Any) -> dict[str, str]:
    acting, partners, funding = _sort_organisations(activity)
    title = _get_text(activity.find("title"))
    description = next(
        (_get_text(element) for element in activity.findall("description") if element.get("type", "1") == "1"), ""
    )
    identifier = (activity.findtext("iati-identifier") or "").strip()
    start, end = _find_dates(activity)
    countries, other_places = _find_countries(activity)
    regions = [_get_text(element) for element in _iterate_places(activity, "recipient-region")]
    return {
        "Organisation": acting,
        "Partners": " | ".join(partners),
        "Funding": " | ".join(funding),
        "Activity": ". ".join(part.rstrip(". ") for part in (title or identifier, description) if part) or "(untitled)",
        "Sector": ", ".join(_list_unique(_get_text(element) for element in _iterate_places(activity, "sector"))),
        "Country": " | ".join(countries),
        "Region": ", ".join(_list_unique([*regions, *other_places])),
        "Location": ", ".join(
            _list_unique(_get_text(element.find("name")) for element in activity.findall("location"))
        ),
        "Start": start,
        "End": end if not (start and end) or end[:4] >= start[:4] else "",
        "Status": _STATUSES.get(_get_code(activity, "activity-status"), ""),
        "Identifier": identifier,
    }


def _sort_organisations(activity: Any) -> tuple[str, list[str], list[str]]:
    """Return actors, partners and funders; the reporting organisation if no actor is named."""
    names: dict[str, list[str]] = {}
    for element in activity.findall("participating-org"):
        if name := _get_name(element):
            names.setdefault(element.get("role", ""), []).append(name)
    acting = _list_unique(name for role in _ACTING_ROLES for name in names.get(role, ()))
    reporting = activity.find("reporting-org")
    if not acting:
        acting = [_get_name(reporting) or next(iter(names.get(_FUNDING, ())), "(not named)")]
    return acting[0], acting[1:], _list_unique(names.get(_FUNDING, ()))


def _find_dates(activity: Any) -> tuple[str, str]:
    """Return start and end, the actual one before the planned one."""
    days = {element.get("type"): element.get("iso-date", "") for element in activity.findall("activity-date")}
    return days.get("2") or days.get("1") or "", days.get("4") or days.get("3") or ""


def _find_countries(activity: Any) -> tuple[list[str], list[str]]:
    """Return the codes of States, and the names of other places, also of transactions."""
    known = {state.alpha2 for state in load_registry().states.values()}
    codes: list[str] = []
    others: list[str] = []
    for element in _iterate_places(activity, "recipient-country"):
        code = element.get("code", "").strip().upper()
        if code in known:
            codes.append(code)
        else:
            others.append(_get_text(element) or code)
    if not codes and _get_code(activity, "activity-scope") == _GLOBAL_SCOPE:
        codes = ["Global"]
    return _list_unique(codes), others


def _iterate_places(activity: Any, tag: str) -> Iterator[Any]:
    """Yield elements of the activity, then of its transactions."""
    yield from activity.findall(tag)
    yield from activity.findall(f"transaction/{tag}")


def _get_code(activity: Any, tag: str) -> str:
    element = activity.find(tag)
    return "" if element is None else str(element.get("code", ""))


def _get_name(organisation: Any) -> str:
    """Return an organisation's printed name, else its identifier."""
    return "" if organisation is None else _get_text(organisation) or str(organisation.get("ref", ""))


def _get_text(element: Any) -> str:
    """Return the English narrative of an element, else its first."""
    if element is None:
        return ""
    narratives = element.findall("narrative")
    chosen = next((narrative for narrative in narratives if narrative.get(_LANG, "").lower().startswith("en")), None)
    chosen = chosen if chosen is not None else next(iter(narratives), None)
    return " ".join("".join(chosen.itertext()).split()) if chosen is not None else ""


def _list_unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
