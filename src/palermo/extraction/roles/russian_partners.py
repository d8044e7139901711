"""Partners in Russian: a body that is named by its sort is one too, and of two that tie themselves the second is."""

import re
from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.roles.parties import parties


def joined_with(listed: str, words: Wordings) -> Iterator[str]:
    """The bodies of the list that a text begins with, in any case: `with the bar association and the labour office`."""
    forms = words.roles
    for name in parties(listed, words):
        if not (forms.oblique_plural.match(name) or forms.anybody.match(name) or forms.generic_partners.match(name)):
            yield name


def up_to_verb(text: str, words: Wordings) -> str:
    """A text up to where a list of names ends at the latest: at a verb, or what stops such lists."""
    stop = words.stops.search(text, 1)
    listed = text[: stop.start()] if stop else text
    verb = next(words.verbs.spans(listed, 1, len(listed)), None)
    return re.sub(r"(?:\s+и|,)\s*$", "", listed[: verb[0]] if verb else listed)
