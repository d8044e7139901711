"""A reference as CSL-JSON, the input of citation processors."""

import json
from typing import Any

from palermo.publishing.references import BibliographicReference

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"


def format_csl(reference: BibliographicReference) -> str:
    """Return a list with one item, as the format requires."""
    return json.dumps([build_item(reference)], ensure_ascii=False, indent=1) + "\n"


def build_item(reference: BibliographicReference) -> dict[str, Any]:
    """Return one item, for a list of several."""
    fields = {
        "id": reference.key,
        "type": "report" if reference.authors else "document",
        "title": reference.title,
        "author": [{"literal": name} for name in reference.authors],
        "publisher": ", ".join(reference.authors),
        "number": reference.symbol,
        "issued": {"date-parts": [[int(part) for part in reference.date.split("-")]]} if reference.date else None,
        "page": str(reference.page) if reference.page else None,
        "language": reference.language,
        "URL": reference.url,
        "note": reference.note,
    }
    return {name: value for name, value in fields.items() if value}
