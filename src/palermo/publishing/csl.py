"""A reference as CSL-JSON, which citation processors take."""

import json
from typing import Any

from palermo.publishing.cited import Cited

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"
ENDING = "json"


def csl(one: Cited) -> str:
    """A list of one item, as the format asks for."""
    return json.dumps([_item(one)], ensure_ascii=False, indent=1) + "\n"


def _item(one: Cited) -> dict[str, Any]:
    fields = {
        "id": one.key,
        "type": "report" if one.authors else "document",
        "title": one.title,
        "author": [{"literal": name} for name in one.authors],
        "publisher": ", ".join(one.authors),
        "number": one.symbol,
        "issued": {"date-parts": [[int(part) for part in one.date.split("-")]]} if one.date else None,
        "page": str(one.page) if one.page else None,
        "language": one.language,
        "URL": one.url,
        "note": one.note,
    }
    return {name: value for name, value in fields.items() if value}
