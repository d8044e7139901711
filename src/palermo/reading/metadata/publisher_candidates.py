"""Candidates for the publisher of a document, each with its features."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from palermo.languages import LANGUAGES, LATIN_SCRIPT_LANGUAGES
from palermo.languages.language_words import LanguageWords
from palermo.reading.document_blocks import DocumentBlock
from palermo.reading.metadata.covers import Cover
from palermo.reading.metadata.declared_metadata import DeclaredMetadata
from palermo.reading.metadata.letterheads import (
    cut_office,
    find_addressed_names,
    find_bylines,
    find_dated_names,
    find_letterheads,
    find_signatures,
    is_acronym,
    is_body,
    keep_only_name,
)
from palermo.reading.metadata.organisation_names import (
    build_name_key,
    clean_name,
    cut_possessive,
    has_document_word,
    has_organisation_word,
    is_organisation_line,
)
from palermo.reading.metadata.printed_dates import find_dates
from palermo.reading.metadata.publisher_evidence import (
    find_cited_publishers,
    find_copyright_holders,
    find_declared_publishers,
    find_title_subjects,
)
from palermo.reading.metadata.titles import MAX_TITLE_LINE_CHARS
from palermo.reading.metadata.web_domains import (
    drop_crowded_domains,
    find_cover_domains,
    find_domain_names,
    find_domains,
)
from palermo.statements import PassageKind, normalise_text

HEAD_BLOCKS, TAIL_BLOCKS, SCAN_BLOCKS = 14, 12, 80
APPROVAL_BLOCKS, PREPARED_BLOCKS = 3, 30
"""First blocks of an approval above the title, and last blocks in which a guide says who wrote it."""
MAX_IMPRINT_START = 40
"""Maximum characters before `published by` in an imprint; text on other publications has more."""
MAX_IMPRINT_CHARS = 160
"""Maximum characters of a copyright line after the first page."""
MIN_SENTENCE_CHARS = 60
INTRODUCTION_PARAGRAPHS = 3
"""First paragraphs in which a body introduces itself."""
_CITED_WORK = re.compile(
    r"\b(?:photos?|orders|directions|permits|licen[cs]es|visas|pictures?|images?|vid[ée]os?|fotos?|(?:statistics|figures|data|numbers)\b.{0,25}|(?:cuy[oa]s?|dont|whose)\b[^.]{0,30})\s*$",
    re.IGNORECASE,
)
TITLE_BLOCKS = 6
_RELEASE = re.compile(
    r"\b(?:joint )?(?:press|media|news) (?:release|statement)\b[:\s]*|\bfor immediate release\b[:\s]*"
    r"|\bcommuniqué de presse\b[:\s]*|\b(?:comunicado|nota) de prensa\b[:\s]*|пресс-релиз[:\s]*|بيان صحفي|新[闻聞]稿",
    re.IGNORECASE,
)
"""How a page for the press is called."""
_PARTS_OF_LINE = re.compile(r"\s+[|/]\s+|(?<=[^\W\d_]{4})\.\s+(?=[A-ZÀ-Þ]{4})")
"""Between several names on one line: `Body | Other`, `DIVISION OF A BODY. BODY`."""
_IMPRINT_LABEL = re.compile(
    r"(?:published|issued|edita|editado por|publicado por|édité par|publié par)(?:\s+by)?\s*:?", re.IGNORECASE
)
"""The label of an imprint on a line above the name."""
_BARE_TITLE = re.compile(
    r"(?:(?:[^\W\d_]\S*\s+){1,3}(?:19|20)\d\d|(?:19|20)\d\d(?:\s+[^\W\d_]\S*){1,3})(?:\s?[-–/]\s?\d{2,4})?"
)
"""A title of a kind of text and a year: `Annual Report 2031`."""
_CAPITALISED = re.compile(r"[^\W\d_a-zà-ÿа-яё]\S*(?:\s+(?:[^\W\d_a-zà-ÿа-яё]\S*|\w{1,3})){1,7}")
_MINISTRY = re.compile(r"^(?:minist[eè]re|ministerio|ministry|министерство|وزارة)\b", re.IGNORECASE)
_STATE = re.compile(r"^(?:r[eé]publi(?:que|ca?)|royaume|reino|kingdom|республика|جمهورية|المملكة)\b", re.IGNORECASE)
"""The State of a letterhead, above its ministry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherCandidate:
    """A name as printed, and one feature of it."""

    name: str
    feature: str


