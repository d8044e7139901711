"""Words that the writers of all formats add: contents, tables, charts, sources."""

from palermo.reports.model import AuthoredText, Source
from palermo.reports.translation import Translator
from palermo.reports.translation import mark_message as _


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
