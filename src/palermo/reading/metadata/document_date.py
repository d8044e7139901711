"""The date of a document.

A declared date comes first, then one that is printed in the title block, dateline, colophon or at the end.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain, pairwise

from palermo.languages import HAN_CHARACTER
from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.letterheads import find_dated_names
from palermo.reading.metadata.printed_dates import (
    MONTH_NUMBERS,
    find_dates,
    find_title_years,
    find_worded_dates,
)
from palermo.statements import PassageKind

HEAD_BLOCKS, TAIL_BLOCKS = 16, 8
MAX_BYLINE_CHARS, MAX_BYLINE_WORDS = 130, 2
"""Maximum characters, and words in lower case, of a line of authors that ends with the date."""
MAX_LABELLED_CHARS = 300
MAX_DATELINE_REST_CHARS, MAX_CHINESE_REST_CHARS = 40, 12
"""Maximum characters in addition to the date on a line of place and date."""
MAX_PREPOSITION_CHARS = 4
"""Maximum characters of a word before a date that makes it part of the subject: `in`, `за`, `pour`."""
MIN_TIMELINE_DATES = 3
"""Minimum lines with only a date that form a timeline, none of which is the document's date."""
MAX_CLOSING_DATES = 2
"""Maximum last lines with a date of which one is the document's; more are notes on sources."""
MIN_DATE_REPEATS = 3
"""Minimum occurrences of a date at the beginning or end of a paragraph that make it a running head's."""
_CLOSING_KINDS = frozenset({PassageKind.PARAGRAPH, PassageKind.HEADING})
_WORDS = LanguageWords("reading")
_LABEL = _WORDS.compile_pattern(r"^(?:\W*)(?:{dates.labels})\s*[:：]?\s*", re.IGNORECASE)
_INNER_LABEL = _WORDS.compile_pattern(r"\s(?:{dates.labels})\s*[:：]\s*", re.IGNORECASE)
"""A label after others on one line: `Version: 1 Code: A4 Date: 25/06/2031`."""
_REVISED = _WORDS.compile_pattern(r"^(?:{dates.revisions})\b[^.]{0,20}$", re.IGNORECASE)
_APPROVED = _WORDS.compile_pattern(r"{dates.approvals}", re.IGNORECASE)
_STATEMENT = _WORDS.compile_pattern(r"{dates.own_statements}", re.IGNORECASE)
_PUBLISHED = _WORDS.compile_pattern(r"^(?:{dates.publications})", re.IGNORECASE)
_COPYRIGHT_YEAR = re.compile(
    r"(?:©|\(c\)|copyright)[^.]{0,90}?\b(?P<year>(?:19|20)\d\d)\b(?!\s*[-–]\s*\d)", re.IGNORECASE
)
_DECREE_DATE = re.compile(
    r"(?<!\d)(?:(?<!от\s)(?<!от)|(?:ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|ПРИКАЗ|УКАЗ|РЕШЕНИЕ|ЗАКОН)\s*от\s)"
    r"(?P<date>\d{1,2}[. ]\w+[. ](?:19|20)\d\d)\s*(?:г\.|года)?\s*[№N]\s*\d"
)
"""Date and number under the head of a Russian decree; after `от` in running text they are those of another one."""
_DEADLINE = _WORDS.compile_pattern(r"\b(?:{dates.deadlines})\b", re.IGNORECASE)
"""Words of a line that names a later day: `The survey will be open until 1 May 2020`."""
_TIME_OF_DAY = re.compile(r",?\s*\d\d?:\d\d(?::\d\d)?(?:\s*[AP]\.?M\b\.?)?", re.IGNORECASE)
_PERIOD = re.compile(r"\d{4}\s+(?:to|au|al?|по|إلى)\s+(?:le\s+)?\d|\d[日年]?\s?至\s?\d{4}", re.IGNORECASE)
"""A period of a title, of which no day is that of the document: `1 May 2031 to 4 June 2032`."""
_AMENDED = re.compile(r"\b(?:amended|modifiée?|modificad[oa]|gewijzigd)\b[^,;]*$", re.IGNORECASE)
"""Text before the date of a later act in a title: `Convention on boats, as amended by the Protocol of 4 May 2031`."""
_MONTHS = re.compile(rf"\b(?:{'|'.join(MONTH_NUMBERS)})\b\.?(?:\s\d{{1,2}})?\s?[-–]\s?(?=[^\W\d_])", re.IGNORECASE)
"""The first month of a period: `June – August 2031`."""
_DAYS = re.compile(r"\d\s?[-–]\s?$")
"""The first day of a meeting before its last: `6-| 23 June 2031`."""
_PLACE_DATELINE = re.compile(r"^[^\W\d_][^\d:;(]{1,45}[,，(—–-]\s*$")
_DONE = re.compile(
    r"(?:\bDONE|\bDone)\s+(?:in|at)\s+[A-Z][^.;]{2,60}?(?=\d|\s(?:on|this)\s)"
    r"|\b(?:FAIT|Fait)(?:\s+et\s+signé)?(?:\s+en\s+[^,.;]{3,40},)?\s+à\s+(?:La\s+)?[A-Z][^.;\d]{2,60}?,?\s+le\s|\b(?:HECHO|Hecho)\s+en\s+[A-Z][^.;]{2,60}?,?\s+el\s"
    r"|\bСовершено\s+в\s+[^.;]{2,60}?(?=\d|«)"
    r"|^(?:حررت?|وقعت?)\s[^.]{2,80}?الموافق\s|^Corresponding\s+to\s*:?\s"
    r"|\b[Tt]his\s+(?:version|document|report|paper|guide)\s+was\s+(?:published|issued|released)\s+on\s"
)
"""The last words of an agreement or act before its date, beside a Hijri one, or of a notice on the version."""
_PASSED = _WORDS.compile_pattern(r"{dates.passed}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED_ACT_DAY = re.compile(
    r"\b(?:Ley|Decreto|Orden)\b[^,]{0,40}?\d+/(?P<year>(?:19|20)\d\d),\s+(?P<day>de\s+\d{1,2}\s+de\s+\w+)(?!\s+de\s+\d)"
)
"""A Spanish act with the year in its number and the day after it: `Ley 4/2031, de 28 de febrero`."""