def find_candidates(
    declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock], cover: Cover, title: str | None, language: str
) -> Iterator[PublisherCandidate]:
    """Find possible names of the publisher, unordered; a name may occur with several features."""
    head = [block.single_line for block in document_blocks[:HEAD_BLOCKS] if block.kind is not PassageKind.CELL]
    tail = [*(block.single_line for block in document_blocks[-TAIL_BLOCKS:]), *declared.footer]
    colophon = [block.single_line for block in document_blocks[:60] if block.page in {1, 2, 3, 4}]
    for feature, name in find_declared_publishers(declared, document_blocks):
        yield PublisherCandidate(name=name, feature=feature)
    first = [block.single_line for block in document_blocks[:SCAN_BLOCKS]]
    short = [text for text in first if len(text) < MAX_IMPRINT_CHARS]
    yield from _find_copyright_candidates(document_blocks, [*colophon, *head, *short, *tail])
    yield from _label("published", find_cited_publishers([*first, *tail], title))
    title_block = _find_title_block(document_blocks)
    yield from _find_cover_lines(cover, title_block, title)
    if title and _BARE_TITLE.fullmatch(title) and has_document_word(title) and title in title_block[:-1]:
        below = title_block[title_block.index(title) + 1]
        if _CAPITALISED.fullmatch(below) and not find_dates(below):
            yield PublisherCandidate(name=below, feature="line below a bare title")
    items = {block.single_line for block in document_blocks if block.kind is PassageKind.ITEM}
    printed = (*head, *(b.text for b in cover.blocks), *colophon, *cover.running_heads, *tail)
    own_lines = {
        "letterhead": find_letterheads(text for text in printed if text not in items),
        "signature": find_signatures(_find_last_lines(document_blocks[-6:])),
        "published": find_bylines([*head, *colophon, *tail]),
        "dated name": keep_only_name(find_dated_names([*head, *(b.text for b in cover.blocks), *tail])),
        "address": find_addressed_names([*(block.single_line for block in document_blocks), *declared.footer]),
    }
    for feature, names in own_lines.items():
        yield from _label(feature, names)
    yield from _match_rules(document_blocks, cover, title, language, [*dict.fromkeys([*colophon, *head, *tail])])
    yield from _match_domains(declared, document_blocks, cover, [*colophon, *head, *tail])


def _label(feature: str, names: Iterable[str]) -> Iterator[PublisherCandidate]:
    return (PublisherCandidate(name=name, feature=feature) for name in names)


def _find_copyright_candidates(
    document_blocks: Sequence[DocumentBlock], lines: Iterable[str]
) -> Iterator[PublisherCandidate]:
    """Yield holders of a copyright, told apart by whether a year or a second mark supports them."""
    for holder, is_dated in find_copyright_holders(dict.fromkeys(lines)):
        mark = re.compile(rf"©\s?{re.escape(holder)}(?!\w)")
        is_repeated = sum(bool(mark.search(block.text)) for block in document_blocks) > 1
        feature = "copyright" if is_dated or is_repeated else "copyright without year"
        yield PublisherCandidate(name=holder, feature=feature)


def _find_cover_lines(cover: Cover, title_block: Sequence[str], title: str | None) -> Iterator[PublisherCandidate]:
    """Yield organisations of the first page; its title, and a part of it, is none."""
    title_text = normalise_text(clean_name(title or ""))
    is_release = any(_RELEASE.search(line) for line in title_block)
    above = _find_lines_above(title_block, title_text)
    first_lines = {*(block.text for block in cover.blocks[:1]), *title_block[:1]}
    has_ministry = any(map(_MINISTRY.search, title_block))
    for line in map(_remove_dates, dict.fromkeys([*(block.text for block in cover.blocks), *title_block])):
        for part in map(cut_office, re.split(_PARTS_OF_LINE, _RELEASE.sub("", line) if is_release else line)):
            is_state = has_ministry and bool(_STATE.match(part))
            is_name = is_body(part) or (line in first_lines and is_acronym(part))
            if not is_state and is_name and normalise_text(clean_name(part)) != title_text:
                yield PublisherCandidate(name=part, feature="line of the first page")
                if line in above:
                    yield PublisherCandidate(name=part, feature="line above the title")
                if is_release:
                    yield PublisherCandidate(name=part, feature="letterhead of a release")


