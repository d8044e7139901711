"""Maps as files that a browser takes, with a picture of its own where one is there."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from palermo.portal.maps.files import FORMATS as WRITTEN
from palermo.publishing.sheets import Sheet

FORMATS = ("csv", "xlsx", "json")
"""Those of every sheet; a picture comes beside them where a page draws one."""


def sent(
    sheet: Sheet | Callable[[], Sheet], format: str, name: str, picture: Callable[[], str] | None = None
) -> HttpResponse:
    """A sheet, or one that is made when its format is known, as `name.format`, or its picture as SVG.

    Raises Http404 for another format.
    """
    media_type, written = WRITTEN.get(format, ("", None))
    if written:
        content = written(sheet if isinstance(sheet, Sheet) else sheet())
    elif media_type and picture:
        content = picture().encode()
    else:
        raise Http404
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return response
