"""Reasons of statements in the page's language; editions have them in English.

Each text here is one that `extraction`, `linking` or `calibration` writes, with a name for what varies.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext_lazy

from palermo import registry, vocabulary
from palermo.portal.base.display_names import get_concept_label
from palermo.portal.base.languages import get_active_language
from palermo.portal.base.value_labels import KINDS, RESPONSES, get_value_label
from palermo.statements import TAG_FIELDS

REASONS = (
    gettext_noop("the statement tagger reads it as %(kind)s (%(share)s)"),
    gettext_noop("other readings: %(kinds)s"),
    gettext_noop("the most similar labelled sentences are: %(kinds)s"),
    gettext_noop("%(role)s %(name)s: named in the introduction of the list (%(share)s)"),
    gettext_noop("%(role)s %(name)s: named in the heading (%(share)s)"),
    gettext_noop("%(role)s %(name)s: named in the byline (%(share)s)"),
    gettext_noop("%(role)s %(name)s: named before the quote (%(share)s)"),
    gettext_noop("%(role)s %(name)s: the document's publisher (%(share)s)"),
    gettext_noop("tags by the tagger: %(tags)s"),
    gettext_noop("a row of a table: its column “%(words)s” tells who"),
    gettext_noop("its column “%(words)s” tells what"),
    gettext_noop("a row of an action plan: a column names the action"),
    gettext_noop("another column names who is responsible: %(name)s"),
    gettext_noop("it stands in a list of mandates: “%(words)s”"),
    gettext_noop("the background of the mandate says what it rests on"),
    gettext_noop("the number stands under “%(words)s”"),
    gettext_noop("this part is about %(name)s"),
    gettext_noop("the list's introduction asks: “%(words)s”"),
    gettext_noop("it names whom it asks: “%(words)s”"),
    gettext_noop("the list is announced: “%(words)s”"),
    gettext_noop("it is a numbered item of that list"),
    gettext_noop("names in brackets sign it: %(name)s"),
    gettext_noop("answer %(response)s: they enjoy the State's support (“%(words)s”)"),
    gettext_noop("answer %(response)s: they do not enjoy the State's support (“%(words)s”)"),
    gettext_noop("answer %(response)s: the State will examine them (“%(words)s”)"),
    gettext_noop("the report names the State under review: %(name)s"),
    gettext_noop("its section asks for something: “%(words)s”"),
    gettext_noop("it says of itself that it is a recommendation"),
    gettext_noop("a line above names whom it asks: “%(words)s”"),
    gettext_noop("it is about: %(concepts)s"),
    gettext_noop("it speaks of: %(concepts)s"),
    gettext_noop("what is done or asked for: %(concepts)s"),
    gettext_noop("it concerns: %(concepts)s"),
    gettext_noop("it takes place in: %(places)s"),
    gettext_noop("it names the region: %(places)s"),
    gettext_noop("no name is printed: the document's publisher speaks"),
    gettext_noop("no name is printed: the organ that adopted the reported text asks"),
    gettext_noop("the quote says that it has begun"),
    gettext_noop("a promise of a party, or of an author that the document does not name"),
    gettext_noop("“%(words)s” read as the State"),
    gettext_noop("“%(words)s” read as %(name)s"),
    gettext_noop("the document introduces “%(words)s” for %(name)s"),
    gettext_noop("“%(words)s” is the State under review, %(name)s"),
    gettext_noop("“%(words)s” is an office of %(name)s"),
    gettext_noop("“%(words)s” is %(name)s, which the document speaks for or names"),
    gettext_noop("“%(words)s” is %(name)s"),
    gettext_noop("compared with labelled statements: %(right)s of %(total)s by this rule are right"),
    gettext_noop(
        "compared with labelled statements: %(right)s of %(total)s by this rule are right; less sure because %(causes)s"
    ),
    gettext_noop("compared with statements of digests that were read: %(right)s of %(total)s are right"),
)
"""All reasons; of several that fit a text the first is taken."""
CAUSES = (
    gettext_noop("its quote is short"),
    gettext_noop("its quote is long"),
    gettext_noop("its quote begins in mid-sentence"),
    gettext_noop("its quote begins with “and”"),
    gettext_noop("brackets stand within its quote"),
    gettext_noop("no name of who acts is printed"),
    gettext_noop("no name of who is asked is printed"),
    gettext_noop("several rules agree"),
    gettext_noop("its rules are sure"),
    gettext_noop("its rules are not sure"),
    gettext_noop("it is not in English"),
)
"""Causes of less confidence."""
ROLES: dict[str, Promise] = {
    "actor": pgettext_lazy("role", "actor"),
    "addressee": pgettext_lazy("role", "addressee"),
    "partner": pgettext_lazy("role", "partner"),
}
_BY_KIND = gettext_noop("so its kind says")


def format_reason(feature: str) -> SafeString:
    """Return a reason as HTML in the page's language, or marked as English if it is none of ours."""
    if get_active_language() != "en" and (translated := translate_reason(feature)):
        return format_html("<bdi>{}</bdi>", translated)
    return format_html('<bdi lang="en">{}</bdi>', feature)


