"""Python API: editions of a library as Arrow tables and maps, and as pandas on request.

`open_edition` returns an Edition, whose methods return tables and MapResults. Start reading at `editions`."""

from palermo.api.editions import OpenEdition, open_edition
from palermo.api.tables import MapResult

__all__ = ["MapResult", "OpenEdition", "open_edition"]
