"""A map's sheet as a file that is sent: CSV, XLSX or JSON."""

from django.http import HttpResponse

from palermo.portal.maps import files
from palermo.publishing.sheets import Sheet

FORMATS = ("csv", "xlsx", "json")


def sent(sheet: Sheet, format: str, name: str) -> HttpResponse:
    """The sheet as `name.format`, format being one of FORMATS."""
    media_type, written = files.FORMATS[format]
    response = HttpResponse(written(sheet) if written else b"", content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
