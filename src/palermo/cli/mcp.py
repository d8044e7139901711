"""The command that serves an edition to programs over the Model Context Protocol."""

from typing import Annotated

import typer

from palermo.cli.console import print_status
from palermo.cli.derived_artefacts import ensure_artefacts
from palermo.cli.options import LibraryPath, Port, open_existing_library
from palermo.embeddings import load_shipped_encoder
from palermo.environment import load_settings
from palermo.mcp_server.edition_source import EditionSource
from palermo.mcp_server.server import build_server, build_transport_security
from palermo.pipeline.derived_artefacts import ensure_search_index


def serve_mcp(
    library: LibraryPath = None,
    http: Annotated[
        bool, typer.Option("--http", help="Serve streamable HTTP at /mcp instead of standard input and output.")
    ] = False,
    port: Port = 8001,
    host: Annotated[str, typer.Option(help="Address to listen on, with --http.")] = "127.0.0.1",
) -> None:
    """Serve the public edition to assistants, read only: search, statements, maps."""
    settings = load_settings()
    chosen = open_existing_library(library)
    ensure_artefacts(chosen, ensure_search_index)
    source = EditionSource(chosen, settings.address, load_shipped_encoder if settings.meaning else lambda: None)
    source.get_current()
    server = build_server(source)
    if http:
        print_status(f"MCP is served at http://{host}:{port}/mcp (stop with Ctrl-C)")
        server.run(
            "streamable-http",
            host=host,
            port=port,
            stateless_http=True,
            json_response=True,
            transport_security=build_transport_security(settings.allowed_hosts, settings.address),
        )
    else:
        server.run("stdio")
