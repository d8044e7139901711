"""The network on a page: each body leads to its neighbourhood, each tie to its evidence."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from palermo import registry
from palermo.analysis.partnerships import MECHANISM_KINDS, NetworkLayout, PartnershipTie
from palermo.publishing.svg.network import draw_network


def render_network(picture: NetworkLayout, centre: str | None) -> str:
    """The picture as SVG without inks, which the stylesheet has."""
    if not picture.nodes:
        return ""
    opened = (_get_body_address, _get_tie_address)
    title = _("Network of current ties")
    return draw_network(picture, title, is_standalone=False, centre=centre, is_body=is_organisation, addresses=opened)


def is_organisation(id: str) -> bool:
    """Whether a body is an organisation rather than a mechanism or initiative in which others meet."""
    row = registry.load_registry().entities.get(id)
    return row is None or row.kind not in MECHANISM_KINDS


def _get_body_address(id: str) -> str:
    return f"{reverse('partnerships:network')}?{urlencode({'entity': id})}"


def _get_tie_address(tie: PartnershipTie) -> str:
    return reverse("partnerships:pair", kwargs={"one": tie.party_a, "other": tie.party_b})
