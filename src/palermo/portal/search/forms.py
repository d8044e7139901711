"""The query of the search box."""

from palermo.portal.base.forms import QueryForm, TextParam

MAX_QUERY_CHARS = 1000


class SearchForm(QueryForm):
    """Words of a search."""

    q = TextParam(max_chars=MAX_QUERY_CHARS)

    @property
    def search_text(self) -> str:
        """The words."""
        return str(self.get_value("q"))
