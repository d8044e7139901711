"""The query parameters of the balance, of its files and of the statements of a cell."""

from collections.abc import Mapping

from django import forms

from palermo.analysis.gaps import AXES, MAX_AXES, MIN_AXES, SUPPLY
from palermo.portal.base.forms import ChoiceParam, FieldOptions, QueryForm, TextParam
from palermo.portal.gaps.gap_query import (
    BALANCE_PARTS,
    DEFAULT_PART,
    DIMENSION_PARAMS,
    SIDE_KINDS,
    GapQuery,
    list_regions,
)
from palermo.portal.services.analysis_cache import MENTIONS
from palermo.statements import OTHER_SUBJECT, TRAFFICKING, StatementKind


class GapForm(QueryForm):
    """Dimensions, part and filters of the balance."""

    accepts_facet_aliases = True
    axis_params = DIMENSION_PARAMS

    subject = ChoiceParam(choices=[(item, item) for item in (TRAFFICKING, OTHER_SUBJECT)])
    within = ChoiceParam()

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each dimension, and `list`, the part of the balance."""
        dimensions = {name: ChoiceParam(choices=[(axis, axis) for axis in AXES]) for name in DIMENSION_PARAMS}
        return {"list": ChoiceParam(choices=list(BALANCE_PARTS.items()), initial=DEFAULT_PART), **dimensions}

    def build_choices(self) -> Mapping[str, FieldOptions]:
        """Return the regions that the registry has now."""
        return {"within": [(code, code) for code in list_regions()]}

    @property
    def query(self) -> GapQuery:
        """The balance that the parameters select; a single dimension is ignored."""
        dimensions = tuple(dict.fromkeys(value for name in DIMENSION_PARAMS if (value := self.get_value(name))))
        return GapQuery(
            by=dimensions[:MAX_AXES] if len(dimensions) >= MIN_AXES else (),
            listed=self.get_value("list"),
            subject=self.get_value("subject"),
            within=self.get_value("within"),
        )


class GapCellForm(GapForm):
    """A cell of the balance: a value for each of its dimensions, and the kind of its statements."""

    side = ChoiceParam(choices=[(item, item) for item in (*SIDE_KINDS, MENTIONS)])

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each dimension's value."""
        return {**super().build_fields(), **{name: TextParam() for name in AXES}}

    @property
    def cell_values(self) -> Mapping[str, str]:
        """Values by dimension."""
        return {name: value for name in AXES if (value := self.get_value(name))}

    @property
    def statement_kind(self) -> StatementKind | None:
        """The kind of the statements, or None if the parameters name none."""
        return SUPPLY if self.lists_mentions else SIDE_KINDS.get(self.get_value("side"))

    @property
    def lists_mentions(self) -> bool:
        """Whether the cell's activities are those that only name its values."""
        return bool(self.get_value("side") == MENTIONS)

    @property
    def is_cell(self) -> bool:
        """Whether the parameters name a cell."""
        return self.statement_kind is not None and 1 <= len(self.cell_values) <= MAX_AXES
