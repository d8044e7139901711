"""Tests of monitoring: request ids, JSON logs, metrics, readiness."""

import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from palermo.environment import LOOPBACK
from palermo.portal.project.json_log import ACCESS_LOGGER, REQUEST_ID, JSONFormatter, build_logging_config


class Lines(logging.Handler):
    """Keeps records as formatted lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JSONFormatter())
        self.lines: list[dict[str, object]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def access() -> Iterator[Lines]:
    lines, logger = Lines(), logging.getLogger(ACCESS_LOGGER)
    logger.addHandler(lines)
    level = logger.level
    logger.setLevel(logging.INFO)
    yield lines
    logger.setLevel(level)
    logger.removeHandler(lines)


@pytest.fixture
def served(library: Path, settings: LazySettings) -> Client:
    settings.PALERMO_LIBRARY = library
    return Client()


def test_each_request_has_an_id_which_log_and_response_share(served: Client, access: Lines) -> None:
    first, second = served.get("/en/?q=secret"), served.get("/robots.txt")
    ids = [response.headers["X-Request-ID"] for response in (first, second)]
    assert len(set(ids)) == 2
    assert [line["request"] for line in access.lines] == ids
    assert (access.lines[1]["method"], access.lines[1]["path"], access.lines[1]["status"]) == (
        "GET",
        "/robots.txt",
        200,
    )
    assert "secret" not in json.dumps(access.lines)


@pytest.mark.parametrize(("values", "stored"), [("3f2a-trace.1", True), ("short", False), ("bad id\u2028 {}", False)])
def test_an_id_of_the_proxy_is_kept_if_it_is_one(served: Client, values: str, stored: bool) -> None:
    response = served.get("/robots.txt", headers={"X-Request-ID": values})
    assert (response.headers["X-Request-ID"] == values) is stored


def test_a_traceback_is_one_line_of_json() -> None:
    token = REQUEST_ID.set("abc")
    try:
        try:
            raise ValueError("two\nlines")
        except ValueError:
            record = logging.LogRecord("palermo", logging.ERROR, "", 1, "failed: %s", ("x",), sys.exc_info())
        line = JSONFormatter().format(record)
    finally:
        REQUEST_ID.reset(token)
    values = json.loads(line)
    assert "\n" not in line
    assert (values["message"], values["request"], values["level"]) == ("failed: x", "abc", "error")
    assert "ValueError" in values["traceback"]


def test_requests_are_logged_as_json_only_on_request() -> None:
    assert build_logging_config("text")["loggers"][ACCESS_LOGGER]["level"] == "CRITICAL"
    config = build_logging_config("json")
    assert config["loggers"][ACCESS_LOGGER]["level"] == "INFO"
    assert config["handlers"]["lines"]["formatter"] == "json"


def test_metrics_can_be_parsed_and_count_requests(served: Client, settings: LazySettings) -> None:
    settings.PALERMO_METRICS = LOOPBACK
    served.get("/robots.txt")
    response = served.get("/metrics")
    families = {family.name: family for family in text_string_to_metric_families(response.content.decode())}
    counts = {tuple(sample.labels.values()): sample.value for sample in families["palermo_requests"].samples}
    assert counts["other", "GET", "2xx"] >= 1
    assert families["palermo_edition"].samples[0].value == 1
    assert families["palermo_edition_records"].samples
    assert families["process_resident_memory_bytes"].samples[0].value > 0


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.1"}, 403),
    ],
)
def test_metrics_are_for_the_networks_of_the_setting(
    served: Client, settings: LazySettings, address: str, headers: dict[str, str], status: int
) -> None:
    settings.PALERMO_METRICS = LOOPBACK
    assert served.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code == status


@pytest.mark.django_db
def test_a_portal_with_edition_and_database_is_ready(served: Client) -> None:
    response = served.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"ready": True, "edition": "ok", "database": "ok"})


@pytest.mark.django_db
def test_a_portal_without_an_edition_is_alive_but_not_ready(tmp_path: Path, settings: LazySettings) -> None:
    settings.PALERMO_LIBRARY = tmp_path
    assert Client().get("/healthz").status_code == 200
    response = Client().get("/readyz")
    assert response.status_code == 503
    assert response.json()["edition"] == "it holds no edition yet"


def test_an_unknown_address_is_not_repeated_as_canonical(served: Client) -> None:
    page = served.get("//etc/passwd").content.decode()
    assert 'rel="canonical"' not in page
    assert "og:url" not in page
    assert "hreflang" not in page.partition("</head>")[0]
    assert 'rel="canonical"' in served.get("/en/").content.decode()
