"""The network on a page: each body leads to its neighbourhood, each tie to its evidence."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo import registry
from palermo.analysis.partnerships import BODIES, Picture, Tie
from palermo.publishing.pictures.network import network_svg


def drawn(picture: Picture, centre: str | None) -> str:
    """The picture as SVG without inks, which the stylesheet has."""
    if not picture.nodes:
        return ""
    opened = (_body, _tie)
    title = _("Network of current ties")
    return network_svg(picture, title, alone=False, centre=centre, bodies=organisation, opened=opened)


def organisation(id: str) -> bool:
    """Whether a body is an organisation rather than a mechanism or initiative in which others meet."""
    row = registry.load().entities.get(id)
    return row is None or row.kind not in BODIES


def _body(id: str) -> str:
    return f"{reverse('partnerships:network')}?{urlencode({'entity': id})}"


def _tie(tie: Tie) -> str:
    return reverse("partnerships:pair", kwargs={"one": tie.one, "other": tie.other})
