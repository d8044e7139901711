"""Errors as problem documents (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from palermo.errors import DocumentTakenDown, NameUnknown, NoLibrary, NotFound, QuestionInvalid
from palermo.portal.services.access import AccessRefused, get_actor

MEDIA_TYPE = "application/problem+json"


class InvalidParameterOut(Schema):
    """A parameter that cannot be used."""

    parameter: str
    reason: str


class Problem(Schema):
    """What went wrong (RFC 9457)."""

    type: str
    """about:blank: the title is that of the status."""
    title: str
    status: int
    detail: str
    errors: list[InvalidParameterOut] = []
    """Which parameters cannot be used, and why."""


class StaleCursor(Exception):
    """A cursor of a list that has changed since it was given."""


class BadCursor(Exception):
    """A cursor that does not come from a list of this API."""


STATUS_DESCRIPTIONS: Mapping[int, str] = {
    404: "Nothing of that id or name is shown; `detail` offers names that are near.",
    409: "The cursor is of a list that has changed since: begin again without it.",
    410: "The document of that id, or of that statement or passage, was taken down; `detail` says when.",
    422: "A parameter cannot be used; `errors` says which and why.",
    429: "Too many requests from one address; `Retry-After` says how many seconds to wait.",
    503: "The library holds no edition that can be shown yet, or one without a search index; `detail` says why.",
}


def build_problem(status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """Return a problem response."""
    problem: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    problem |= {"detail": detail, "errors": list(errors)}
    response = HttpResponse(json.dumps(problem, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response


def register_exception_handlers(api: NinjaAPI) -> None:
    """Convert our errors and invalid parameters to problem responses."""

    @api.exception_handler(AccessRefused)
    def _handle_access_refused(request: HttpRequest, error: AccessRefused) -> HttpResponse:
        return build_problem(403 if get_actor(request).user_id is not None else 401, error.reason)

    @api.exception_handler(NotFound)
    def _handle_not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
        return build_problem(410 if isinstance(error, DocumentTakenDown) else 404, str(error))

    @api.exception_handler(QuestionInvalid)
    def _handle_invalid_question(request: HttpRequest, error: QuestionInvalid) -> HttpResponse:
        if isinstance(error, NameUnknown):  # no schema lists the names of the registry
            return build_problem(404, f"{error.reason.capitalize()}: {error.subject}. {error.hint}.")
        return build_parameter_problem([{"parameter": error.subject, "reason": f"{error.reason}. {error.hint}"}])

    @api.exception_handler(NoLibrary)
    def _handle_no_library(request: HttpRequest, error: NoLibrary) -> HttpResponse:
        return build_problem(
            503, f"{error.reason[:1].upper()}{error.reason[1:]}. {error.hint}."
        )  # the message names no folder of the server

    @api.exception_handler(StaleCursor)
    def _handle_stale_cursor(request: HttpRequest, error: StaleCursor) -> HttpResponse:
        return build_problem(409, STATUS_DESCRIPTIONS[409])

    @api.exception_handler(BadCursor)
    def _handle_bad_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
        return build_parameter_problem([{"parameter": "cursor", "reason": "no list has returned it"}])

    @api.exception_handler(ValidationError)
    def _handle_validation_error(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return build_parameter_problem(
            [
                {"parameter": _find_parameter_name(fault["loc"]), "reason": fault["msg"].removeprefix("Value error, ")}
                for fault in error.errors
            ]
        )


def _find_parameter_name(location: Sequence[str | int]) -> str:
    """Return the name of the parameter in the location of a validation error.

    A number at the end of the location is the position of a value.
    """
    return next(part for part in reversed(location) if isinstance(part, str))


def build_parameter_problem(errors: Sequence[Mapping[str, str]]) -> HttpResponse:
    """422: parameters that cannot be used."""
    detail = "; ".join(f"{error['parameter']}: {error['reason']}" for error in errors)
    return build_problem(422, detail, errors)


def add_problem_responses(schema: OpenAPISchema) -> None:
    """Add to every operation of a schema the problems that it can answer."""
    schema["components"]["schemas"] |= _build_problem_schemas()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            for status, text in STATUS_DESCRIPTIONS.items():
                responses.setdefault(str(status), {"description": text, "content": content})
            responses["304"] = {"description": "What the `If-None-Match` names is still so."}


def _build_problem_schemas() -> dict[str, Any]:
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), "Problem": schema}
