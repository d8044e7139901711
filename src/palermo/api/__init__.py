"""The Python interface: a library's edition as Arrow tables and maps, as pandas on request."""

from palermo.api.editions import OpenEdition, open_edition
from palermo.api.tables import MapResult

__all__ = ["MapResult", "OpenEdition", "open_edition"]
