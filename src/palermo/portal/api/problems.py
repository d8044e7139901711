"""Errors as RFC 9457 has them: JSON that names the thing, the reason and the mend."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError
from ninja.openapi.schema import OpenAPISchema

from palermo.errors import NoLibrary, NotFound, QuestionInvalid

MEDIA_TYPE = "application/problem+json"


class Fault(Schema):
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
    errors: list[Fault] = []
    """Which parameters cannot be used, and why."""


class StaleCursor(Exception):
    """A cursor of a list that has changed since it was given."""


class BadCursor(Exception):
    """A cursor that no list of ours has given."""


STATUSES: Mapping[int, str] = {
    404: "Nothing of that id is shown.",
    409: "The cursor is of a list that has changed since: begin again without it.",
    422: "A parameter cannot be used; `errors` says which and why.",
    429: "Too many requests from one address; `Retry-After` says how many seconds to wait.",
    503: "The library holds no edition that can be shown yet, or one without a search index; `detail` says why.",
}
"""What each status of an error says."""


def problem(status: int, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """An answer that says what went wrong."""
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    told |= {"detail": detail, "errors": list(errors)}
    response = HttpResponse(json.dumps(told, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "60"
    return response


def told_by(api: NinjaAPI) -> None:
    """Tell errors of ours, and parameters that cannot be used, as problems."""

    @api.exception_handler(NotFound)
    def _not_found(request: HttpRequest, error: NotFound) -> HttpResponse:
        return problem(404, str(error))

    @api.exception_handler(QuestionInvalid)
    def _no_question(request: HttpRequest, error: QuestionInvalid) -> HttpResponse:
        return unusable([{"parameter": error.thing, "reason": f"{error.reason}. {error.mend}"}])

    @api.exception_handler(NoLibrary)
    def _no_edition(request: HttpRequest, error: NoLibrary) -> HttpResponse:
        return problem(503, f"{error.reason[:1].upper()}{error.reason[1:]}. {error.mend}.")  # no folder of ours is told

    @api.exception_handler(StaleCursor)
    def _stale(request: HttpRequest, error: StaleCursor) -> HttpResponse:
        return problem(409, STATUSES[409])

    @api.exception_handler(BadCursor)
    def _bad(request: HttpRequest, error: BadCursor) -> HttpResponse:
        return unusable([{"parameter": "cursor", "reason": "it is none that a list has given"}])

    @api.exception_handler(ValidationError)
    def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return unusable([{"parameter": _named(one["loc"]), "reason": str(one["msg"])} for one in error.errors])


def _named(place: Sequence[str | int]) -> str:
    """The parameter at a place: a number at its end counts the values of one."""
    return next(part for part in reversed(place) if isinstance(part, str))


def unusable(errors: Sequence[Mapping[str, str]]) -> HttpResponse:
    """422: parameters that cannot be used."""
    said = "; ".join(f"{one['parameter']}: {one['reason']}" for one in errors)
    return problem(422, said, errors)


def described(schema: OpenAPISchema) -> None:
    """Add to every operation of a schema the problems that it can answer."""
    schema["components"]["schemas"] |= _schemas()
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in schema["paths"].values():
        for operation in operations.values():
            responses = operation["responses"]
            for status, text in STATUSES.items():
                responses.setdefault(str(status), {"description": text, "content": content})
            responses["304"] = {"description": "What the `If-None-Match` names is still so."}


def _schemas() -> dict[str, Any]:
    made = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**made.pop("$defs"), "Problem": made}
