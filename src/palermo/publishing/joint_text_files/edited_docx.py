"""Import of an edited Word file of a joint text: its changes as proposals, its comments as comments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from palermo.joint_texts.enums import ProposalAction
from palermo.joint_texts.refusals import ChangeRefused, RefusalCode, refuse
from palermo.joint_texts.state import TITLE_ID
from palermo.publishing.joint_text_files.docx_body import BodyBlock, DocxBody
from palermo.publishing.joint_text_files.docx_writer import BOOKMARK_PREFIX, IDENTITY_PREFIX
from palermo.publishing.joint_text_files.text_layout import NotePart, TextLayout

MIN_SIMILARITY = 0.6
"""Share of common characters from which a paragraph without bookmark counts as an edited one."""
MIN_HELD_SHARE = 1 / 3
"""Share of the paragraphs that a file holds, edited or not, unless it has the text of another document."""
_ROLL_HASH = "SHA-256 "
_INLINE_NOTE_PATTERN = re.compile(r"\^\[([^\]]*)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxIdentity:
    """The text, event number and language that a file was written from."""

    text_id: str
    sequence: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxProposal:
    """A change made in Word."""

    paragraph: str
    action: ProposalAction
    text: str
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxComment:
    """A comment made in Word."""

    paragraph: str
    author: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocxEdits:
    """Proposals and comments of an edited file."""

    proposals: tuple[DocxProposal, ...]
    comments: tuple[DocxComment, ...]
    matched: int
    """Number of recognised paragraphs of the text."""


def open_edited_docx(content: bytes, name: str) -> DocxBody:
    """Return the body of an uploaded file; raises Unreadable or TooLarge."""
    return DocxBody(content, name, BOOKMARK_PREFIX)


def read_identity(body: DocxBody) -> DocxIdentity:
    """Return which text a file was written from; raises ChangeRefused if it was not written by Palermo."""
    for name in (body.identifier, *body.bookmark_names):
        parts = name.removeprefix(IDENTITY_PREFIX).split("_")
        if name.startswith(IDENTITY_PREFIX) and len(parts) == 3 and parts[1].isdigit():
            return DocxIdentity(text_id=parts[0], sequence=int(parts[1]), language=parts[2])
    raise ChangeRefused(refuse(RefusalCode.FILE_UNKNOWN))


def compare_docx(body: DocxBody, layout: TextLayout) -> DocxEdits:
    """Return the edits of a file against its text; raises ChangeRefused for that of another."""
    identity = read_identity(body)
    if identity.text_id != layout.id or identity.sequence != layout.sequence:
        raise ChangeRefused(refuse(RefusalCode.FILE_OF_OTHER_TEXT))
    if identity.language != layout.language:
        raise ChangeRefused(refuse(RefusalCode.FILE_OF_TRANSLATION))
    original = list_original_texts(layout)
    blocks, restored = _restore_notes(list(body.list_blocks()), layout)
    placed = list(_place_blocks(blocks, original, layout))
    present_ids = {id for id, block in placed if id and block.text} | restored
    if len(present_ids) < MIN_HELD_SHARE * len(original):
        raise ChangeRefused(refuse(RefusalCode.FILE_OF_OTHER_WORDS, held=len(present_ids), count=len(original)))
    proposals = [*_list_edits(placed, original), *_list_deletions(layout, original, present_ids)]
    return DocxEdits(proposals=tuple(proposals), comments=tuple(_list_comments(placed)), matched=len(present_ids))


def list_original_texts(layout: TextLayout) -> dict[str, str]:
    """Return the text of title, paragraphs and footnotes by id, as the file was written."""
    blocks = {block.id: block.text for block in layout.blocks}
    return {TITLE_ID: layout.title, **blocks, **layout.footnotes}


def _restore_notes(blocks: Sequence[BodyBlock], layout: TextLayout) -> tuple[list[BodyBlock], set[str]]:
    """Identify footnotes without a bookmark by their words; return the blocks and the ids found in this way.

    LibreOffice drops most of these bookmarks.
    """
    named = {id for block in blocks for id in block.bookmarks}
    left = {id: _collapse(text) for id, text in layout.footnotes.items() if id not in named}
    restored: set[str] = set()

    def name_note(match: re.Match[str]) -> str:
        id = next((id for id, text in left.items() if text == _collapse(match[1])), "")
        if not id:
            return match[0]
        del left[id]
        restored.add(id)
        return f"[^{id}]"

    return [replace(block, text=_INLINE_NOTE_PATTERN.sub(name_note, block.text)) for block in blocks], restored


def _place_blocks(
    blocks: Sequence[BodyBlock], original: Mapping[str, str], layout: TextLayout
) -> Iterator[tuple[str, BodyBlock]]:
    """Yield each block with its paragraph's id, found by bookmark or similarity; empty for a new one."""
    placed = {id for block in blocks for id in block.bookmarks if id in original}
    roll_names = {layout.roll_title, *(entry.entity for entry in layout.roll)}
    for block in blocks:
        known = next((id for id in block.bookmarks if id in original), "")
        if known:
            yield known, block
        elif block.text and not _is_roll(block, roll_names):
            similar = _find_similar(block.text, {id: item for id, item in original.items() if id not in placed})
            placed.add(similar)
            yield similar, block


