"""Template loader that leaves out the indentation of templates, so that pages stay light."""

import re

from django.template import Origin
from django.template.loaders import app_directories

_INDENTATION = re.compile(r"\n\s+")


class CompactLoader(app_directories.Loader):
    """Loads templates of the apps without indentation and blank lines.

    This is safe because no template contains preformatted text.
    """

    def get_contents(self, origin: Origin) -> str:
        """Return the source of a template, each line beginning at its first character."""
        return _INDENTATION.sub("\n", super().get_contents(origin))
