"""Why a document has its themes, in the page's language."""

from django.utils.translation import gettext as _

from palermo.analysis import ThemeShare
from palermo.portal.base.plurals import get_separator


def describe_theme_basis(share: ThemeShare) -> str:
    """Return why a document has a theme: its title, or a share of its statements or passages."""
    reasons = [_("its title names it")] if share.is_in_title else []
    counts = {"count": share.count, "of": share.total}
    if share.count and share.unit == "statements":
        reasons.append(_("in %(count)s of %(of)s statements") % counts)
    elif share.count:
        reasons.append(_("in %(count)s of %(of)s passages") % counts)
    return get_separator().join(reasons)
