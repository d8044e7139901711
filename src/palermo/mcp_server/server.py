"""The MCP server: each tool with its parameters and description, and errors in our own words."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import Field

from palermo import __version__
from palermo.errors import PalermoError
from palermo.mcp_server import tools
from palermo.mcp_server.edition_source import EditionSource, SourceEdition
from palermo.mcp_server.evidence import JSONObject

INSTRUCTIONS: Final = (
    "Policy documents against trafficking in persons, as a map in which every figure opens its sources. Quote only the "
    "field `quote`, with its page, document, edition and address. Never say that a body said something which its "
    "statement does not say: `actors` are named by the text, `publishers` only published it. Digests are in Palermo's "
    "words. That nothing was found does not show that nothing was done."
)
_READ_ONLY: Final = ToolAnnotations(
    readOnlyHint=True, destructiveHint=False, idempotentHint=True, openWorldHint=False
)
Limit = Annotated[int, Field(ge=1, le=50, description="Most results.")]
Conditions = Annotated[
    list[str],
    Field(
        max_length=20,
        description="Conditions such as actor=unodc, theme=technology, region=africa, year=2018..2022, kind=activity.",
    ),
]


def build_server(source: EditionSource) -> MCPServer:
    """Return a server whose tools read the source's current edition."""
    server = MCPServer(name="palermo", title="Palermo", version=__version__, instructions=INSTRUCTIONS, log_level="ERROR")

    def answer(respond: Callable[[SourceEdition, str], JSONObject]) -> JSONObject:
        try:
            return respond(source.get_current(), source.address)
        except PalermoError as error:
            raise ToolError(str(error)) from None

    @server.tool(annotations=_READ_ONLY)
    def search(
        query: Annotated[str, Field(max_length=1000, description='Words in any language, "phrases", filters: year:2020')],
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """Find passages by words and by meaning in six languages, each with its page and address."""
        return answer(lambda edition, address: tools.search_library(edition, address, query, limit))

    @server.tool(annotations=_READ_ONLY)
    def open_statement(
        id: Annotated[str, Field(max_length=100, description="Id of a statement, or at least its first 6 digits.")],
    ) -> dict[str, Any]:
        """Open one statement with its page, the text around it, why it was read so, and its follow-up."""
        return answer(lambda edition, address: tools.open_statement(edition, address, id))

    @server.tool(annotations=_READ_ONLY)
    def who_does_what(
        rows: Annotated[str, Field(description="Dimension: actor, intervention, theme, place, region, group, ...")] = "actor",
        columns: Annotated[str, Field(description="Another dimension.")] = "intervention",
        where: Conditions = [],  # noqa: B006 - never changed; the SDK reads the default from the signature
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """Count who does what by two dimensions; the fullest cells come with a quoted statement each."""
        return answer(lambda edition, address: tools.map_who_does_what(edition, address, rows, columns, where, limit))

    @server.tool(annotations=_READ_ONLY)
    def recommendations(
        words: Annotated[str, Field(max_length=500, description="Words that the quote contains, or none.")] = "",
        where: Conditions = [],  # noqa: B006
        offset: Annotated[int, Field(ge=0, le=100_000)] = 0,
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """List recommendations with what came of them: done, promised, refused, nothing found, not searched."""
        return answer(lambda edition, address: tools.list_recommendations(edition, address, words, where, offset, limit))

    @server.tool(annotations=_READ_ONLY)
    def appraise(
        instrument: Annotated[str, Field(max_length=200, description="Id or symbol, such as A/RES/64/293.")],
        provision: Annotated[str | None, Field(description="Its number; none: all provisions, counted.")] = None,
        limit: Limit = 10,
    ) -> dict[str, Any]:
        """Show what calls for a provision of a treaty, resolution or plan, what is done on it, and where gaps are."""
        return answer(lambda edition, address: tools.appraise_provision(edition, address, instrument, provision, limit))

    return server
