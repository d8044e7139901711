"""The forms of decisions on a document: a correction of its metadata, and taking it down."""

import uuid
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palermo.portal.base import display_names
from palermo.portal.base.forms import clean_value
from palermo.portal.base.languages import get_language_name
from palermo.portal.base.number_formats import get_group_separator
from palermo.portal.base.value_labels import DOCUMENT_FIELDS, NATURES
from palermo.portal.review.models import MAX_TEXT_CHARS
from palermo.registry import load_registry
from palermo.review import MAX_TITLE_CHARS, read_document_fields
from palermo.statements import JOINT_SEPARATOR, Document, Nature, RefType, is_date

FULL_TEXT_CHOICES = (("full", _("The whole text")), ("quotes", _("Only quotes")))
MAX_KEY_CHARS = 60
LANGUAGES = ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "zh"]
"""Languages that can be chosen; that of the document is added."""


class DocumentDecisionForm(forms.Form):
    """What every decision on a document has: its reason, the form it came from, and the decision seen before."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=MAX_TEXT_CHARS)
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    last = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_key(self) -> str:
        """Return the key of the form, or a new one."""
        return clean_value(self.cleaned_data["key"], MAX_KEY_CHARS) or uuid.uuid4().hex


class TakeDownForm(DocumentDecisionForm):
    """Why a document is taken down."""

    reason = forms.CharField(label=_("Reason"), max_length=MAX_TEXT_CHARS)


class DocumentCorrectionForm(DocumentDecisionForm):
    """The metadata of a document."""

    title = forms.CharField(label=_("Title"), max_length=MAX_TITLE_CHARS)
    date = forms.CharField(label=_("Date, such as 2024, 2024-05 or 2024-05-17"), required=False, max_length=10)
    publishers = forms.CharField(
        label=_("Publishers, separated by semicolons"), required=False, max_length=MAX_TITLE_CHARS
    )
    language = forms.ChoiceField(label=_("Language"))
    nature = forms.ChoiceField(label=_("Kind of text"), choices=tuple(NATURES.items()))
    full_text = forms.ChoiceField(label=_("What may be shown"), choices=FULL_TEXT_CHOICES)
    field_order = ("title", "date", "publishers", "language", "nature", "full_text", "reason")

    def __init__(self, *args: Any, document: Document, can_change_rights: bool, **options: Any) -> None:
        self.document, self.before = document, read_document_fields(document)
        self.publisher_ids = {display_names.get_name(id, document.language): id for id in document.publishers}
        initial = self.before | {
            "publishers": "; ".join(self.publisher_ids) or document.publisher or "",
            "full_text": "full" if document.full_text else "quotes",
        }
        options["initial"] = initial | options.get("initial", {})
        super().__init__(*args, **options)
        names = {code: get_language_name(code) for code in {*LANGUAGES, document.language}}
        self.fields["language"].choices = sorted(names.items(), key=lambda item: item[1].casefold())  # type: ignore[attr-defined]
        if not can_change_rights:
            del self.fields["full_text"]

    def clean_title(self) -> str:
        """Return the title in one line."""
        title = clean_value(self.cleaned_data["title"], MAX_TITLE_CHARS)
        if not title:
            raise forms.ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean_date(self) -> str | None:
        """Return the date, or None for no date."""
        value: str = self.cleaned_data["date"].strip()
        if value and not is_date(value):
            raise forms.ValidationError(_("Write the date as 2024, 2024-05 or 2024-05-17."))
        if value > datetime.now(UTC).date().isoformat():
            raise forms.ValidationError(_("This date lies in the future."))
        return value or None

    def clean_publishers(self) -> dict[str, Any]:
        """Return the ids of entities and the names; a body that is not in the registry has a name alone."""
        names = [clean_value(name) for name in self.cleaned_data["publishers"].split(";")]
        ids = {name: self._find_entity(name) for name in names if name}
        unknown = [name for name, id in ids.items() if id is None]
        if unknown and len(unknown) < len(ids):
            raise forms.ValidationError(
                _("Name only entities of the registry, or only other bodies. Not in the registry: %(names)s."),
                params={"names": get_group_separator().join(unknown)},
            )
        found = list(dict.fromkeys(id for id in ids.values() if id))
        own_names = [display_names.get_name(id, self.document.language) for id in found]
        return {"publishers": found, "publisher": JOINT_SEPARATOR.join(own_names or ids) or None}

    def _find_entity(self, name: str) -> str | None:
        match = load_registry().match_entity_name(name)
        is_entity = match is not None and match.type is RefType.ENTITY and match.reason is None
        return self.publisher_ids.get(name) or (match.id if match and is_entity else None)

    def list_changes(self) -> dict[str, Any]:
        """Return the fields that differ from the document."""
        cleaned = self.cleaned_data
        fields = {name: cleaned[name] for name in ("title", "date", "language", "nature")}
        if "publishers" in self.changed_data:
            fields |= cleaned["publishers"]
        if "full_text" in self.fields:
            fields["full_text"] = cleaned["full_text"] == "full"
        return {name: value for name, value in fields.items() if value != self.before[name]}


def label_document_fields(fields: dict[str, Any], before: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return label, value before and new value of each corrected field; an empty value is a dash."""
    shown = {name: value for name, value in fields.items() if name != "publishers"}
    return [
        (str(DOCUMENT_FIELDS[name]), _label_value(name, before.get(name)), _label_value(name, value))
        for name, value in shown.items()
    ]


def _label_value(name: str, value: Any) -> str:
    if name == "full_text":
        return str(dict(FULL_TEXT_CHOICES)["quotes" if value is False else "full"])
    if name == "nature" and value:
        return str(NATURES[Nature(value)])
    return get_language_name(value) if name == "language" and value else str(value or "–")
