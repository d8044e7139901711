"""Patterns of quotes that depend on the text before them."""

from palermo.languages.language_words import LanguageWords

_WORDS = LanguageWords("texts")
PRONOUN_PATTERN = _WORDS.compile_pattern(
    r"(?:{quotes.pronouns})\b|{quotes.attached_pronouns}|{quotes.conjoined_pronouns}"
)
"""Matches the quotes that begin with a pronoun for what an earlier sentence names."""
UNCLEAR_PATTERN = _WORDS.compile_pattern(r"{quotes.unclear}")
"""Matches the quotes that speak of a thing which an earlier sentence names."""


def build_part_pattern() -> str:
    """Return the pattern of quotes that begin with a small letter or a pronoun: they need what is before them."""
    return _WORDS.fill_template(
        r"^[^\pL]*\p{Ll}|^(?:{quotes.pronouns})\b|^(?:{quotes.attached_pronouns})|{quotes.unclear}"
    )
