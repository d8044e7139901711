"""The query parameters of a document and of one of its pages."""

from palermo.portal.base.forms import QueryForm, TextParam


class DocumentForm(QueryForm):
    """Which part of a document is shown: by number, or by the id of a passage in it."""

    at = TextParam()
    part = TextParam()


class DocumentPageForm(QueryForm):
    """What is marked on a page, and the size of its image."""

    mark = TextParam()
    quote = TextParam()
    size = TextParam()
