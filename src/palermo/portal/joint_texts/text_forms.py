"""Forms that become changes: drafting."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from palermo.access import Actor
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import CitedKind, ParagraphKind, ProposalAction, ProposalStatus
from palermo.joint_texts.state import TITLE_ID, JointText, TextParagraph
from palermo.statements import LANGUAGES

MAX_WORDS_CHARS = 20_000
NESTED_ITEM = "nested-item"


_CONTROL_PATTERN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Matches what no file format of texts can hold."""


def remove_control_characters(text: str) -> str:
    """Return a text with a blank for each control character, but with its line breaks and tabs."""
    return _CONTROL_PATTERN.sub(" ", text)


class Words(forms.CharField):
    """Words of a paragraph, comment or answer; line breaks are preserved for tables."""

    widget = forms.Textarea

    def __init__(self, *, required: bool = True) -> None:
        super().__init__(required=required, max_length=MAX_WORDS_CHARS)

    def to_python(self, value: Any) -> str:
        """Return the words with plain line breaks; a word processor's own breaks become blanks."""
        return remove_control_characters(str(super().to_python(value) or "").replace("\r\n", "\n"))


class Line(forms.CharField):
    """A title or name on one line."""

    def to_python(self, value: Any) -> str:
        """Return the words without control characters."""
        return remove_control_characters(str(super().to_python(value) or ""))


class ChangeForm(forms.Form):
    """A form that builds changes of a text; `actor` and `text` are those of the request."""

    def __init__(self, data: QueryDict | Mapping[str, Any], text: JointText, actor: Actor) -> None:
        super().__init__(data)
        self.text = text
        self.actor = actor

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the changes in the form, for the given state of the text."""
        raise NotImplementedError


class ParagraphForm(ChangeForm):
    """A form about a paragraph."""

    paragraph = forms.CharField(max_length=40)

    @property
    def paragraph_id(self) -> str:
        """The paragraph."""
        return str(self.cleaned_data["paragraph"])


class EditForm(ParagraphForm):
    """New words in the authoritative language."""

    words = Words()
    base_version = forms.IntegerField(min_value=0)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return a new version."""
        yield text_changes.ParagraphEdited(
            paragraph=self.paragraph_id,
            text=self.cleaned_data["words"],
            base_version=self.cleaned_data["base_version"],
        )


class TranslationForm(EditForm):
    """Words in another language."""

    language = forms.ChoiceField(choices=[(item, item) for item in LANGUAGES])
    follows = forms.IntegerField(min_value=1)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return a new version of a translation."""
        yield text_changes.TranslationWritten(
            paragraph=self.paragraph_id,
            language=self.cleaned_data["language"],
            text=self.cleaned_data["words"],
            follows=self.cleaned_data["follows"],
            base_version=self.cleaned_data["base_version"],
        )


class AddForm(ParagraphForm):
    """A new paragraph after another one, or a new item or footnote of it."""

    kind = forms.ChoiceField(
        choices=[(item.value, item.value) for item in ParagraphKind] + [(NESTED_ITEM, NESTED_ITEM)]
    )
    words = Words()

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the paragraph at its place in the tree."""
        node = text.get_paragraph(self.paragraph_id)
        is_nested = self.cleaned_data["kind"] == NESTED_ITEM
        kind = ParagraphKind.ITEM if is_nested else ParagraphKind(self.cleaned_data["kind"])
        parent, after = _find_place(text, node, kind, is_nested) if node else (None, self.paragraph_id)
        yield text_changes.ParagraphAdded(
            paragraph=text.build_new_id("p"), kind=kind, text=self.cleaned_data["words"], parent=parent, after=after
        )


