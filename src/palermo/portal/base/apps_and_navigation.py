"""The apps of the portal: an entry has the URL prefix, navigation entry and home panel of an app.

To add an app, add its package with `urls.py` and its entry to PORTAL_APPS. Tests name its line in the import contracts,
the permissions of its pages and the translations that are missing then.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palermo.access import (
    Permission,
    can_contribute,
    can_manage_schedule,
    can_review_statements,
    can_use_account,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalApp:
    """One Django app of `palermo.portal`, and where readers find it."""

    app: str
    """Its package in `palermo.portal`, which is also its label and the namespace of its addresses."""
    prefix: str | None = None
    """Where its addresses begin, under the language, if not with its name; the addresses are in `urls.py`."""
    navigation_title: Promise | None = None
    """Its title in the navigation; None for an app without an entry."""
    page: str = "list"
    """Name of the page that the entry opens."""
    parent: str = ""
    """The app whose entry its own is listed under; empty for an entry of the bar itself."""
    child_apps: tuple[str, ...] = ()
    """Other apps whose pages belong to this entry."""
    is_last: bool = False
    """Whether its entry comes after all others."""
    menu_title: Promise | None = None
    """Its title in the menu of people who are signed in; it is shown to those whom `permission` permits."""
    permission: Permission | None = None
    """Who sees the entry in that menu; the table of permissions decides who may open the page."""
    menu_count: str = ""
    """A function `module:name` that takes the actor and counts what waits for them, beside the title in that menu."""
    panel: str = ""
    """A function `module:name` that takes the home page's request and gives what the template `APP/panel.html` shows
    there, or None for nothing; the template is a `<section class="c6 section">`."""

    is_panel_leading: bool = False
    """Whether its panel comes before all others, as wide as the page: `<section class="section lead">`."""

    @property
    def url_prefix(self) -> str:
        """Where its addresses begin, under the language: `entities/`."""
        return f"{self.app}/" if self.prefix is None else self.prefix

    @property
    def url_name(self) -> str:
        """The page that the entry opens, as `namespace:name`."""
        return f"{self.app}:{self.page}"


def load_app_function(path: str) -> Callable[..., Any]:
    """Return the function `module:name` that an entry names."""
    module, _separator, name = path.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)
    return function


PORTAL_APPS = (
    PortalApp(app="home", prefix="", navigation_title=_("At a glance"), page="home"),
    PortalApp(
        app="maps",
        prefix="who-does-what/",
        navigation_title=_("Who does what"),
        page="explorer",
        panel="palermo.portal.maps.home_panel:build_home_panel",
        is_panel_leading=True,
    ),
    PortalApp(app="entities", navigation_title=_("Entities")),
    PortalApp(app="instruments", navigation_title=_("Instruments")),
    PortalApp(app="publications", navigation_title=_("Publications"), parent="library"),
    PortalApp(app="topics", navigation_title=_("Themes and places")),
    PortalApp(app="library", navigation_title=_("Library"), child_apps=("documents",)),
    PortalApp(app="search"),
    PortalApp(app="documents"),
    PortalApp(
        app="recommendations", navigation_title=_("Recommendations"), page="register", child_apps=("statements",)
    ),
    PortalApp(app="statements"),
    PortalApp(app="appraisal", navigation_title=_("Appraisal"), parent="instruments"),
    PortalApp(app="editions", prefix="data/", navigation_title=_("Data"), page="data", is_last=True),
    PortalApp(app="partnerships", navigation_title=_("Partnerships"), page="network", parent="maps"),
    PortalApp(app="gaps", navigation_title=_("Gaps"), page="balance", parent="maps"),
    PortalApp(app="reports", navigation_title=_("Reports")),
    PortalApp(app="joint_texts", prefix="texts/", navigation_title=_("Joint texts")),
    PortalApp(app="feeds"),
    PortalApp(app="review", page="desk", menu_title=_("Review desk"), permission=can_review_statements),
    PortalApp(
        app="entity_desk",
        prefix="desk/",
        menu_title=_("Entity desk"),
        permission=can_contribute,
        menu_count="palermo.portal.entity_desk.proposals:count_proposals_for",
    ),
    PortalApp(app="schedule", page="overview", menu_title=_("Schedule"), permission=can_manage_schedule),
    PortalApp(app="subscriptions", menu_title=_("My searches"), permission=can_use_account),
)
"""In the order of the navigation, those with `is_last` at the end."""
