"""A printed sentence that holds several: joined by semicolons, set as bullets, or behind the label of its paragraph.

A part is a sentence of its own where it has a finite verb near its beginning, and a subject where its language needs
one, and what stands before it has so too; items of a list are none. Which marks may part is data: `parting` of each
language's wordings, with `bullet`, `join`, `open`, `listed`, `no_sentence` and `elliptic`; `labels` tells what is
printed before the first word of a paragraph, `Article 7. – `, `Box 3. `.
"""

from collections.abc import Iterator

from palermo.extraction.language.wordings import Wordings
from palermo.extraction.syntax.clauses import clause

NEAR = 120
"""Characters of a part within which its verb stands."""
SHORTEST = 18
"""Characters behind a label; in Chinese a third."""
_BRACKETS = (("(", ")"), ("[", "]"), ("«", "»"), ("“", "”"))


def parts(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence that a printed one holds, without its label; of most it is the only one."""
    for begin, stop in _bulleted(text, start, end, words):
        yield from _joined(text, _behind_label(text, begin, stop, words), stop, words)


def after_bullet(text: str, start: int, words: Wordings) -> bool:
    """Whether a bullet stands just before a place."""
    bullet = words.parting.get("bullet")
    return bullet is not None and bullet.match(text, max(0, start - 3)) is not None


def _bulleted(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """What stands between bullets; all in one where an introduction goes on with them: `The Office will: • train`."""
    bullet, opened = words.parting.get("bullet"), words.parting.get("open")
    marks = list(bullet.finditer(text, start, end)) if bullet else []
    if marks and opened and opened.search(text[start : marks[0].start()].rstrip()):
        marks = []
    begin = start
    for mark in marks:
        if mark.start() > begin:
            yield begin, mark.start()
        begin = mark.end()
    yield begin, end


def _joined(text: str, start: int, end: int, words: Wordings) -> Iterator[tuple[int, int]]:
    """What stands between marks that join whole sentences; all in one where one is not whole: they are items."""
    join, listed = words.parting.get("join"), words.parting.get("listed")
    marks = list(join.finditer(text, start, end)) if join else []
    marks = [mark for mark in marks if not _enclosed(text, start, mark.start())]
    begins = [start, *(mark.end() for mark in marks)]
    ends = [*(mark.start() for mark in marks), end]
    told = list(zip(begins, ends, strict=True))
    if not marks or (listed and listed.search(text, start, end)):
        yield start, end
    elif all(_whole(text, begin, stop, words) for begin, stop in told):
        yield from ((_behind_label(text, begin, stop, words), stop) for begin, stop in told)
    else:
        yield start, end


def _whole(text: str, start: int, end: int, words: Wordings) -> bool:
    """Whether a stretch is a sentence of its own, or leaves out a verb that was told: `the court — for inspections`."""
    cut, elliptic = words.parting.get("no_sentence"), words.parting.get("elliptic")
    if elliptic and elliptic.match(text, start, end):
        return True
    if (begun := words.opening_verb.match(text, start, end) if words.opening_verb else None) and start > 0:
        return begun["verb"].split()[0].endswith("s")  # `demands that ...; | requests the Mission to ...`
    if not words.needs_subject:
        return next(words.verbs.spans(text, start, min(end, start + NEAR)), None) is not None
    read = clause(text, start, end, words)
    if read.subject is None or read.verb is None or (cut and cut.match(text, start)):
        return False
    return read.verb[0] - read.subject[0] <= NEAR


def _behind_label(text: str, start: int, end: int, words: Wordings) -> int:
    """Where a sentence begins behind the label of its paragraph."""
    found = words.labels.match(text, start, end) if words.labels else None
    shortest = SHORTEST // (3 if words.language == "zh" else 1)
    return found.end() if found and end - found.end() >= shortest else start


def _enclosed(text: str, start: int, at: int) -> bool:
    """Whether a place stands within brackets or quotation marks."""
    before = text[start:at]
    return any(before.count(opened) > before.count(closed) for opened, closed in _BRACKETS)
