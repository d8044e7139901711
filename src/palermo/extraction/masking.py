"""Masking of private persons' names.

Wherever a document prints them, and texts in which nothing private is read.

Works on the private spans that detectors found, whichever they are. A name is repeated in the words in which it is
printed, in the cases of Russian, and by its parts: first name or surname alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from palermo.extraction.privacy_lexicon import CONTEXT_CHARS, get_lexicon, is_official, is_public_name, is_registered
from palermo.grouping import group_items
from palermo.languages import LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.statements import Document, Extraction, Passage, PassageKind, PrivateSpan

MASK = "•"
"""Replaces each character that is masked, so that places in a passage do not change."""
MIN_NAME_PART_CHARS = 3
"""Letters of a first name or surname that is masked by itself; fewer are particles."""
MAX_CASE_CHARS = 3
"""Letters of the ending of a Russian name in any case."""

_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_ARABIC = re.compile(r"[\u0621-\u0652]")
_CYRILLIC = re.compile(r"[А-ЯЁа-яё-]{3,}")
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞА-ЯЁ][\w’'.-]*")
_WORD_BEFORE = re.compile(rf"(?<!\w){_CAPITALISED.pattern} $")
_WORDS = LanguageWords("extraction")


def find_private_names(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> frozenset[str]:
    """Return the names in private spans as printed, without those of officials."""
    texts = {passage.id: passage.text for passage in passages}
    names = {texts[span.passage][span.start : span.end] for span in spans if span.kind == "name"}
    if not names:
        return frozenset()
    printed = re.compile("|".join(map(_build_name_pattern, sorted(names, key=len, reverse=True))))
    officials = {
        match.group()
        for passage in passages
        for match in printed.finditer(passage.text)
        if is_official(passage.text, *match.span(), passage.language)
    }
    return frozenset(names - officials)


def is_titled_elsewhere(name: str, passages: Iterable[Passage]) -> bool:
    """Return whether a name of several words is an official's in one of the passages that print it."""
    if " " not in name:
        return False
    printed = re.compile(_build_name_pattern(name))
    return any(
        is_public_name(passage.text, *match.span(), passage.language)
        for passage in passages
        if name in passage.text
        for match in printed.finditer(passage.text)
    )


def is_official_surname(name: str, passages: Iterable[Passage]) -> bool:
    """Return whether a passage prints a name of one word as the last of an official's: `Minister Jane Doe`."""
    if " " in name or not _CAPITALISED.match(name):
        return False
    stem = name[: max(MIN_NAME_PART_CHARS, len(name) - MAX_CASE_CHARS)]
    printed = re.compile(rf"{_build_word_pattern(name)}(?!\w)(?! {_CAPITALISED.pattern})")
    return any(
        is_public_name(passage.text, *match.span(), passage.language)
        for passage in passages
        if stem in passage.text
        for match in printed.finditer(passage.text)
        if _WORD_BEFORE.search(passage.text[max(0, match.start() - CONTEXT_CHARS) : match.start()])
    )


def find_names(text: str, names: frozenset[str], language: str) -> list[tuple[int, int]]:
    """Return start and end of these names, and of their parts.

    Except those of officials and registered entities.
    """
    pattern = _compile_pattern(names) if names else None
    matches = pattern.finditer(text) if pattern else ()
    return [match.span() for match in matches if not is_public_name(text, *match.span(), language)]


