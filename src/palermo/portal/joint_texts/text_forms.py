"""Forms that become changes: drafting."""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from palermo.access import Actor
from palermo.joint_texts import changes as text_changes
from palermo.joint_texts.enums import CitedKind, ParagraphKind, ProposalAction, ProposalStatus
from palermo.joint_texts.state import TITLE_ID, JointText, TextParagraph
from palermo.languages import LANGUAGES

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


class EnumField(forms.TypedChoiceField):
    """A member of an enumeration."""

    def __init__(self, members: Iterable[StrEnum]) -> None:
        choices = [(member.value, member.value) for member in members]
        by_value = {member.value: member for member in members}
        super().__init__(choices=choices, coerce=by_value.__getitem__)


class ChangeForm(forms.Form):
    """A form that builds changes of a text; `actor` and `text` are those of the request.

    Its fields are those of one change, unless it builds its changes itself.
    """

    change: ClassVar[type[text_changes.Change]]
    renamed: ClassVar[Mapping[str, str]] = {"words": "text"}
    """Fields of the change that have another name in the form, by that name."""
    new_id: ClassVar[tuple[str, str] | None] = None
    """Field of the change that gets a new id, and how that begins."""

    def __init__(self, data: QueryDict | Mapping[str, Any], text: JointText, actor: Actor) -> None:
        super().__init__(data)
        self.text = text
        self.actor = actor

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the changes in the form, for the given state of the text."""
        yield type(self).change(**self.build_values(text))

    def build_values(self, text: JointText) -> dict[str, Any]:
        """Return the values of the change's fields."""
        values = {self.renamed.get(name, name): value for name, value in self.cleaned_data.items()}
        return values | ({self.new_id[0]: text.build_new_id(self.new_id[1])} if self.new_id else {})


class ParagraphForm(ChangeForm):
    """A form about a paragraph."""

    paragraph = forms.CharField(max_length=40)


class EditForm(ParagraphForm):
    """New words in the authoritative language."""

    change: ClassVar[type[text_changes.Change]] = text_changes.ParagraphEdited
    words = Words()
    base_version = forms.IntegerField(min_value=0)


class TranslationForm(EditForm):
    """Words in another language."""

    change = text_changes.TranslationWritten
    language = forms.ChoiceField(choices=[(item, item) for item in LANGUAGES])
    follows = forms.IntegerField(min_value=1)


class AddForm(ParagraphForm):
    """A new paragraph after another one, or a new item or footnote of it."""

    change = text_changes.ParagraphAdded
    kind = forms.ChoiceField(
        choices=[(item.value, item.value) for item in ParagraphKind] + [(NESTED_ITEM, NESTED_ITEM)]
    )
    words = Words()

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the paragraph at its place in the tree."""
        node = text.get_paragraph(self.cleaned_data["paragraph"])
        is_nested = self.cleaned_data["kind"] == NESTED_ITEM
        kind = ParagraphKind.ITEM if is_nested else ParagraphKind(self.cleaned_data["kind"])
        parent, after = _find_place(text, node, kind, is_nested) if node else (None, self.cleaned_data["paragraph"])
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
        children = [paragraph.id for paragraph in text.present_paragraphs if paragraph.parent == node.id]
        return node.id, children[-1] if children else None
    top = node
    while top.parent and (above := text.get_paragraph(top.parent)):
        top = above
    return None, None if top.id == TITLE_ID else top.id


class RemoveForm(ParagraphForm):
    """Remove a paragraph."""

    change = text_changes.ParagraphRemoved


class CommentForm(ParagraphForm):
    """A comment of an entity."""

    change = text_changes.CommentMade
    new_id = ("comment", "c")
    entity = forms.CharField(max_length=100)
    words = Words()


class CommentAnswerForm(ChangeForm):
    """An answer to a comment."""

    change = text_changes.CommentAnswered
    comment = forms.CharField(max_length=40)
    answer = Words(required=False)


class ProposalForm(ParagraphForm):
    """A proposal of an entity."""

    change = text_changes.ProposalMade
    renamed = {"words": "text", "kind": "action"}
    new_id = ("proposal", "x")
    entity = forms.CharField(max_length=100)
    kind = EnumField(ProposalAction)
    words = Words(required=False)
    reason = Words(required=False)
    base_version = forms.IntegerField(min_value=1)


class DecisionForm(ChangeForm):
    """Accept, amend or decline a proposal."""

    change = text_changes.ProposalDecided
    proposal = forms.CharField(max_length=40)
    status = EnumField([item for item in ProposalStatus if item is not ProposalStatus.OPEN])
    answer = Words(required=False)
    words = Words(required=False)
    base_version = forms.IntegerField(min_value=0)


class CitationForm(ParagraphForm):
    """Cite a statement or a provision, and perhaps insert its words."""

    change = text_changes.CitationAdded
    new_id = ("citation", "k")
    kind = EnumField(CitedKind)
    reference = forms.CharField(max_length=200)
    quote = Words(required=False)
    source = Line(max_length=500)
    base_version = forms.IntegerField(min_value=0)
    is_inserted = forms.BooleanField(required=False)

    def build_changes(self, text: JointText) -> Iterable[text_changes.Change]:
        """Return the citation, and the edited paragraph if the quote is added to it."""
        values = self.build_values(text)
        base_version, is_inserted = values.pop("base_version"), values.pop("is_inserted")
        yield text_changes.CitationAdded(**values)
        if is_inserted:
            words = f"{text.get_text(values['paragraph'])} {values['quote']}".strip()
            yield text_changes.ParagraphEdited(paragraph=values["paragraph"], text=words, base_version=base_version)


class CitationRemovalForm(ChangeForm):
    """Remove a citation."""

    change = text_changes.CitationRemoved
    citation = forms.CharField(max_length=40)
