"""Phrases of sheets: English texts that workbooks show in the reader's language."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

from babel.numbers import format_decimal

from palermo.languages import LANGUAGES

type Translate = Callable[[str], str]
_LIST_SEPARATORS = {"ar": "، ", "zh": "、"}


class Phrase(str):
    """An English text made of a template and values; `render` makes it again of the template's translation.

    Values are texts, phrases, numbers, objects with a label in each language (facets), or lists of these.
    """

    template: str
    values: Mapping[str, Any]

    def __new__(cls, template: str, *, english: str = "", **values: Any) -> Self:
        """Fill in the template; `english` is the text in English where it differs, such as one with a plural."""
        phrase = super().__new__(cls, english or template.format(**{key: _write(values[key]) for key in values}))
        phrase.template, phrase.values = template, values
        return phrase

    def render(self, language: str, translate: Translate) -> str:
        """Return the text in a language."""
        values = {key: render_value(value, language, translate) for key, value in self.values.items()}
        return translate(self.template).format(**values)


def _write(value: Any) -> str:
    """Return a value in English."""
    if isinstance(value, str | int):
        return value if isinstance(value, str) else f"{value:,}"
    return ", ".join(map(_write, value)) if isinstance(value, Sequence) else str(value.get_label("en"))


def render_value(value: Any, language: str, translate: Translate) -> str:
    """Return a value of a phrase, or a phrase, in a language."""
    if isinstance(value, Phrase):
        return str(value) if language == "en" else value.render(language, translate)
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(format_decimal(value, locale=language if language in LANGUAGES else "en"))
    if isinstance(value, Sequence):
        return _LIST_SEPARATORS.get(language, ", ").join(render_value(item, language, translate) for item in value)
    return str(value.get_label(language))