def find_repeated_names(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> Iterator[PrivateSpan]:
    """Yield all places where passages print a name that is in one of the spans, or a part of it."""
    names = find_private_names(passages, spans)
    for passage in passages if names else ():
        for start, end in find_names(passage.text, names, passage.language):
            yield PrivateSpan(passage=passage.id, start=start, end=end, kind="name")


def merge_spans(passages: Sequence[Passage], spans: Iterable[PrivateSpan]) -> Iterator[PrivateSpan]:
    """Yield spans in reading order; those that overlap become one, of the kind of the longest."""
    by_passage = group_items(spans, lambda span: span.passage)
    for passage in passages:
        merged: list[PrivateSpan] = []
        for span in sorted(by_passage.get(passage.id, ()), key=lambda span: (span.start, -span.end)):
            if merged and span.start < merged[-1].end:
                kind = max(merged[-1], span, key=lambda item: item.end - item.start).kind
                merged[-1] = replace(merged[-1], end=max(merged[-1].end, span.end), kind=kind)
            else:
                merged.append(span)
        yield from merged


def mask_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length in which these parts are masked.

    >>> mask_spans("Write to jane.doe7@gmail.com.", [(9, 28)])
    'Write to ••••.••••@•••••.•••.'
    """
    for start, end in spans:
        text = text[:start] + re.sub(r"\w", MASK, text[start:end]) + text[end:]
    return text


def mask_passages(passages: Sequence[Passage], extraction: Extraction) -> tuple[Passage, ...]:
    """Return passages whose texts and headings have private spans masked, at the same length."""
    masked = _mask_texts(passages, extraction)
    names = find_private_names(passages, extraction.private_spans)
    return tuple(_mask_passage(passage, masked, names) for passage in passages)


def mask_document(document: Document, passages: Sequence[Passage], extraction: Extraction) -> Document:
    """Return a document whose titles name no private person of its passages."""
    masked = _mask_texts(passages, extraction)
    names = find_private_names(passages, extraction.private_spans)
    stories = [passage.text for passage in passages if _is_story_of_person(passage, extraction)]
    title = _mask_line(document.title, document.language, masked, names)
    if any(story.startswith(document.title.rstrip(" …")) for story in stories):
        title = document.source.rpartition("/")[2]  # a title that a story begins with would tell it
    printed = document.masthead.title
    if printed is not None:
        is_story = any(story.startswith(printed.rstrip(" …")) for story in stories)
        printed = None if is_story else _mask_line(printed, document.language, masked, names)
    if (title, printed) == (document.title, document.masthead.title):
        return document
    return replace(document, title=title, masthead=replace(document.masthead, title=printed))


def _is_story_of_person(passage: Passage, extraction: Extraction) -> bool:
    """Return whether a passage tells a story; a heading without a private name, such as that of a law, tells none."""
    is_named = any(span.passage == passage.id for span in extraction.private_spans)
    return passage.id in extraction.stories and (is_named or passage.kind is not PassageKind.HEADING)


def _mask_texts(passages: Sequence[Passage], extraction: Extraction) -> Mapping[str, str]:
    """Return the masked texts of passages with private spans, by the unmasked text."""
    spans = group_items(extraction.private_spans, lambda span: span.passage)
    masked: dict[str, str] = {}
    for passage in passages:
        if private_spans := spans.get(passage.id):
            before = masked.get(passage.text, passage.text)
            masked[passage.text] = mask_spans(before, [(span.start, span.end) for span in private_spans])
    return masked


def _mask_passage(passage: Passage, masked_texts: Mapping[str, str], names: frozenset[str]) -> Passage:
    headings = tuple(_mask_line(heading, passage.language, masked_texts, names) for heading in passage.headings)
    if passage.text not in masked_texts:
        return passage if headings == passage.headings else replace(passage, headings=headings)
    return replace(passage, text=masked_texts[passage.text], headings=headings, redacted=True)


def _mask_line(text: str, language: str, masked_texts: Mapping[str, str], names: frozenset[str]) -> str:
    """Return a masked heading or title: as the passage that prints it, else without the names."""
    return masked_texts.get(text) or mask_spans(text, find_names(text, names, language))


@lru_cache(maxsize=256)
def _compile_pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Return the pattern of these names and their parts; None if the registry knows all of them."""
    forms = {form for name in names for form in _iterate_name_patterns(name)}
    return re.compile("|".join(sorted(forms, key=lambda form: (-len(form), form)))) if forms else None


def _iterate_name_patterns(name: str) -> Iterator[str]:
    """Yield patterns of a name and its parts, except those that are names of the registry too."""
    if _HAN.fullmatch(name):
        yield from (re.escape(part) for part in _split_han_name(name) if not is_registered(part))
        return
    words = name.split()
    if not is_registered(name):
        yield _build_words_pattern(words)
    for word in words if len(words) > 1 else ():
        if _is_name_part(word) and not is_registered(word):
            yield _build_words_pattern([word])


def _split_han_name(name: str) -> Collection[str]:
    """Return a Chinese name and its given name of two characters, or the parts of a foreign name."""
    if "·" in name:
        return [name, *(part for part in name.split("·") if len(part) > 1)]
    if len(name) == 1:
        return ()  # a surname, which is part of other words too
    has_given_name = (
        len(name) == MIN_NAME_PART_CHARS
        and name[1:] not in _WORDS.list_words("privacy", "titles_after_surname")
        and "某" not in name
    )
    return [name, name[1:]] if has_given_name else [name]


def _is_name_part(name_part: str) -> bool:
    letters = name_part.strip(".,’'")
    if (
        len(letters) < MIN_NAME_PART_CHARS
        or letters in _WORDS.list_words("privacy", "forms_of_address")
        or letters[0].islower()
    ):
        return False
    lexicons = filter(None, map(get_lexicon, LANGUAGES))
    return not any(lexicon.never.fullmatch(letters) for lexicon in lexicons)


def _build_name_pattern(name: str) -> str:
    return re.escape(name) if _HAN.fullmatch(name) else rf"(?<!\w){re.escape(name)}(?!\w)"


def _build_words_pattern(name_words: Sequence[str]) -> str:
    forms = r"\s+".join(map(_build_word_pattern, name_words))
    if _ARABIC.search(name_words[0]):
        return rf"(?<!\w)[وفبلك]?{forms}(?!\w)"
    upper = r"\s+".join(re.escape(word.upper()) for word in name_words)
    return rf"(?<![\w.]){f'(?i:{forms})' if len(name_words) > 1 else f'(?:{forms}|{upper})'}(?!\w)"


def _build_word_pattern(name_word: str) -> str:
    """Return the pattern of a word as printed; of a Russian name in all cases."""
    if not _CYRILLIC.fullmatch(name_word):
        return re.escape(name_word)
    endings = _WORDS.list_words("privacy", "name_endings")
    fitting = (
        item for item in endings if name_word.endswith(item) and len(name_word) - len(item) >= MIN_NAME_PART_CHARS
    )
    return re.escape(name_word.removesuffix(next(fitting, ""))) + f"(?:{'|'.join(endings)})?"
