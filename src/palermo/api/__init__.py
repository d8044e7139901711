"""Python API: editions of a library as Arrow tables and maps, and as pandas on request.

`open_edition` returns an Edition, whose methods return tables and MapResults. Start reading at `editions`."""

from palermo.api.editions import MapResult, OpenEdition, open_edition

__all__ = ["MapResult", "OpenEdition", "open_edition"]