def choose_date(
    declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock], cover: Cover, title: str | None
) -> str | None:
    """Return the ISO date of publication or adoption, possibly YYYY or YYYY-MM; None if none is printed."""
    if declared.date and declared.reliable:
        return declared.date
    year = declared.created[:4] if declared.created else ""
    candidates = _find_date_candidates(document_blocks, cover, title)
    printed = (date for date in candidates if not year or date[:4] <= str(int(year) + 1))
    closing = (date for date in _find_closing_dates(title or "") if date[:4] == year)
    return next(chain(printed, closing), None)


def _collapse_texts(document_blocks: Sequence[DocumentBlock], pages: Set[int | None]) -> list[str]:
    """Return the texts of blocks on these pages, each on one line."""
    return [block.single_line for block in document_blocks if block.page in pages]


def _find_date_candidates(document_blocks: Sequence[DocumentBlock], cover: Cover, title: str | None) -> Iterator[str]:
    """Yield dates from the most to the least reliable place."""
    opening = document_blocks[:HEAD_BLOCKS]
    head = _collapse_texts(opening, {None, 1, 2, 3})
    above_notes = _collapse_texts([b for b in opening if b.kind is not PassageKind.FOOTNOTE], {None, 1, 2, 3})
    last = document_blocks[-TAIL_BLOCKS:]
    tail = [block.single_line for block in last if block.kind is not PassageKind.CELL]
    closing = [block.single_line for block in last if block.kind in _CLOSING_KINDS]
    colophon = _collapse_texts(document_blocks[:60], {1, 2, 3, 4})
    alone = {find_dates(block.text)[0].iso for block in document_blocks[:60] if _is_date_alone(block.text)}
    in_timeline = len(alone) >= MIN_TIMELINE_DATES
    yield from _find_distribution_dates(head)
    decreed = (match["date"] for match in chain.from_iterable(map(_DECREE_DATE.finditer, head[:4])))
    yield from (date.iso for date in chain.from_iterable(map(find_dates, decreed)))
    yield from _find_title_dates(title)
    yield from _find_labelled_dates([*head, *(block.text for block in cover.blocks)])
    yield from _find_enactment_dates(head)
    yield from _find_head_datelines(above_notes, cover, in_timeline=in_timeline)
    yield from (dates[0].iso for dates in map(find_dates, cover.running_heads) if len(dates) == 1)
    yield from _find_publication_dates([*colophon, *tail])
    yield from _find_labelled_dates([*colophon, *tail])
    yield from _find_dates_after_labels([*document_blocks[:HEAD_BLOCKS], *document_blocks[-2 * TAIL_BLOCKS :]])
    yield from _find_approval_dates([*head, *tail])
    if not in_timeline and sum(bool(find_dates(text)) for text in closing) <= MAX_CLOSING_DATES:
        yield from _find_datelines(reversed(closing))
    yield from (iso for document_block in document_blocks for iso in find_worded_dates(document_block.text))
    yield from _find_signing_dates(document_blocks)
    yield from _find_repeated_dates(document_blocks)
    yield from _find_revision_dates([*head[:8], *tail])
    yield from _find_lone_dates(document_blocks)
    yield from _find_dated_bodies(document_blocks)
    yield from _find_years(head, colophon, tail, cover, title)


