"""The MCP server: each tool with its parameters and description, and errors in our own words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import ToolAnnotations
from pydantic import Field

from palermo import __version__
from palermo.analysis.facet_values import MAX_CONDITION_CHARS
from palermo.errors import PalermoError
from palermo.mcp_server import tools
from palermo.mcp_server.edition_source import EditionSource, SourceEdition

INSTRUCTIONS: Final = (
    "Policy documents against trafficking in persons, as a map in which every figure opens its sources. Quote only the "
    "field `quote`, with its page, document, edition and address. Never say that a body said something which its "
    "statement does not say: `actors` are named by the text, `publishers` only published it. Digests are in Palermo's "
    "words. Confirmed statements and names are counted; `confirmed` says of each whether it is, `unconfirmed` how many "
    "more there are. That nothing was found does not show that nothing was done."
)
_READ_ONLY: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Limit = Annotated[int, Field(ge=1, le=50, description="Most results.")]
Dimension = Annotated[str, Field(max_length=40, description="Dimension: actor, theme, place, region, group, year.")]
Conditions = Annotated[
    Sequence[Annotated[str, Field(max_length=MAX_CONDITION_CHARS)]],
    Field(
        max_length=20,
        description="Conditions such as actor=unodc, theme=technology, region=africa, year=2018..2022, kind=activity.",
    ),
]


Unconfirmed = Annotated[
    bool, Field(description="Count statements and names that are not confirmed too; right ones are fewer among them.")
]


class EditionTools:
    """The tools of a source; their docstrings and parameters are what assistants read."""

    def __init__(self, source: EditionSource) -> None:
        self._source = source

    def search(
        self,
        query: Annotated[str, Field(max_length=1000, description='Words, "phrases", filters such as year:2020.')],
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """Find passages by words and by meaning in six languages, each with its page and address."""
        with self._open() as (edition, address):
            return tools.search_library(edition, address, query, limit)

    def open_statement(
        self,
        id: Annotated[str, Field(max_length=100, description="Id of a statement, or at least its first 6 digits.")],
    ) -> dict[str, Any]:
        """Open one statement with its page, the text around it, why it was read so, and its follow-up."""
        with self._open() as (edition, address):
            return tools.open_statement(edition, address, id)

    def count_who_does_what(
        self,
        rows: Dimension = "actor",
        columns: Dimension = "intervention",
        where: Conditions = (),
        limit: Limit = 20,
        unconfirmed: Unconfirmed = False,
    ) -> dict[str, Any]:
        """Count who does what by two dimensions; the fullest cells come with a quoted statement each."""
        with self._open(unconfirmed) as (edition, address):
            return tools.map_who_does_what(edition, address, rows, columns, where, limit)

    def list_recommendations(
        self,
        words: Annotated[str, Field(max_length=500, description="Words that the quote contains, or none.")] = "",
        where: Conditions = (),
        offset: Annotated[int, Field(ge=0, le=100_000)] = 0,
        limit: Limit = 10,
        unconfirmed: Unconfirmed = False,
    ) -> dict[str, Any]:
        """List recommendations with what came of them: done, promised, refused, nothing found, not searched."""
        with self._open(unconfirmed) as (edition, address):
            return tools.list_recommendations(edition, address, words, where, (offset, limit))

    def appraise_instrument(
        self,
        instrument: Annotated[str, Field(max_length=200, description="Id or symbol, such as A/RES/64/293.")],
        provision: Annotated[
            str | None, Field(max_length=40, description="Its number; none: all provisions, counted.")
        ] = None,
        limit: Limit = 10,
        unconfirmed: Unconfirmed = False,
    ) -> dict[str, Any]:
        """Show what calls for a provision of a treaty or plan, what is done on it, and where the gaps are."""
        with self._open(unconfirmed) as (edition, address):
            return tools.appraise_provision(edition, address, instrument, provision, limit)

    @contextmanager
    def _open(self, unconfirmed: bool = False) -> Iterator[tuple[SourceEdition, str]]:
        """Give the current edition and the portal's address; our errors become errors of a tool."""
        try:
            edition = self._source.get_current()
            yield edition.with_unconfirmed if unconfirmed else edition, self._source.address
        except PalermoError as error:
            raise ToolError(str(error)) from None


def build_server(source: EditionSource) -> MCPServer:
    """Return a server whose tools read the source's current edition."""
    server = MCPServer(
        name="palermo", title="Palermo", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR"
    )
    edition_tools = EditionTools(source)
    tools_by_name: dict[str, Callable[..., dict[str, Any]]] = {
        "search": edition_tools.search,
        "open_statement": edition_tools.open_statement,
        "who_does_what": edition_tools.count_who_does_what,
        "recommendations": edition_tools.list_recommendations,
        "appraise": edition_tools.appraise_instrument,
    }
    for name, tool in tools_by_name.items():
        server.add_tool(tool, name=name, annotations=_READ_ONLY)
    return server


def build_transport_security(hosts: Iterable[str], address: str) -> TransportSecuritySettings:
    """Allow the hosts that the portal answers to, and pages of the portal's address as origin."""
    names = dict.fromkeys((*hosts, urlsplit(address).hostname or "localhost"))
    allowed = [name for host in names for name in (host, f"{host}:*")]
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True, allowed_hosts=allowed, allowed_origins=[address]
    )
