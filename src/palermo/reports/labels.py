"""Words that the writers of all formats add, and labels of closed sets of values."""

from collections.abc import Mapping

from palermo.reports.model import AuthoredText, Source
from palermo.reports.translation import Translator, mark_plural
from palermo.reports.translation import mark_message as _

RESPONSES: Mapping[str, str] = {"accepted": _("Accepted"), "noted": _("Noted"), "pending": _("Pending")}
PROVISIONS: Mapping[str, str] = {
    "treaty": _("article %(number)s"),
    "directive": _("article %(number)s"),
    "resolution": _("paragraph %(number)s"),
    "compact": _("objective %(number)s"),
    "goals": _("target %(number)s"),
}
"""How a provision is called, by kind of instrument."""
OUTCOMES: Mapping[str, str] = {
    "done": _("Done"),
    "promised": _("Promised"),
    "refused": _("Refused"),
    "nothing-found": _("Nothing found in later documents"),
    "not-searched": _("No later document searched"),
}
UNSEARCHED_REASONS: Mapping[str, str] = {
    "no-addressee": _("No addressee is confirmed, so no answer was looked for."),
    "no-date": _("No date is known, so no later answer was looked for."),
    "group": _("The addressee is a group, and no later statement is by it or addressed to it."),
    "unregistered": _("The addressee is not in the registry, and no later statement is by it or addressed to it."),
    "no-later-work": _("No later document of or about the addressee is in the library."),
}
"""Why no later document was searched for answers to a recommendation."""
OWN_ANSWERS: Mapping[str, str] = {
    "done": _("Done"),
    "under-way": _("Under way"),
    "not-accepted": _("Not accepted"),
}
"""How an addressee answers a recommendation itself."""
DIMENSIONS: Mapping[str, str] = {
    "individual": _("Individual"),
    "family": _("Family and household"),
    "community": _("Community"),
    "structural": _("Structural"),
    "situational": _("Situational"),
}

NOUNS: Mapping[str, tuple[str, str]] = {
    "documents": mark_plural("%(count)s document", "%(count)s documents"),
    "statements": mark_plural("%(count)s statement", "%(count)s statements"),
    "recommendations": mark_plural("%(count)s recommendation", "%(count)s recommendations"),
    "activities": mark_plural("%(count)s activity", "%(count)s activities"),
    "entities": mark_plural("%(count)s entity", "%(count)s entities"),
    "publications": mark_plural("%(count)s publication", "%(count)s publications"),
    "addressees": mark_plural("%(count)s addressee", "%(count)s addressees"),
    "entries": mark_plural("%(count)s entry", "%(count)s entries"),
    "issued-texts": mark_plural("%(count)s issued joint text", "%(count)s issued joint texts"),
    "bodies": mark_plural("%(count)s body", "%(count)s bodies"),
}
"""By key: templates whose `count` is the number."""


class ReportLabels:
    """The words in one language."""

    def __init__(self, language: str) -> None:
        self._translator = Translator(language)
        translate_text = self._translator.translate
        self.contents = translate_text(_("Contents"))
        self.table = translate_text(_("Table"))
        self.chart = translate_text(_("Figure"))
        self.draft = translate_text(_("Draft: a text is still to be written"))
        self._prompt = translate_text(_("[To be written: %(prompt)s]"))

    def describe_source(self, source: Source) -> str:
        """Return an entry of the list of sources: publisher, title, symbol, date, whose words, address."""
        symbol = source.symbol if source.symbol not in source.title else ""
        facts = [part for part in (source.publisher, source.title, symbol, source.date) if part]
        note = f" ({self.keep_direction(source.note)})" if source.note else ""
        address = f" {source.address}" if source.address else ""
        return f"{self._translator.join_facts(facts)}{note}.{address}"

    def describe_prompt(self, text: AuthoredText) -> str:
        """Return what stands in the place of a text that people have not written yet."""
        return self._prompt.replace("%(prompt)s", text.prompt)

    def keep_direction(self, text: str) -> str:
        """Keep a text in its own direction within a right-to-left one."""
        return self._translator.keep_direction(text)