def _find_head_datelines(head: Sequence[str], cover: Cover, *, in_timeline: bool) -> Iterator[str]:
    """Yield the dates of datelines and bylines; in a timeline, which has many, only that of the cover."""
    printed = [block.text for block in cover.blocks]
    if in_timeline:
        dates = set(_find_datelines(printed))
        yield from dates if len(dates) == 1 else ()
        return
    yield from _find_datelines([*head[:12], *printed])
    yield from _find_story_datelines(head)
    yield from _find_byline_dates([*printed[:4], *head[:4]])


def _find_years(
    head: Sequence[str], colophon: Sequence[str], tail: Sequence[str], cover: Cover, title: str | None
) -> Iterator[str]:
    """Yield months and years, where no day is printed."""
    alone = [block.text.strip() for block in cover.blocks if _YEAR.fullmatch(block.text.strip())]
    yield from alone if len(alone) == 1 else ()
    imprint = [*colophon, *(tail if colophon else ())]
    yield from (match["year"] for text in imprint if (match := _COPYRIGHT_YEAR.search(text)))
    yield from find_title_years([title or "", *head[:2], *cover.running_heads[:3]])


def _find_signing_dates(document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Return the date on which an agreement was signed: `DONE at Lima, on 4 May 2001`, `FAIT à Lima, le 4 mai 2001`."""
    for match in (match for block in document_blocks if (match := _DONE.search(" ".join(block.text.split())))):
        dates = find_dates(match.string[match.end() : match.end() + 60])
        yield from (date.iso for date in dates[:1] if len(date.iso) == 10)


def _find_distribution_dates(texts: Iterable[str]) -> Iterator[str]:
    """Return the date after `Distr.: General` of a UN document that was retyped on one line."""
    for match in filter(None, (re.search(r"Distr\.\s?:?\s*\w+", text) for text in texts)):
        dates = find_dates(match.string[match.end() : match.end() + 40])
        yield from (date.iso for date in dates[:1])


def _find_repeated_dates(document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Return the date that running heads print among the paragraphs of a record."""
    texts = [" ".join(block.text.split()) for block in document_blocks]
    edges = (date.iso for text in texts for date in find_dates(text[:160]) if date.start < 90 and len(date.iso) == 10)
    counts = Counter(edges).most_common(2)
    if counts and counts[0][1] >= MIN_DATE_REPEATS and (len(counts) == 1 or counts[0][1] > 2 * counts[1][1]):
        yield counts[0][0]


def _is_date_alone(text: str) -> bool:
    text = _TIME_OF_DAY.sub("", text)
    dates = find_dates(text[:60]) if len(text) < 40 else []
    if len(dates) != 1 or _DAYS.search(text[: dates[0].start]):
        return False
    return len(text) - (dates[0].end - dates[0].start) < 4


def _find_title_dates(title: str | None) -> Iterator[str]:
    """Return the date in a law's title: `Law of 8 May 2009 on ...`."""
    text = _NUMBERED_ACT_DAY.sub(r"\g<day> \g<year>", title or "")
    dates = [] if _PERIOD.search(text) else [d for d in find_dates(text) if not _AMENDED.search(text[: d.start])]
    yield from (date.iso for date in dates if len(date.iso) == 10)


def _find_labelled_dates(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        label = _LABEL.match(text)
        dates = find_dates(text[label.end() : label.end() + 60]) if label and len(text) < MAX_LABELLED_CHARS else []
        inner = _INNER_LABEL.search(text) if not dates and len(text) < MAX_LABELLED_CHARS else None
        if inner:
            dates = find_dates(text[inner.end() : inner.end() + 30])
        near_dates = [date for date in dates if date.start < 25]
        if near_dates:
            yield near_dates[0].iso


def _find_dates_after_labels(document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Yield dates alone in the cell or on the line after a label that is alone too."""
    for block, following in pairwise(document_blocks):
        if _LABEL.fullmatch(block.text.strip()) and _is_date_alone(following.text):
            yield find_dates(following.text)[0].iso


def _find_enactment_dates(texts: Sequence[str]) -> Iterator[str]:
    """Return the last date on which a Chinese law was adopted or revised."""
    dates = [date.iso for text in texts if _PASSED.search(text) and len(text) < 200 for date in find_dates(text)]
    yield from sorted(dates, reverse=True)[:1]


def _find_datelines(texts: Iterable[str]) -> Iterator[str]:
    """Yield dates nearly alone on their line or a part of it.

    Examples are `Lima, 10 December 2012` and `October 2019 © Body`.
    """
    for text in (part for line in texts for part in re.split(r"©|\s-{2,3}\s|\s[•|·]\s", line)):
        dates = [] if _DEADLINE.search(text) else find_dates(text)
        limit = MAX_CHINESE_REST_CHARS if HAN_CHARACTER.search(text) else MAX_DATELINE_REST_CHARS
        rest = text[: dates[0].start] + text[dates[0].end :] if len(dates) == 1 else ""
        if len(dates) == 1 and len(rest) < limit and not _is_range(text) and not _DAYS.search(text[: dates[0].start]):
            yield dates[0].iso


def _find_byline_dates(texts: Iterable[str]) -> Iterator[str]:
    """Yield the date that ends a line of authors: `By A. Author and B. Author, July 2022`."""
    for text in texts:
        dates = find_dates(text) if len(text) < MAX_BYLINE_CHARS and not _DEADLINE.search(text) else []
        before = text[: dates[0].start] if dates else ""
        is_running = _DAYS.search(before) or re.search(
            r"[.;:?]\s+\S+\s|\b(?:from|to|until|since|between|as of|at|on|in|by)\s*$", before, re.I
        )
        plain_words = re.findall(r"\b[a-zà-ÿа-я]{4,}\b", before)
        is_byline = len(dates) == 1 and before and not is_running and len(plain_words) <= MAX_BYLINE_WORDS
        if is_byline and not text[dates[0].end :].strip(" .)*"):
            yield dates[0].iso


def _find_lone_dates(document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Yield the only date of the document that stands alone on its line."""
    lone = [
        block.text for block in document_blocks if block.kind is PassageKind.PARAGRAPH and _is_date_alone(block.text)
    ]
    yield from (date.iso for date in (find_dates(lone[0]) if len(lone) == 1 else ()))


def _find_story_datelines(texts: Iterable[str]) -> Iterator[str]:
    """Yield datelines at the start of a paragraph: `NAIROBI, 12 May 2020 - The ...`, `12 May 2020 | ...`."""
    for text in texts:
        for date in find_dates(text[:90])[:1]:
            before = text[: date.start]
            after = text[date.end : date.end + 4]
            is_opening = not before.strip(" *(") or bool(_PLACE_DATELINE.match(before))
            if is_opening and re.match(r"\s*[—–|):.-]|\s*$", after):
                yield date.iso


def _find_publication_dates(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for part in re.split(r"(?<=[.;])\s+|\s(?=©)", text) if len(text) < 400 else ():
            label = _PUBLISHED.match(part) or re.match(r"©", part)
            dates = find_dates(part[label.end() : label.end() + 120]) if label else []
            if dates and dates[0].start < (4 if part[0] != "©" else 100):
                yield dates[0].iso


def _find_approval_dates(texts: Iterable[str]) -> Iterator[str]:
    """Return the date on which a board approved a statement."""
    for text in texts:
        for match in _APPROVED.finditer(text) if _STATEMENT.search(text) else ():
            dates = find_dates(text[match.end() : match.end() + 40])
            if dates and dates[0].start < 8:
                yield dates[0].iso


def _find_revision_dates(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        dates = find_dates(text)
        if dates and _REVISED.match(text[: dates[0].start].rstrip(" :")):
            yield dates[0].iso


def _find_dated_bodies(document_blocks: Sequence[DocumentBlock]) -> Iterator[str]:
    """Yield the only date beside which a body stands on a line of its own: `Example Fund, May 2031`."""
    texts = [" ".join(block.text.split()) for block in document_blocks if block.kind in _CLOSING_KINDS]
    dates = {find_dates(text)[0].iso for text in texts if any(find_dated_names([text]))}
    yield from (dates if len(dates) == 1 else ())


def _find_closing_dates(title: str) -> Iterator[str]:
    """Yield the date at the end of a title; after `in` or `for` it is that of the subject.

    Titles of periodic reports end with their period: such a date counts only where the file is of that year.
    """
    for date in find_dates(title)[-1:]:
        last = title[: date.start].split()[-1:]
        is_subject = any(len(word.strip("(")) <= MAX_PREPOSITION_CHARS and word[-1:].isalpha() for word in last)
        if not is_subject and not title[date.end :].strip(" ).*") and not _is_range(title):
            yield date.iso


def _is_range(text: str) -> bool:
    return bool(re.search(r"(?:19|20)\d\d\s*[-–/]\s*(?:19|20)?\d\d(?!\d|-)", text) or _MONTHS.search(text))
