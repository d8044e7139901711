"""The query parameters of the statements that match a provision."""

from palermo.analysis.appraisal import MatchBasis
from palermo.portal.appraisal.appraisal_rows import KINDS_BY_SIDE
from palermo.portal.base.forms import ChoiceParam, QueryForm, QueryPairs


class ProvisionStatementsForm(QueryForm):
    """Which statements are listed: calls or actions, by citation or by meaning."""

    of = ChoiceParam(choices=[(item, item) for item in KINDS_BY_SIDE])
    how = ChoiceParam(choices=[(item.value, item.value) for item in MatchBasis])

    @property
    def url_params(self) -> QueryPairs:
        """Parameters that give the same list."""
        return tuple((name, value) for name in ("of", "how") if (value := self.get_value(name)))
