"""The query parameters of feeds."""

from palermo.portal.base.forms import QueryForm, TextParam


class FeedForm(QueryForm):
    """The entity and the theme of a feed, or the words of a saved search; empty for all."""

    entity = TextParam()
    theme = TextParam()
    q = TextParam()
