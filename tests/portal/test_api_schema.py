"""Tests of the API by Schemathesis, with valid and invalid requests."""

from collections.abc import Iterator
from typing import Any, cast

import hypothesis
import pytest
import schemathesis
from django.conf import LazySettings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, CheckFunction
from schemathesis.schemas import BaseSchema

from palermo.portal.api.service import build_openapi_schema as described

CROSS_PARAMETER_REASONS = {
    "it is given twice",
    "neither two periods nor an edition is given",
    "it is neither a year nor a range of years",  # of a range whose second year is before its first
}
"""Why a request is refused whose parameters are good one by one, which a schema cannot say."""
KEPT = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
    "positive_data_acceptance",
)


@pytest.fixture
def served(portal: LazySettings) -> Iterator[BaseSchema]:
    """The schema of the service over the sample library.

    As Django's own test client does, no request looks after connections to the database: one that a test before this
    opened would be looked at, which a test without a database may not.
    """
    result = schemathesis.openapi.from_dict(described())
    result.app = WSGIHandler()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield result
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@pytest.mark.parametrize("path", sorted(described()["paths"]))
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_answer_is_as_the_schema_says(served: BaseSchema, path: str, mode: GenerationMode) -> None:
    operation = served[path]["GET"]
    checks = cast(list[CheckFunction], CHECKS.get_by_names(KEPT))

    @settings(
        max_examples=5,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Case[Any]) -> None:
        response = case.call(base_url="http://localhost", headers={"Accept-Encoding": "identity"})
        if response.status_code == 422:
            reasons = {item["reason"].partition(". ")[0] for item in response.json()["errors"]}
            hypothesis.assume(not reasons <= CROSS_PARAMETER_REASONS)
        case.validate_response(response, checks=checks)
        assert response.status_code < 500

    if mode.is_positive or operation.query:
        asked()
