"""A note on the whole edition: whether its documents are digests."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from palermo.errors import PalermoError
from palermo.portal.services.current_edition import get_document_index
from palermo.statements import Nature


def build_edition_note(request: HttpRequest) -> dict[str, Any]:
    """Return whether every document of the served edition is a digest, evaluated when a template uses it."""
    return {"is_digest_library": SimpleLazyObject(_has_only_digests)}


def _has_only_digests() -> bool:
    try:
        works = get_document_index().works
    except PalermoError:  # pages that report a missing edition are rendered too
        return False
    return bool(works) and all(work.nature is Nature.DIGEST for work in works)
