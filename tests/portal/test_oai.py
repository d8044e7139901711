"""Tests of the OAI-PMH repository with sickle, an independent client."""

import base64
import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from lxml import etree
from sickle import Sickle
from sickle.iterator import OAIItemIterator
from sickle.oaiexceptions import (
    BadArgument,
    BadResumptionToken,
    CannotDisseminateFormat,
    IdDoesNotExist,
    NoRecordsMatch,
)
from sickle.response import OAIResponse

from made_editions import MakePart, WriteEdition
from palermo.edition import Library
from palermo.portal.oai import views

FIRST = datetime(2026, 1, 10, 8, 0, tzinfo=UTC)
SECOND = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)


class TestClientSickle(Sickle):  # type: ignore[misc]
    """Sickle over Django's test client instead of a network."""

    __test__ = False

    def harvest(self, **arguments: Any) -> OAIResponse:
        send = Client().post if self.http_method == "POST" else Client().get
        response = send("/oai", arguments)
        assert response.status_code == 200

        class Reply:
            text = response.content.decode()
            content = response.content

        return OAIResponse(Reply(), arguments)


@pytest.fixture(scope="module")
def harvested(
    tmp_path_factory: pytest.TempPathFactory, write_edition: WriteEdition, make_part: MakePart
) -> tuple[Library, list[str]]:
    """Two editions: alpha stays, beta changes its title, gamma goes, delta comes, secret is for members."""
    library = Library(tmp_path_factory.mktemp("harvested"))
    library.create()
    alpha = make_part("alpha", "States should train inspectors.")
    beta = make_part("beta", "States should fund shelters.", language="fr", publishers=("unodc",))
    gamma = make_part("gamma", "States should publish figures.")
    delta = make_part("delta", "States should review <laws> & plans.", title="Delta <1> & \x0b2")
    secret = make_part("secret", "Nobody reads this.", visibility="members")
    write_edition(library, [alpha, beta, gamma, secret], date=FIRST)
    changed = replace(beta, document=replace(beta.document, title="Beta, revised"))
    write_edition(library, [alpha, changed, delta, secret], date=SECOND)
    return library, [part.document.id for part in (alpha, beta, gamma, delta, secret)]


@pytest.fixture
def editions(harvested: tuple[Library, list[str]], settings: LazySettings) -> list[str]:
    """The documents of a library of two editions, which no test changes."""
    settings.PALERMO_LIBRARY = harvested[0].path
    return harvested[1]


def client(**options: Any) -> Sickle:
    return TestClientSickle("http://testserver/oai", **options)


def harvest(**arguments: Any) -> Mapping[str, Any]:
    records = client().ListRecords(metadataPrefix="oai_dc", **arguments)
    return {record.header.identifier.rpartition(":")[2]: record for record in records}


def test_the_repository_describes_itself(editions: list[str]) -> None:
    identity = client().Identify()
    assert (identity.protocolVersion, identity.granularity) == ("2.0", "YYYY-MM-DDThh:mm:ssZ")
    assert (identity.deletedRecord, identity.earliestDatestamp) == ("transient", "2026-01-10T08:00:00Z")
    assert [item.metadataPrefix for item in client().ListMetadataFormats()] == ["oai_dc"]


def test_records_have_the_date_since_which_they_are_as_they_are(editions: list[str]) -> None:
    alpha, beta, gamma, delta, secret = editions
    result = harvest()
    stamps = {id: record.header.datestamp[:10] for id, record in result.items()}
    assert stamps == {alpha: "2026-01-10", beta: "2026-03-10", gamma: "2026-03-10", delta: "2026-03-10"}
    assert result[gamma].header.deleted
    assert not result[alpha].header.deleted
    assert secret not in result


def test_metadata_is_that_of_the_document(editions: list[str]) -> None:
    result = harvest()
    beta, delta = result[editions[1]].metadata, result[editions[3]].metadata
    assert beta["title"] == ["Beta, revised"]
    assert beta["language"] == ["fr"]
    assert beta["date"] == ["2024-05-01"]
    assert beta["identifier"] == [f"http://testserver/documents/{editions[1]}"]
    assert "Crime" in beta["publisher"][0]
    assert delta["title"] == ["Delta <1> & 2"]


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({"from": "2026-03-01"}, [1, 2, 3]),
        ({"until": "2026-01-10"}, [0]),
        ({"from": "2026-01-10T08:00:00Z", "until": "2026-01-10T08:00:00Z"}, [0]),
        ({"set": "language:fr"}, [1]),
        ({"set": "publisher"}, [1]),
        ({"set": "nature:original", "from": "2026-03-10"}, [1, 3]),
    ],
)
def test_lists_are_selective(editions: list[str], arguments: dict[str, str], names: list[int]) -> None:
    assert set(harvest(**arguments)) == {editions[number] for number in names}


