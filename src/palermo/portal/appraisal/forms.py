"""The query parameters of the statements on a provision."""

from palermo.portal.appraisal.appraisal_rows import KINDS_BY_SIDE, OWN_TEXT, POSSIBLE
from palermo.portal.base.forms import ChoiceParam, QueryForm, QueryPairs


class ProvisionStatementsForm(QueryForm):
    """Which statements are listed: calls or actions, and what ties them to the provision."""

    of = ChoiceParam(choices=[(item, item) for item in KINDS_BY_SIDE])
    how = ChoiceParam(choices=[(item, item) for item in (OWN_TEXT, POSSIBLE)])

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list."""
        return tuple((name, value) for name in ("of", "how") if (value := self.get_value(name)))
