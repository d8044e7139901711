"""The query parameters of feeds."""

from palermo.portal.base.forms import QueryForm, TextParam, ValuesParam

MAX_CONDITIONS = 20
"""Conditions of a saved search that are read."""


class FeedForm(QueryForm):
    """The entity and the theme of a feed, or the words and conditions of a saved search; empty for all."""

    entity = TextParam()
    theme = TextParam()
    q = TextParam()
    where = ValuesParam(max_values=MAX_CONDITIONS)
