"""The repository: one address that answers the six verbs of OAI-PMH 2.0."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from lxml import etree

from palermo.edition import Library
from palermo.portal.base import display_names
from palermo.portal.oai import requests, response_xml
from palermo.portal.oai.harvest_records import HarvestIndex, HarvestRecord, build_harvest_index
from palermo.portal.oai.requests import ListRequest, OaiError
from palermo.portal.oai.response_xml import OAI, add_text
from palermo.portal.services.current_edition import get_current_edition

RECORDS_PER_RESPONSE: Final = 200
ADMIN_NAME: Final = "webmaster"


@csrf_exempt  # it only reads; the protocol allows POST for long arguments
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def repository(request: HttpRequest) -> HttpResponse:
    """Answer a request of OAI-PMH."""
    query = request.POST if request.method == "POST" else request.GET
    address = request.build_absolute_uri(request.path)
    try:
        verb = requests.parse_verb(query)
        root = response_xml.build_response(address, {name: query[name] for name in query})
        element = etree.SubElement(root, f"{{{OAI}}}{verb}")
        _ANSWERS[verb](request, query, element)
    except OaiError as error:
        echoed = {} if error.code in {"badVerb", "badArgument"} else {name: query[name] for name in query}
        root = response_xml.build_response(address, echoed)
        response_xml.add_error(root, error)
    return HttpResponse(response_xml.serialize(root), content_type="text/xml; charset=utf-8")


def _get_index() -> HarvestIndex:
    served = get_current_edition()
    library = Library(settings.PALERMO_LIBRARY)
    return served.cache.get_or_compute("oai", lambda: build_harvest_index(library, served.view))


def _identify(request: HttpRequest, query: Any, element: Any) -> None:
    index = _get_index()
    earliest = index.earliest or get_current_edition().view.manifest.date
    for name, value in (
        ("repositoryName", "Palermo"),
        ("baseURL", request.build_absolute_uri(request.path)),
        ("protocolVersion", "2.0"),
        ("adminEmail", f"{ADMIN_NAME}@{request.get_host().partition(':')[0]}"),
        ("earliestDatestamp", earliest.strftime(requests.TIME_FORMAT)),
        ("deletedRecord", "transient"),
        ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
    ):
        add_text(element, name, value)


def _list_metadata_formats(request: HttpRequest, query: Any, element: Any) -> None:
    if "identifier" in query:
        _find_record(request, query["identifier"])
    format_element = etree.SubElement(element, f"{{{OAI}}}metadataFormat")
    add_text(format_element, "metadataPrefix", requests.METADATA_PREFIX)
    add_text(format_element, "schema", response_xml.DC_SCHEMA)
    add_text(format_element, "metadataNamespace", response_xml.OAI_DC)


def _list_sets(request: HttpRequest, query: Any, element: Any) -> None:
    if "resumptionToken" in query:
        raise OaiError("badResumptionToken", "the list of sets has no further parts")
    index = _get_index()
    if not index.set_specs:
        raise OaiError("noSetHierarchy", "the edition has no documents")
    kinds = {spec.partition(":")[0] for spec in index.set_specs}
    for spec in sorted({*kinds, *index.set_specs}):
        sub_element = etree.SubElement(element, f"{{{OAI}}}set")
        add_text(sub_element, "setSpec", spec)
        add_text(sub_element, "setName", _name_set(spec))


def _name_set(spec: str) -> str:
    kind, _, value = spec.partition(":")
    if kind == "publisher" and value:
        return display_names.get_name(value)
    return f"{kind.capitalize()}: {value}" if value else f"By {kind}"


def _get_record(request: HttpRequest, query: Any, element: Any) -> None:
    requests.check_metadata_prefix(query["metadataPrefix"])
    record = _find_record(request, query["identifier"])
    response_xml.add_record(element, record, query["identifier"], request.build_absolute_uri)


def _list_identifiers(request: HttpRequest, query: Any, element: Any) -> None:
    selection, records = _parse_list(query)
    for record in records[selection.offset : selection.offset + RECORDS_PER_RESPONSE]:
        response_xml.add_header(element, record, _build_identifier(request, record.id))
    _add_token(element, selection, len(records))


def _list_records(request: HttpRequest, query: Any, element: Any) -> None:
    selection, records = _parse_list(query)
    for record in records[selection.offset : selection.offset + RECORDS_PER_RESPONSE]:
        response_xml.add_record(element, record, _build_identifier(request, record.id), request.build_absolute_uri)
    _add_token(element, selection, len(records))


def _parse_list(query: Any) -> tuple[ListRequest, Sequence[HarvestRecord]]:
    """Return the request for a list, and all its records; raises OaiError if there are none."""
    index = _get_index()
    if "resumptionToken" in query:
        list_request = ListRequest.parse_token(query["resumptionToken"], index.edition)
    else:
        requests.check_metadata_prefix(query["metadataPrefix"])
        list_request = ListRequest(
            edition=index.edition, first=query.get("from"), last=query.get("until"), set_spec=query.get("set")
        )
    records = index.select(*requests.parse_period(list_request), list_request.set_spec)
    if len(records) <= list_request.offset:
        raise OaiError("noRecordsMatch", "no record matches this time and set")
    return list_request, records


def _add_token(element: Any, selection: ListRequest, total: int) -> None:
    """Add the token of the next part; an empty one to the last part; none to a list with one part."""
    following = selection.offset + RECORDS_PER_RESPONSE
    if selection.offset == 0 and following >= total:
        return
    token = "" if following >= total else replace(selection, offset=following).format_token()
    text = add_text(element, "resumptionToken", token)
    text.set("completeListSize", str(total))
    text.set("cursor", str(selection.offset))


def _build_identifier(request: HttpRequest, document_id: str) -> str:
    return f"oai:{request.get_host().partition(':')[0]}:{document_id}"


def _find_record(request: HttpRequest, identifier: str) -> HarvestRecord:
    """Return the record of an identifier; raises OaiError."""
    prefix = _build_identifier(request, "")
    record = _get_index().by_id.get(identifier.removeprefix(prefix)) if identifier.startswith(prefix) else None
    if record is None:
        raise OaiError("idDoesNotExist", "no record has this identifier")
    return record


_ANSWERS = {
    "Identify": _identify,
    "ListMetadataFormats": _list_metadata_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list_identifiers,
    "ListRecords": _list_records,
}
