"""The portal's apps: a line here gives one its addresses, its place in the navigation and on the home page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One Django app of `palermo.portal`, and where readers find it."""

    app: str
    """Its package, which is also the namespace of its addresses."""
    at: str = ""
    """Where its addresses begin, under the language: `entities/`; its addresses are in `urls.py` of the package."""
    entry: Promise | None = None
    """Its word in the navigation; None for an app without an entry."""
    opens: str = ""
    """The page that the entry opens, as `namespace:name`."""
    holds: tuple[str, ...] = ()
    """Other apps whose pages stand under this entry."""
    last: bool = False
    """Whether its entry stands behind all others."""
    panel: str = ""
    """A function `module:name` that takes the home page's request and gives what the template `APP/panel.html` shows
    there, or None for nothing; the template is a `<section class="c6 section">`."""

    leads: bool = False
    """Whether its panel stands above all others, as wide as the page: `<section class="section lead">`."""


ROOMS = (
    Room(app="glance", entry=_("At a glance"), opens="glance:home"),
    Room(
        app="maps",
        at="who-does-what/",
        entry=_("Who does what"),
        opens="maps:explorer",
        panel="palermo.portal.maps.home:panel",
        leads=True,
    ),
    Room(app="entities", at="entities/", entry=_("Entities"), opens="entities:list"),
    Room(app="instruments", at="instruments/", entry=_("Instruments"), opens="instruments:list"),
    Room(app="publications", at="publications/", entry=_("Publications"), opens="publications:list"),
    Room(app="library", at="library/", entry=_("Library"), opens="library:list", holds=("documents",)),
    Room(app="documents", at="documents/"),
    Room(
        app="recommendations",
        at="recommendations/",
        entry=_("Recommendations"),
        opens="recommendations:register",
        holds=("statements",),
    ),
    Room(app="statements", at="statements/"),
    Room(app="appraisal", at="appraisal/", entry=_("Appraisal"), opens="appraisal:list"),
    Room(app="editions", at="data/", entry=_("Data"), opens="editions:data", last=True),
    Room(app="partnerships", at="partnerships/", entry=_("Partnerships"), opens="partnerships:network"),
    Room(app="gaps", at="gaps/", entry=_("Gaps"), opens="gaps:balance"),
    Room(app="feeds", at="feeds/"),
)
"""In the order of the navigation, those with `last` behind all others."""