def test_long_lists_are_resumed(editions: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "RECORDS_PER_RESPONSE", 3)
    assert set(harvest()) == set(editions[:4])
    headers = list(client().ListIdentifiers(metadataPrefix="oai_dc"))
    assert len({item.identifier for item in headers}) == 4
    first = client().harvest(verb="ListRecords", metadataPrefix="oai_dc").xml
    token = first.find(".//{*}resumptionToken")
    assert (token.get("completeListSize"), token.get("cursor")) == ("4", "0")
    last = client().harvest(verb="ListRecords", resumptionToken=token.text).xml.find(".//{*}resumptionToken")
    assert (last.text, last.get("cursor")) == (None, "3")


def test_sets_are_listed_and_records_opened(editions: list[str]) -> None:
    sets = {item.setSpec: item.setName for item in client().ListSets()}
    assert {"language", "language:en", "language:fr", "nature:original", "publisher:unodc"} <= set(sets)
    record = client().GetRecord(identifier=f"oai:testserver:{editions[0]}", metadataPrefix="oai_dc")
    assert record.metadata["title"] == ["Alpha"]
    assert record.header.setSpecs == ["language:en", "nature:original"]


def test_long_arguments_may_be_posted(editions: list[str]) -> None:
    assert client(http_method="POST").Identify().baseURL == "http://testserver/oai"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"verb": "ListRecords"}, BadArgument),
        ({"verb": "Identify", "colour": "red"}, BadArgument),
        ({"verb": "ListRecords", "metadataPrefix": "marcxml"}, CannotDisseminateFormat),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}, BadArgument),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-31"}, BadArgument),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2026-02-01", "until": "2026-01-01"}, BadArgument),
        (
            {
                "verb": "ListRecords",
                "metadataPrefix": "oai_dc",
                "from": "2026-01-01",
                "until": "2026-02-01T00:00:00Z",
            },
            BadArgument,
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "language:xx"}, NoRecordsMatch),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2030-01-01"}, NoRecordsMatch),
        ({"verb": "ListRecords", "resumptionToken": "%%%"}, BadResumptionToken),
        ({"verb": "ListRecords", "resumptionToken": "eyJlZGl0aW9uIjogIngifQ"}, BadResumptionToken),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, BadArgument),
        ({"verb": "ListSets", "resumptionToken": "x"}, BadResumptionToken),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:testserver:none"}, IdDoesNotExist),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "http://example.org"}, IdDoesNotExist),
    ],
)
def test_wrong_requests_have_the_errors_of_the_protocol(
    editions: list[str], arguments: dict[str, str], error: type[Exception]
) -> None:
    with pytest.raises(error):
        next(OAIItemIterator(client(), arguments))


def test_a_token_of_an_edition_before_is_refused(
    editions: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: LazySettings,
    write_edition: WriteEdition,
    make_part: MakePart,
) -> None:
    monkeypatch.setattr(views, "RECORDS_PER_RESPONSE", 1)
    settings.PALERMO_LIBRARY = shutil.copytree(settings.PALERMO_LIBRARY, tmp_path / "library")
    token = client().harvest(verb="ListRecords", metadataPrefix="oai_dc").xml.findtext(".//{*}resumptionToken")
    write_edition(Library(tmp_path / "library"), [make_part("new", "States should act.")])
    answer = client().harvest(verb="ListRecords", resumptionToken=token).xml
    assert answer.find(".//{*}error").get("code") == "badResumptionToken"


@pytest.mark.parametrize(
    "content",
    ["[" * 100_000, "[]", "null", '"x"', '{"edition": "E", "offset": true}', '{"edition": "E", "offset": -1}',
     '{"edition": "E", "offset": 1e99}', '{"edition": "E", "first": ["x"]}', '{"edition": "E", "class": 1}',
     '{"edition": ' + "9" * 5000 + "}"],
    ids=range(10),
)  # fmt: skip
def test_a_token_that_was_altered_is_refused(editions: list[str], content: str) -> None:
    token = base64.urlsafe_b64encode(content.replace("E", editions[-1]).encode()).decode()
    answer = etree.fromstring(Client().post("/oai", {"verb": "ListRecords", "resumptionToken": token}).content)
    assert answer.find(".//{*}error").get("code") == "badResumptionToken"


@pytest.mark.parametrize("query", ["", "verb=Destroy", "verb=Identify&verb=Identify"])
def test_a_verb_is_one_of_six_and_given_once(editions: list[str], query: str) -> None:
    answer = etree.fromstring(Client().get(f"/oai?{query}").content)
    assert answer.find(".//{*}error").get("code") == "badVerb"
    assert answer.find(".//{*}request").attrib == {}
