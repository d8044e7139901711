"""The Python interface: a library's edition as Arrow tables and maps, as pandas on request."""

from palermo.api.opening import OpenEdition, open_edition
from palermo.api.tables import Answer

__all__ = ["Answer", "OpenEdition", "open_edition"]
