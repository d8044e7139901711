"""MCP server: the current public edition as read-only tools for programs and assistants.

A library goes in; answers of search, statements, maps, follow-up and appraisals come out, each with quote, page,
document, edition and permanent address. Start reading in `server.py`, which lists the tools; `tools.py` answers them.
"""

from importlib.util import find_spec

from palermo.errors import SettingInvalid

if find_spec("mcp") is None:
    raise SettingInvalid("palermo mcp", "it needs the MCP SDK", "Install palermo[mcp]")