def _find_lines_above(title_block: Sequence[str], title_text: str) -> Sequence[str]:
    """Return the lines of the first page above its title; none if its title is not among them."""
    texts = [normalise_text(line).rstrip("*†0123456789 ") for line in title_block]
    is_title = [
        bool(text and title_text) and (title_text.startswith(text) or text.startswith(title_text)) for text in texts
    ]
    return title_block[: is_title.index(True)] if True in is_title else ()


def _find_title_block(document_blocks: Sequence[DocumentBlock]) -> list[str]:
    """Return the first lines without items of lists, and without cells unless a table is the title page."""
    left_out = {PassageKind.ITEM}
    if document_blocks and document_blocks[0].kind is not PassageKind.CELL:
        left_out.add(PassageKind.CELL)
    return [block.single_line for block in document_blocks[:TITLE_BLOCKS] if block.kind not in left_out]


def _remove_dates(text: str) -> str:
    for date in reversed(find_dates(text)):
        text = text[: date.start] + text[date.end :]
    return text.strip(" ,")


def _find_last_lines(last_blocks: Sequence[DocumentBlock]) -> list[str]:
    """Return the last lines without items of lists, and without names of a list whose text follows each of them."""
    blocks = [block for block in last_blocks if block.kind is not PassageKind.ITEM]
    headed = {block.single_line for block, following in pairwise(blocks) if _is_running_text(following)}
    return [block.single_line for block in blocks if block.single_line not in headed][-5:]


def _match_rules(
    document_blocks: Sequence[DocumentBlock],
    cover: Cover,
    title: str | None,
    language: str,
    context_lines: Sequence[str],
) -> Iterator[PublisherCandidate]:
    rules = _load_rules(language if language in LANGUAGES else "en")
    first = [block.single_line for block in document_blocks[:SCAN_BLOCKS]]
    last = [block.single_line for block in document_blocks[-TAIL_BLOCKS:]]
    subjects = list(find_title_subjects(title, first))
    yield from _label("title subject", subjects)
    body, _, rest = (title or "").partition(":")
    if is_organisation_line(body) and has_document_word(rest):
        yield PublisherCandidate(name=body, feature="title")
    places = _find_places(document_blocks, cover, title, language, context_lines)
    places["officer"] = [text for text in (*first, *last) if any(name in text for name in subjects)]
    for kind, texts in places.items():
        matches = (match for rule in rules[kind] for text in dict.fromkeys(texts) for match in rule.finditer(text))
        for match in _select_matches(kind, matches, subjects):
            name = _cut_name(kind, match["name"])
            if not _is_person_or_account(name, kind, match):
                yield PublisherCandidate(name=name, feature=kind)


def _select_matches(kind: str, matches: Iterator[re.Match[str]], subjects: Sequence[str]) -> Iterator[re.Match[str]]:
    """Return the matches of a kind of rule that may name the publisher."""
    match kind:
        case "published":
            return (one for one in matches if one.start() < MAX_IMPRINT_START and not _is_cited(one))
        case "officer":
            return (one for one in _keep_only_subject(matches) if any(name in one["name"] for name in subjects))
        case "speaks" | "speaks at":
            return (one for one in matches if not _is_quoted(one))
    return matches


def _cut_name(kind: str, name: str) -> str:
    """Return the name that a kind of rule means by what it matches."""
    if kind == "title":
        return cut_possessive(name)
    if kind == "prepared" and not has_organisation_word(name):
        return re.split(r"\s+(?:and|et|y|&)\s+", name, maxsplit=1)[0]
    return name


def _find_places(
    document_blocks: Sequence[DocumentBlock],
    cover: Cover,
    title: str | None,
    language: str,
    context_lines: Sequence[str],
) -> dict[str, list[str]]:
    """Return the texts that each kind of rule is tried on."""
    first = [block.single_line for block in document_blocks[:SCAN_BLOCKS]]
    last = [block.single_line for block in document_blocks[-TAIL_BLOCKS:]]
    running = [line for line, block in zip(first, document_blocks, strict=False) if _is_running_text(block)]
    headings = [block.single_line for block in document_blocks if block.kind is PassageKind.HEADING]
    uncelled = [line for line, block in zip(first, document_blocks, strict=False) if block.kind is not PassageKind.CELL]
    is_release = any(map(_RELEASE.search, first[:TITLE_BLOCKS]))
    first_lines = list(filter(None, (title, *first[:2])))
    labelled = [f"{label} {name}" for label, name in pairwise(context_lines) if _IMPRINT_LABEL.fullmatch(label)]
    titles = (*first_lines, *(b.text for b in cover.blocks), *first[2:6])
    return {
        "title": [text for text in titles if len(text) < MAX_TITLE_LINE_CHARS or text == title],
        "published": [*first[:30], *context_lines, *labelled, *last, *cover.running_heads],
        "speaks": [*first, *last],
        "speaks at": [*first, *last],
        "introduction": [*first_lines, *running[:INTRODUCTION_PARAGRAPHS], *(last if is_release else ())],
        "prepared": [*first, *context_lines, *last, *(b.single_line for b in document_blocks[-PREPARED_BLOCKS:])],
        "about": [*headings, *(last if language in LATIN_SCRIPT_LANGUAGES else ())],
        "enacts": [
            *first_lines,
            " ".join(first[:APPROVAL_BLOCKS]),
            *uncelled,
            *last,
            *(b.text for b in document_blocks if b.text.startswith("ENACTED by")),
        ],
    }


