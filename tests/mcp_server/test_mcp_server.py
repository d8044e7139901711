"""Tests of the MCP server with the official SDK: in process, by standard input, by HTTP."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from decision_factory import make_decision, make_document_decision
from loading import loaded
from palermo.edition import DecisionLog, DocumentDecisionLog, Library, View, open_view
from palermo.errors import SettingInvalid
from palermo.mcp_server.edition_source import EditionSource
from palermo.mcp_server.server import build_server

ADDRESS = "https://map.example.org"
TOOLS = {"search", "open_statement", "who_does_what", "recommendations", "appraise"}


@pytest.fixture(scope="module")
def sample() -> ModuleType:
    return loaded("mcp_sample_library", Path(__file__).parents[1] / "portal/sample_library.py")


@pytest.fixture(scope="module")
def library(sample: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("library"))
    sample.build(library.path)
    return library


@pytest.fixture(scope="module")
def view(library: Library) -> View:
    return open_view(library)


def call_server(target: Any, use: Callable[[Client], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        async with Client(target) as client:
            return await use(client)

    return asyncio.run(run())


def call(library: Library, tool: str, **arguments: Any) -> dict[str, Any]:
    server = build_server(EditionSource(library, ADDRESS, lambda: None))
    result = call_server(server, lambda client: client.call_tool(tool, arguments))
    assert not result.is_error, result.content
    values: dict[str, Any] = result.structured_content
    return values


def check_evidence(row: dict[str, Any], view: View) -> None:
    """Check that a row is a statement of the public view, with everything that a citation needs."""
    statement = view.get_statement(row["id"])
    assert row["quote"] == statement.quote
    assert (row["page"], row["edition"]) == (statement.locator.page, view.manifest.name)
    assert row["document"]["title"] == view.get_document(statement.document).title
    assert row["address"] == f"{ADDRESS}/statements/{statement.id}"
    assert [item["printed"] for item in row["actors"]] == [ref.name for ref in statement.actors]


def test_every_tool_is_described_and_read_only(library: Library) -> None:
    server = build_server(EditionSource(library, ADDRESS, lambda: None))
    tools = call_server(server, lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == TOOLS
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)


def test_a_running_server_follows_decisions_at_once(library: Library, tmp_path: Path) -> None:
    own = Library(tmp_path / "own")
    shutil.copytree(library.path, own.path)
    server = build_server(EditionSource(own, ADDRESS, lambda: None))
    with open_view(own) as view:
        document = view.list_documents()[0]
        kept, gone = view.list_statements(document.id)[0], view.list_documents()[1]
        passage = view.get_passage(kept.locator.passage)
        lost = view.list_statements(gone.id)[0]

    async def use(client: Client) -> list[Any]:
        results = [await client.call_tool("open_statement", {"id": kept.id})]
        correct, remove = make_document_decision(document, title="Right"), make_document_decision(gone, "take-down")
        DocumentDecisionLog(own.decisions).append([correct, remove])
        DecisionLog(own.decisions).append([make_decision(kept, passage, "correct", fields={"kind": "factor"})])
        return [*results, *[await client.call_tool("open_statement", {"id": id}) for id in (kept.id, lost.id)]]

    before, after, removed = call_server(server, use)
    assert before.structured_content["document"]["title"] == document.title
    assert after.structured_content["document"]["title"] == "Right"
    assert (before.structured_content["kind"], after.structured_content["kind"]) == (kept.kind, "factor")
    assert removed.is_error
    assert "was taken down" in removed.content[0].text


def test_search_gives_passages_with_page_document_and_address(library: Library, view: View) -> None:
    result = call(library, "search", query="labour inspectors", limit=3)
    first = result["passages"][0]
    passage_id = first["address"].rpartition("/")[2]
    passage = view.get_passage(passage_id)
    assert (first["quote"], first["page"]) == (passage.text, passage.page)
    assert first["edition"] == view.manifest.name
    assert first["document"]["address"] == f"{ADDRESS}/documents/{passage.document}"


def test_a_statement_opens_with_context_reasons_and_follow_up(library: Library, view: View) -> None:
    statement = view.find_statements(limit=1).statements[0]
    result = call(library, "open_statement", id=statement.id[:8])
    check_evidence(result, view)
    assert any(statement.quote in text for text in result["context"])
    assert result["follow_up"]["status"] in {"done", "promised", "refused", "nothing-found", "not-searched"}
    assert [item["feature"] for item in result["why"]] == [item.feature for item in statement.why]


def test_cells_of_the_map_carry_evidence(library: Library, view: View) -> None:
    result = call(library, "who_does_what", rows="year", columns="language", limit=4)
    assert result["cells"]
    for cell in result["cells"]:
        check_evidence(cell["evidence"][0], view)
        assert view.get_document(cell["evidence"][0]["document"]["id"]).year == int(cell["year"])
    assert "not that nobody acts" in result["note"]


def test_recommendations_are_filtered_and_followed_up(library: Library, view: View) -> None:
    result = call(library, "recommendations", where=["response=accepted"], limit=5)
    assert 0 < len(result["recommendations"]) <= 5
    for row in result["recommendations"]:
        check_evidence(row, view)
        assert row["response"] == "accepted"
        assert row["follow_up"]["status"]
    second = call(library, "recommendations", where=["response=accepted"], offset=1, limit=1)
    assert second["recommendations"][0]["id"] == result["recommendations"][1]["id"]


def test_a_provision_is_appraised(library: Library) -> None:
    result = call(library, "appraise", instrument="A/RES/64/293")
    assert result["instrument"]["id"] == "global-plan-of-action"
    assert len(result["provisions"]) == 34
    item = next(part for part in result["provisions"] if part["provision"])
    second = call(library, "appraise", instrument="A/RES/64/293", provision=item["provision"])
    assert [part["provision"] for part in second["provisions"]] == [item["provision"]]


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("open_statement", {"id": "ffffffff"}, "no statement has that id"),
        ("who_does_what", {"rows": "weather"}, "it does not exist"),
        ("recommendations", {"where": ["place=atlantis"]}, "atlantis"),
        ("search", {"query": "x", "limit": 1000}, "less than or equal to 50"),
        ("search", {"query": "x", "limit": 10**30}, "less than or equal to 50"),
        ("search", {"query": "x", "limit": -1}, "greater than or equal to 1"),
        ("search", {"query": "x" * 100_000}, "at most 1000 characters"),
        ("recommendations", {"offset": 10**12}, "less than or equal to 100000"),
        ("recommendations", {"where": ["place=" + "x" * 100_000]}, "at most 300 characters"),
        ("recommendations", {"where": ["theme=technology"] * 1000}, "at most 20 items"),
        ("who_does_what", {"rows": "x" * 100_000}, "at most 40 characters"),
        ("appraise", {"instrument": "palermo-protocol", "provision": "9" * 1000}, "at most 40 characters"),
    ],
)
def test_wrong_questions_are_explained(library: Library, tool: str, arguments: dict[str, Any], reason: str) -> None:
    server = build_server(EditionSource(library, ADDRESS, lambda: None))
    result = call_server(server, lambda client: client.call_tool(tool, arguments))
    assert result.is_error
    assert reason in result.content[0].text


def test_what_is_hidden_from_the_public_is_nowhere(library: Library) -> None:
    assert "Hidden from the public" not in str(call(library, "search", query="Hidden from the public", limit=50))
    assert "Hidden from the public" not in str(call(library, "recommendations", limit=50))
    with open_view(library, visibility=("members",)) as members:
        hidden = members.find_statements(limit=1).statements
    server = build_server(EditionSource(library, ADDRESS, lambda: None))
    for item in hidden:
        assert call_server(server, lambda client: client.call_tool("open_statement", {"id": item.id})).is_error  # noqa: B023


def test_a_new_edition_is_opened(sample: ModuleType, tmp_path: Path) -> None:
    library = Library(tmp_path)
    sample.build(tmp_path)
    source = EditionSource(library, ADDRESS, lambda: None)
    first = source.get_current()
    assert source.get_current() is first
    current = library.current_file.read_text(encoding="utf-8")
    library.current_file.unlink()
    with pytest.raises(Exception, match="it holds no edition"):
        source.get_current()
    library.current_file.write_text(current, encoding="utf-8")
    assert source.get_current() is first


@pytest.mark.slow
def test_the_command_serves_over_standard_input(library: Library) -> None:
    environment = {**os.environ, "PALERMO_MEANING": "0", "PALERMO_ADDRESS": ADDRESS}
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "palermo", "mcp", "--library", str(library.path)], env=environment
    )
    result = call_server(command, lambda client: client.call_tool("recommendations", {"limit": 1}))
    row = result.structured_content["recommendations"][0]
    assert row["quote"]
    assert row["address"].startswith(f"{ADDRESS}/statements/")


@pytest.mark.slow
def test_the_command_serves_over_http(library: Library) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "palermo", "mcp", "--http", "--port", str(port), "--library", str(library.path)]
    server = subprocess.Popen(command, env={**os.environ, "PALERMO_MEANING": "0"}, stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(300):
            assert server.poll() is None, server.stderr and server.stderr.read()
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        result = call_server(f"http://127.0.0.1:{port}/mcp", lambda client: client.list_tools())
        assert {tool.name for tool in result.tools} == TOOLS
    finally:
        server.kill()
        server.communicate()


def test_without_the_sdk_the_command_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "palermo.mcp_server")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(SettingInvalid, match=r"palermo\[mcp\]"):
        import_module("palermo.mcp_server")
