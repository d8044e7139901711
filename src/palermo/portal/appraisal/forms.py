"""The query parameters of the statements on a provision."""

from palermo.portal.appraisal.appraisal_rows import KINDS_BY_SIDE, POSSIBLE
from palermo.portal.base.forms import ChoiceParam, QueryForm, QueryPairs


class ProvisionStatementsForm(QueryForm):
    """Which statements are listed: calls or actions, those that cite it or those that are perhaps about it."""

    of = ChoiceParam(choices=[(item, item) for item in KINDS_BY_SIDE])
    how = ChoiceParam(choices=[(POSSIBLE, POSSIBLE)])

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list."""
        return tuple((name, value) for name in ("of", "how") if (value := self.get_value(name)))