def translate_reason(feature: str) -> str | None:
    """Return a reason in the page's language, or None if it is none of ours."""
    for text, pattern in _compile_patterns():
        if match := pattern.fullmatch(feature):
            values = {name: _TRANSLATORS.get(name, str)(value) for name, value in match.groupdict().items()}
            return _(text) % values
    return None


@lru_cache(maxsize=1)
def _compile_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = (re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+?)", re.escape(text)) for text in REASONS)
    return tuple((text, re.compile(pattern, re.S)) for text, pattern in zip(REASONS, patterns, strict=True))


def _translate_kinds(text: str) -> str:
    """Translate the kinds of a list such as `activity (0.10), factor (0.05)` or `3 activity, 2 factor`."""
    return re.sub(r"[a-z][a-z-]*", lambda match: get_value_label(KINDS, match[0]), text)


def _translate_tags(text: str) -> str:
    language = get_active_language()
    return re.sub(r"([\w-]+) (\(\d)", lambda match: f"{get_concept_label(match[1], language)} {match[2]}", text)


def _translate_concepts(text: str) -> str:
    """Translate the labels of a list such as `forced labour (“bonded”), prevention (so its kind says)`."""
    ids = _load_concept_ids()

    def translate(match: re.Match[str]) -> str:
        label = get_concept_label(ids[match[1]], get_active_language()).lower() if match[1] in ids else match[1]
        return f"{label} ({_(_BY_KIND) if match[2] == _BY_KIND else match[2]})"

    return re.sub(rf"(?:^|(?<=, ))([^(“”]+?) \((“[^”]*”|{_BY_KIND})\)", translate, text)


@lru_cache(maxsize=1)
def _load_concept_ids() -> Mapping[str, str]:
    """Return the id of each concept by its label in English, in lower case."""
    known = vocabulary.load_vocabulary()
    concepts = (concept for scheme in TAG_FIELDS for concept in known.list_concepts(scheme))
    return {concept.labels["en"].lower(): concept.id for concept in concepts}


def _translate_places(text: str) -> str:
    facts = registry.load_registry()

    def translate(match: re.Match[str]) -> str:
        state = facts.find_state(match[1])
        return f"{facts.get_label(state.id, get_active_language()) if state else match[1]} (“"

    return re.sub(r"(?:^|(?<=, ))([^“”(]+?) \(“", translate, text)


_TRANSLATORS: Mapping[str, Callable[[str], str]] = {
    "kind": lambda text: get_value_label(KINDS, text),
    "kinds": _translate_kinds,
    "tags": _translate_tags,
    "concepts": _translate_concepts,
    "places": _translate_places,
    "role": lambda text: get_value_label(ROLES, text),
    "response": lambda text: get_value_label(RESPONSES, text),
    "causes": lambda text: ", ".join(_(cause) for cause in text.split(", ")),
}
"""Name of what varies -> its translation; others stay as printed."""