def _find_place(
    text: JointText, node: TextParagraph, kind: ParagraphKind, is_nested: bool
) -> tuple[str | None, str | None]:
    """Return parent and sibling of a new paragraph at a node."""
    if kind is ParagraphKind.ITEM and node.kind is ParagraphKind.ITEM and not is_nested:
        return node.parent, node.id
    if kind in {ParagraphKind.ITEM, ParagraphKind.FOOTNOTE}:
        children = [
            present_paragraph.id for present_paragraph in text.present_paragraphs if present_paragraph.parent == node.id
        ]
        return node.id, children[-1] if children else None
    top = node
    while top.parent and (above := text.get_paragraph(top.parent)):
        top = above
    return None, None if top.id == TITLE_ID else top.id


class RemoveForm(ParagraphForm):
    """Remove a paragraph."""

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the removal."""
        yield text_changes.ParagraphRemoved(paragraph=self.paragraph_id)


class CommentForm(ParagraphForm):
    """A comment of an entity."""

    entity = forms.CharField(max_length=100)
    words = Words()

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the comment."""
        yield text_changes.CommentMade(
            comment=text.build_new_id("c"),
            paragraph=self.paragraph_id,
            entity=self.cleaned_data["entity"],
            text=self.cleaned_data["words"],
        )


class CommentAnswerForm(ChangeForm):
    """An answer to a comment."""

    comment = forms.CharField(max_length=40)
    answer = Words(required=False)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the answer."""
        yield text_changes.CommentAnswered(comment=self.cleaned_data["comment"], answer=self.cleaned_data["answer"])


class ProposalForm(ParagraphForm):
    """A proposal of an entity."""

    entity = forms.CharField(max_length=100)
    kind = forms.ChoiceField(choices=[(item.value, item.value) for item in ProposalAction])
    words = Words(required=False)
    reason = Words(required=False)
    base_version = forms.IntegerField(min_value=1)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the proposal."""
        yield text_changes.ProposalMade(
            proposal=text.build_new_id("x"),
            paragraph=self.paragraph_id,
            entity=self.cleaned_data["entity"],
            action=ProposalAction(self.cleaned_data["kind"]),
            text=self.cleaned_data["words"],
            reason=self.cleaned_data["reason"],
            base_version=self.cleaned_data["base_version"],
        )


class DecisionForm(ChangeForm):
    """Accept, amend or decline a proposal."""

    proposal = forms.CharField(max_length=40)
    status = forms.ChoiceField(choices=[(item.value, item.value) for item in ProposalStatus if item != "open"])
    answer = Words(required=False)
    words = Words(required=False)
    base_version = forms.IntegerField(min_value=0)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the decision."""
        yield text_changes.ProposalDecided(
            proposal=self.cleaned_data["proposal"],
            status=ProposalStatus(self.cleaned_data["status"]),
            answer=self.cleaned_data["answer"],
            base_version=self.cleaned_data["base_version"],
            text=self.cleaned_data["words"],
        )


class CitationForm(ParagraphForm):
    """Cite a statement or a provision, and perhaps insert its words."""

    kind = forms.ChoiceField(choices=[(item.value, item.value) for item in CitedKind])
    reference = forms.CharField(max_length=200)
    quote = Words(required=False)
    source = Line(max_length=500)
    base_version = forms.IntegerField(min_value=0)
    is_inserted = forms.BooleanField(required=False)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the citation, and a new version with the quoted words at the end of the paragraph."""
        yield text_changes.CitationAdded(
            citation=text.build_new_id("k"),
            paragraph=self.paragraph_id,
            kind=CitedKind(self.cleaned_data["kind"]),
            reference=self.cleaned_data["reference"],
            quote=self.cleaned_data["quote"],
            source=self.cleaned_data["source"],
        )
        if self.cleaned_data["is_inserted"]:
            yield text_changes.ParagraphEdited(
                paragraph=self.paragraph_id,
                text=f"{text.get_text(self.paragraph_id)} {self.cleaned_data['quote']}".strip(),
                base_version=self.cleaned_data["base_version"],
            )


class CitationRemovalForm(ChangeForm):
    """Remove a citation."""

    citation = forms.CharField(max_length=40)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the removal."""
        yield text_changes.CitationRemoved(citation=self.cleaned_data["citation"])
