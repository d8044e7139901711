"""The form above the lists of topics and places."""

from palermo.portal.base.forms import ListForm


class TopicListForm(ListForm):
    """Words of a topic or a place."""