def _keep_only_subject(matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield matches if they all name one body: a text that describes several is about others."""
    found = [match for match in matches if not _is_quoted(match)]
    if len({build_name_key(clean_name(match["name"])) for match in found}) == 1:
        yield from found


def _match_domains(
    declared: DeclaredMetadata, document_blocks: Sequence[DocumentBlock], cover: Cover, context_lines: Sequence[str]
) -> Iterator[PublisherCandidate]:
    texts = [block.single_line for block in (*document_blocks[:SCAN_BLOCKS], *document_blocks[-TAIL_BLOCKS:])]
    cover_lines = [block.text for block in cover.blocks]
    contacts = dict.fromkeys([*context_lines, *cover_lines, *texts[-TAIL_BLOCKS:]])
    domains = [*find_cover_domains([*cover_lines, *cover.running_heads]), *find_domains(contacts, declared.addresses)]
    labels = {domain.label for domain in domains if domain.source not in {"address", "mailbox"}}
    is_only = len({label for label in labels if not any(map(label.startswith, labels - {label}))}) == 1
    for domain in drop_crowded_domains(domains)[:12]:
        names = list(dict.fromkeys(find_domain_names(domain, [*declared.titles[:1], *texts])))
        for name in names:
            source = "word of the address" if domain.source == "address" and " " not in name else domain.source
            yield PublisherCandidate(name=name, feature=f"{source} domain")
            if domain.source == "e-mail" and is_only and any(_has_whole_name(name, text) for text in texts):
                yield PublisherCandidate(name=name, feature="only address")


def _has_whole_name(name: str, text: str) -> bool:
    """Return whether a text has a name outside of brackets and not as the beginning of a longer one."""
    return bool(re.search(rf"{re.escape(name)}(?!\w|\s+[A-ZÀ-Þ])", re.sub(r"\([^()]*\)", "", text)))


def _is_quoted(match: re.Match[str]) -> bool:
    """Return whether a match is within quotation marks: another body's words."""
    before = match.string[: match.start() + 1]
    return before.count("“") > before.count("”") or before.count("«") > before.count("»") or before.count('"') % 2 == 1


def _is_cited(match: re.Match[str]) -> bool:
    """Return whether an imprint is that of a picture, or of data within a sentence: `figures released by the Board`."""
    return bool(_CITED_WORK.search(match.string[: match.start()]))


def _is_person_or_account(name: str, kind: str, match: re.Match[str]) -> bool:
    """Return whether a name is an author's or account's: `shared by Example Light (@example)`."""
    plain = re.sub(r"[(（].*", "", name).strip()
    return kind == "prepared" and len(plain.split()) > 1 and not has_organisation_word(plain)


def _is_running_text(document_block: DocumentBlock) -> bool:
    """Return whether a block consists of sentences, unlike an entry of a table of contents."""
    if document_block.kind not in {PassageKind.PARAGRAPH, PassageKind.ITEM}:
        return False
    has_end = document_block.text.rstrip().endswith((".", "。", "!", ":", "؛", "،", ";", "»", "”", '"'))
    return has_end and len(document_block.text) > MIN_SENTENCE_CHARS


@cache
def _load_rules(language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    """Return the patterns of a language by feature; `{name}` becomes its pattern of a name."""
    rows = dict(LanguageWords("reading").get_section(language, "publishers"))
    name = rows.pop("name")
    return {
        kind.replace("_", " "): tuple(re.compile(rule.replace("{name}", name)) for rule in rules)
        for kind, rules in rows.items()
    }
