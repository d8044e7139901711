"""The apps of the portal: each section defines an app's URL prefix, navigation entry and home panel."""

from dataclasses import dataclass

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
class Section:
    """One Django app of `palermo.portal`, and where readers find it."""

    app: str
    """Its package in `palermo.portal`, which is also its label and the namespace of its addresses."""
    url_prefix: str = ""
    """Where its addresses begin, under the language: `entities/`; its addresses are in `urls.py` of the package."""
    navigation_title: Promise | None = None
    """Its title in the navigation; None for an app without an entry."""
    url_name: str = ""
    """The page that the entry opens, as `namespace:name`."""
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
    panel: str = ""
    """A function `module:name` that takes the home page's request and gives what the template `APP/panel.html` shows
    there, or None for nothing; the template is a `<section class="c6 section">`."""

    is_panel_leading: bool = False
    """Whether its panel comes before all others, as wide as the page: `<section class="section lead">`."""


SECTIONS = (
    Section(app="home", navigation_title=_("At a glance"), url_name="home:home"),
    Section(
        app="maps",
        url_prefix="who-does-what/",
        navigation_title=_("Who does what"),
        url_name="maps:explorer",
        panel="palermo.portal.maps.home_panel:build_home_panel",
        is_panel_leading=True,
    ),
    Section(app="entities", url_prefix="entities/", navigation_title=_("Entities"), url_name="entities:list"),
    Section(
        app="instruments", url_prefix="instruments/", navigation_title=_("Instruments"), url_name="instruments:list"
    ),
    Section(
        app="publications",
        url_prefix="publications/",
        navigation_title=_("Publications"),
        url_name="publications:list",
        parent="library",
    ),
    Section(app="topics", url_prefix="topics/", navigation_title=_("Themes and places"), url_name="topics:list"),
    Section(
        app="library",
        url_prefix="library/",
        navigation_title=_("Library"),
        url_name="library:list",
        child_apps=("documents",),
    ),
    Section(app="search", url_prefix="search/"),
    Section(app="documents", url_prefix="documents/"),
    Section(
        app="recommendations",
        url_prefix="recommendations/",
        navigation_title=_("Recommendations"),
        url_name="recommendations:register",
        child_apps=("statements",),
    ),
    Section(app="statements", url_prefix="statements/"),
    Section(
        app="appraisal",
        url_prefix="appraisal/",
        navigation_title=_("Appraisal"),
        url_name="appraisal:list",
        parent="instruments",
    ),
    Section(app="editions", url_prefix="data/", navigation_title=_("Data"), url_name="editions:data", is_last=True),
    Section(
        app="partnerships",
        url_prefix="partnerships/",
        navigation_title=_("Partnerships"),
        url_name="partnerships:network",
        parent="maps",
    ),
    Section(app="gaps", url_prefix="gaps/", navigation_title=_("Gaps"), url_name="gaps:balance", parent="maps"),
    Section(app="reports", url_prefix="reports/", navigation_title=_("Reports"), url_name="reports:list"),
    Section(
        app="joint_texts",
        url_prefix="texts/",
        navigation_title=_("Joint texts"),
        url_name="joint_texts:list",
    ),
    Section(app="feeds", url_prefix="feeds/"),
    Section(
        app="review",
        url_prefix="review/",
        url_name="review:desk",
        menu_title=_("Review desk"),
        permission=can_review_statements,
    ),
    Section(
        app="entity_desk",
        url_prefix="desk/",
        url_name="entity_desk:list",
        menu_title=_("Entity desk"),
        permission=can_contribute,
    ),
    Section(
        app="schedule",
        url_prefix="schedule/",
        url_name="schedule:overview",
        menu_title=_("Schedule"),
        permission=can_manage_schedule,
    ),
    Section(
        app="subscriptions",
        url_prefix="subscriptions/",
        url_name="subscriptions:list",
        menu_title=_("My searches"),
        permission=can_use_account,
    ),
)
"""In the order of the navigation, those with `is_last` at the end."""
