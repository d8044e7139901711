"""Saved searches of the portal for `palermo watch`: their queries, and texts of digests."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import override

from palermo.analysis import DimensionValues
from palermo.errors import QuestionInvalid
from palermo.pipeline.notifications import DigestTexts
from palermo.pipeline.standing_queries import StandingQuery, parse_search
from palermo.pipeline.watching import DigestOptions
from palermo.portal.server import open_database
from palermo.settings import load_settings

SQLITE_FILE = Path("portal") / "portal.sqlite3"


def has_portal(library: Path) -> bool:
    """Return whether the portal of a library has a database; one that was never started has none."""
    return bool(load_settings().database_url) or (library / SQLITE_FILE).exists()


def load_saved_queries(library: Path, values: DimensionValues, address: str) -> tuple[list[StandingQuery], list[str]]:
    """Return active people's searches that notify somebody, and warnings about invalid ones."""
    if not has_portal(library):
        return [], []
    open_database(library)
    queries: list[StandingQuery] = []
    warnings: list[str] = []
    saved_searches = apps.get_model("subscriptions", "SavedSearch").objects
    for search in saved_searches.filter(person__is_active=True).select_related("person"):
        if not search.by_email and not search.webhook:
            continue
        try:
            filters = parse_search(search.conditions, search.words, values)
        except QuestionInvalid as error:
            warnings.append(f"saved search {search.pk}: {error}")
            continue
        queries.append(
            StandingQuery(
                name=search.name,
                filters=filters,
                emails=(search.person.email,) if search.by_email and search.person.email else (),
                webhook=search.webhook,
                is_public_webhook=True,
                language=search.language,
                saved_search=search.pk,
                unsubscribe_address=address.rstrip("/") + search.build_unsubscribe_path(),
            )
        )
    return queries, warnings


def build_digest_options(library: Path) -> DigestOptions:
    """Return how digests are written: translated, and without searches that are deleted or no longer sent."""
    if not has_portal(library):
        return DigestOptions()
    open_database(library)
    sent_searches = apps.get_model("subscriptions", "SavedSearch").objects.filter(by_email=True, person__is_active=True)
    sent_ids = set(sent_searches.values_list("pk", flat=True))

    def is_wanted(part: Mapping[str, Any]) -> bool:
        return part.get("saved_search") is None or part["saved_search"] in sent_ids

    return DigestOptions(get_texts=get_digest_texts, is_wanted=is_wanted)


def get_digest_texts(language: str) -> DigestTexts:
    """Return the words of a digest in a language."""
    with override(language):
        return DigestTexts(
            subject=_("Palermo: new statements for your searches (%(count)d)"),
            introduction=_("New in Palermo, up to edition %(edition)s."),
            page=_("p. %(page)s"),
            own_words=_("In our words"),
            more=_("and %(count)d more"),
            unsubscribe=_("No more e-mails for this search: %(address)s"),
        )