def _is_roll(block: BodyBlock, roll_names: set[str]) -> bool:
    first = block.text.partition("\t")[0]
    return bool(first) and (first in roll_names or block.text.startswith(_ROLL_HASH))


def _find_similar(text: str, candidates: Mapping[str, str]) -> str:
    """Return the id of the most similar paragraph, or empty if none is similar enough."""
    scored = [(SequenceMatcher(None, text, item, autojunk=False).ratio(), id) for id, item in candidates.items()]
    score, best = max(scored, default=(0.0, ""))
    return best if score >= MIN_SIMILARITY else ""


def _list_edits(placed: Sequence[tuple[str, BodyBlock]], original: Mapping[str, str]) -> Iterator[DocxProposal]:
    """Yield changed paragraphs, and new ones with the paragraph that they follow.

    Consecutive new paragraphs are in reverse order, so that accepting them one after another restores their order.
    """
    previous = TITLE_ID
    added: list[DocxProposal] = []
    for id, block in placed:
        if not id:
            added.insert(
                0,
                DocxProposal(paragraph=previous, action=ProposalAction.INSERT, text=block.text, authors=block.authors),
            )
            continue
        yield from added
        added = []
        previous = id
        if block.text and _collapse(block.text) != _collapse(original[id]):
            yield DocxProposal(paragraph=id, action=ProposalAction.REPLACE, text=block.text, authors=block.authors)
    yield from added


def _collapse(text: str) -> str:
    return "\n".join(
        "\t".join(" ".join(cell.split()) for cell in line.split("\t")) for line in text.strip().split("\n")
    ).replace(" ^[", "^[")


def _list_deletions(layout: TextLayout, original: Mapping[str, str], present_ids: set[str]) -> Iterator[DocxProposal]:
    """Yield deleted paragraphs; their items and footnotes go with them."""
    deleted = original.keys() - present_ids - {TITLE_ID}
    blocks = [block for block in layout.blocks if block.id in deleted]
    notes = (part for block in blocks for part in layout.split_notes(block.text))
    contained = {block.id for block in blocks if block.parent in deleted}
    contained |= {part.id for part in notes if isinstance(part, NotePart)}
    for id in original:
        if id in deleted and id not in contained:
            yield DocxProposal(paragraph=id, action=ProposalAction.DELETE, text="")


def _list_comments(placed: Sequence[tuple[str, BodyBlock]]) -> Iterator[DocxComment]:
    previous = TITLE_ID
    for id, block in placed:
        previous = id or previous
        for author, text in block.comments:
            if text.strip():
                yield DocxComment(paragraph=previous, author=author, text=text.strip())
