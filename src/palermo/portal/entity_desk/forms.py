"""Forms of the entity desk."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.portal.entity_desk.uploads import MAX_UPLOAD_BYTES
from palermo.portal.services.entity_statements import ANSWER_CHOICES, PROFILE_FIELDS, VERDICT_CHOICES
from palermo.portal.services.table_uploads import find_suffix
from palermo.reading.file_types import FILE_TYPES, UPLOAD_SUFFIXES

FILE_LABEL = format_lazy(
    _("File ({types}; up to 50 MB)"),
    types=", ".join(item.offered_suffixes[0][1:].upper() for item in FILE_TYPES if item.offered_suffixes),
)
NEEDS_TEXT = "correct"
"""The verdict that has to say what is right."""
TEXT_MISSING = _("Say what is right for each statement that is to be corrected.")
VERDICT_MISSING = _("Nothing was sent: choose a verdict for a statement first.")
LONG_TEXT = forms.Textarea(attrs={"rows": 4})


class ProfileForm(forms.Form):
    """A proposed change of the profile."""

    subject = forms.ChoiceField(label=_("Part of the profile"), choices=PROFILE_FIELDS)
    text = forms.CharField(label=_("New text"), widget=LONG_TEXT, max_length=5000)


class ActivityForm(forms.Form):
    """An activity."""

    text = forms.CharField(label=_("What is done"), widget=LONG_TEXT, max_length=2000)
    places = forms.CharField(label=_("Where"), required=False, max_length=500)
    years = forms.CharField(label=_("Years"), required=False, max_length=100)
    partners = forms.CharField(label=_("With whom"), required=False, max_length=500)
    evidence = forms.URLField(label=_("Address of a source"), required=False, max_length=500)


class ProposedDocumentForm(forms.Form):
    """A document: a file or an address; one that is stored already may stay."""

    title = forms.CharField(label=_("Title"), max_length=300)
    publisher = forms.CharField(label=_("Publisher"), required=False, max_length=300)
    file = forms.FileField(label=FILE_LABEL, required=False)
    address = forms.URLField(label=_("or its address"), required=False, max_length=500)

    def __init__(self, *args: Any, is_contribution: bool, is_stored: bool, **options: Any) -> None:
        """Ask who published it only where no entity adds it; a stored file need not be sent again."""
        super().__init__(*args, **options)
        self._is_stored = is_stored
        if not is_contribution:
            del self.fields["publisher"]
        if is_stored:
            self.fields["file"].help_text = _("Leave both empty to keep the file that you sent.")

    def clean(self) -> dict[str, Any]:
        """Check that there is a file of a known type and size, or an address."""
        values = super().clean() or {}
        file = values.get("file")
        if not file and not values.get("address") and not self._is_stored:
            self.add_error("file", gettext("Choose a file, or give an address."))
        elif file and find_suffix(file.name) not in UPLOAD_SUFFIXES:
            self.add_error("file", gettext("Files of this type are not read."))
        elif file and file.size > MAX_UPLOAD_BYTES:
            self.add_error("file", gettext("The file is larger than 50 MB: split it, or give its address."))
        return values


class SurveyForm(forms.Form):
    """A mapping survey that is filled in."""

    table = forms.FileField(label=_("XLSX, CSV or TSV, up to 5 MB"))


class AnswerForm(forms.Form):
    """The entity's answer to a recommendation."""

    answer = forms.ChoiceField(label=_("Answer"), choices=ANSWER_CHOICES)
    text = forms.CharField(label=_("Evidence"), widget=LONG_TEXT, max_length=5000)
    evidence = forms.URLField(label=_("Address of a source"), required=False, max_length=500)


class CheckForm(forms.Form):
    """A check of a statement that the secretariat returned."""

    verdict = forms.ChoiceField(label=_("Check of a statement"), choices=VERDICT_CHOICES)
    text = forms.CharField(label=_("What is right"), widget=LONG_TEXT, required=False, max_length=2000)

    def clean(self) -> dict[str, Any]:
        """Check that a correction says what is right."""
        values = super().clean() or {}
        if values.get("verdict") == NEEDS_TEXT and not values.get("text"):
            self.add_error("text", TEXT_MISSING)
        return values


class ProposalDecisionForm(forms.Form):
    """The secretariat's decision: the text may be edited, a return needs a comment."""

    text = forms.CharField(label=_("Text as it will be shown"), widget=LONG_TEXT, required=False, max_length=5000)
    comment = forms.CharField(label=_("Comment to the sender"), widget=LONG_TEXT, required=False, max_length=2000)
    decision = forms.ChoiceField(choices=[("accept", ""), ("return", "")], widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Check that a return has a comment."""
        values = super().clean() or {}
        if values.get("decision") == "return" and not values.get("comment"):
            self.add_error("comment", gettext("Say what should be changed."))
        return values


class RoundForm(forms.Form):
    """A mapping round."""

    name = forms.CharField(label=_("Name of the round"), max_length=100)
    deadline = forms.DateField(label=_("Deadline"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_deadline(self) -> date:
        """Check that focal points still have time."""
        deadline: date = self.cleaned_data["deadline"]
        if deadline < timezone.localdate():
            raise forms.ValidationError(gettext("This day is past: choose a later one."))
        return deadline
