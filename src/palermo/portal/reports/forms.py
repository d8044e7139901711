"""The query parameters of dossiers of a question or a saved filter."""

from collections.abc import Mapping

from django import forms

from palermo.portal.base.forms import QueryForm, TextParam, ValuesParam
from palermo.reports.subjects import MAX_QUESTION_CHARS
from palermo.statements import FACETS

FILTER_PARAMS = tuple(facet.name for facet in FACETS if facet.in_maps)
MAX_VALUES = 20
MAX_PROVISIONS = 500


class SubmissionForm(QueryForm):
    """The instrument of a submission, and those of its provisions that are chosen."""

    instrument = TextParam()
    provision = ValuesParam(max_values=MAX_PROVISIONS)


class QuestionForm(QueryForm):
    """A question in free words, or filters as the other lists have them."""

    accepts_facet_aliases = True

    q = TextParam()

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each filter."""
        return {name: ValuesParam(max_values=MAX_VALUES) for name in FILTER_PARAMS}

    @property
    def term(self) -> str:
        """What the dossier is about: the question, else the filters as conditions; empty for neither."""
        question = self.get_value("q").strip()[:MAX_QUESTION_CHARS]
        conditions = [f"{name}={value}" for name in FILTER_PARAMS for value in self.cleaned_data[name]]
        return question or "&".join(conditions)
