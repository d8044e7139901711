"""The query parameters of the charts of an edition."""

from palermo.portal.base.forms import QueryForm, TextParam


class ChartForm(QueryForm):
    """The colours of a chart; the parameter `dark` has no value."""

    dark = TextParam()

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are selected."""
        return "dark" in self.parameters
