"""Maps as files that a browser takes, with a picture of its own where one is there."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from palermo.portal.maps.map_files import FORMATS as WRITTEN
from palermo.publishing.sheets import MapSheet

SHEET_FORMATS = ("csv", "xlsx", "json")
"""Those of every sheet; a picture comes beside them where a page draws one."""


def build_sheet_response(
    sheet: MapSheet | Callable[[], MapSheet], format: str, name: str, picture: Callable[[], str] | None = None
) -> HttpResponse:
    """A sheet, or one that is made when its format is known, as `name.format`, or its picture as SVG.

    Raises Http404 for another format.
    """
    media_type, written = WRITTEN.get(format, ("", None))
    if written:
        content = written(sheet if isinstance(sheet, MapSheet) else sheet())
    elif media_type and picture:
        content = picture().encode()
    else:
        raise Http404
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
