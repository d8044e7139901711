"""The title of a speech, which is printed on several lines: who speaks, of which body, on which occasion."""

from collections.abc import Sequence

from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.printed_dates import find_dates

MAX_TITLE_CHARS, MAX_LINES = 300, 6
_WORDS = LanguageWords("reading")
_SPEECH = _WORDS.compile_pattern(r"^(?i:{titles.speeches})\s+\S")
_OCCASION = _WORDS.compile_pattern(r"^(?i:{titles.occasions})\s")


def find_speech_title(document_blocks: Sequence[DocumentBlock]) -> str | None:
    """Return the lines of the title, joined without place and date; None if the text begins otherwise.

    They are those between `Speech by` and the line that names the occasion.
    """
    lines = [block.single_line for block in document_blocks[:MAX_LINES]]
    occasion = next((place for place, line in enumerate(lines) if _OCCASION.search(line)), 0)
    if not occasion or not _SPEECH.search(lines[0]):
        return None
    title = " ".join(lines[: occasion + 1])
    dates = find_dates(title)
    title = title[: dates[0].start].rstrip(" ,(") if dates else title
    return title if len(title) <= MAX_TITLE_CHARS else None
