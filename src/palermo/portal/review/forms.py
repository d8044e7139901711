"""Forms of the review desk: corrections, added statements, queues, and reports of readers."""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palermo.portal.base import display_names, value_labels
from palermo.portal.base.forms import ChoiceParam, NumberParam, QueryForm, TextParam, ValuesParam
from palermo.portal.base.value_labels import DIMENSIONS, TENSES, get_facet_title
from palermo.portal.review.models import MAX_ADDRESS_CHARS, MAX_TEXT_CHARS, ErrorReport, ReportedAspect, SavedQueue
from palermo.portal.review.participants import format_places, parse_places, resolve_participants
from palermo.review import CORRECTABLE_FIELDS
from palermo.statements import (
    FACET_BY_NAME,
    FACET_BY_TAG_FIELD,
    ROLES,
    TAG_FIELDS,
    InstrumentRef,
    Response,
    Statement,
    StatementKind,
    to_dict,
)
from palermo.vocabulary import load_vocabulary

QUEUE_FACETS = ("kind", "actor", "document", "language", "theme")
"""Facets by which a queue can be filtered, as query parameters."""
REPORTED, UNCERTAIN, CHANGED, DISAGREEMENT = "reported", "uncertain", "changed", "disagreement"
QUEUE_NAMES = (REPORTED, UNCERTAIN, CHANGED, DISAGREEMENT)
MAX_QUEUE_NUMBER = 99_999
MAX_FILTER_VALUES = 20
EXTRA_PARTICIPANTS = 2
"""Empty fields for names that are added."""
MIN_FORM_SECONDS = 3
"""A form that is sent sooner was not filled in by a person."""
MAX_FORM_SECONDS = 24 * 3600
TENSE_CHOICES = (("", "–"), *TENSES.items())
DIMENSION_CHOICES = (("", "–"), *DIMENSIONS.items())


class QueueQueryForm(QueryForm):
    """A queue: one that is saved, or else one of the desk with its filters."""

    saved = NumberParam(initial=0, maximum=MAX_QUEUE_NUMBER)
    queue = ChoiceParam(choices=[(name, name) for name in QUEUE_NAMES], initial=UNCERTAIN)

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return a field for each filter."""
        return {name: ValuesParam(max_values=MAX_FILTER_VALUES) for name in QUEUE_FACETS}

    @property
    def selected(self) -> dict[str, tuple[str, ...]]:
        """The values of the filters that have any."""
        return {name: values for name in QUEUE_FACETS if (values := self.cleaned_data[name])}


class DeskForm(QueryForm):
    """What the pages of the desk say after an action: the queue that is finished, and the decision."""

    finished = TextParam(max_chars=60)
    done = TextParam(max_chars=40)


class PassageForm(QueryForm):
    """The passage to which statements are added, or a missing one with its passage, and those that were added last."""

    passage = TextParam()
    missing = TextParam()
    added = TextParam(max_chars=3)
    done = TextParam(max_chars=40)


class ReportedPageForm(QueryForm):
    """The statement or the page that a reader reports."""

    statement = TextParam()

    def build_fields(self) -> Mapping[str, forms.Field]:
        """Return the page, which is an address here."""
        return {"page": TextParam(max_chars=MAX_ADDRESS_CHARS)}

    @property
    def page_address(self) -> str:
        """The address within this site that is reported, or that of the home page."""
        address: str = self.get_value("page")
        is_ours = address.startswith("/") and not address.startswith(("//", "/\\"))
        return address if is_ours else reverse("home:home")


class NamesField(forms.Field):
    """Names of participants, one input for each."""

    def to_python(self, value: Any) -> list[str]:
        """Return the non-empty names."""
        return [" ".join(str(item).split())[:300] for item in value or () if str(item).strip()]


class NamesWidget(forms.Widget):
    """Several text inputs with one name, and suggestions from the registry."""

    template_name = "review/_names_widget.html"
    label: Any = ""
    """Label of the field, by which each input after the first is named."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """Return the values of all inputs."""
        return list(data.getlist(name))[:50]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return the inputs: the names, and some empty ones."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        return context | {"names": [*(value or ()), *[""] * EXTRA_PARTICIPANTS], "label": self.label}


class StatementForm(forms.Form):
    """All fields of a statement, and its quote as exact words of its passage."""

    kind = forms.ChoiceField(label=_("Kind"))
    quote = forms.CharField(label=_("Quote"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000)
    actors = NamesField(label=_("Who acts or speaks"), widget=NamesWidget, required=False)
    addressees = NamesField(label=_("Who is asked or served"), widget=NamesWidget, required=False)
    partners = NamesField(label=_("With whom"), widget=NamesWidget, required=False)
    action = forms.CharField(label=_("Action"), required=False, max_length=2000)
    response = forms.ChoiceField(label=_("Answer"), required=False)
    tense = forms.ChoiceField(label=_("Time"), required=False, choices=TENSE_CHOICES)
    dimension = forms.ChoiceField(label=_("Level of the factor"), required=False, choices=DIMENSION_CHOICES)
    places = forms.CharField(label=_("Countries, separated by semicolons"), required=False, max_length=2000)
    years = forms.CharField(label=_("Years, separated by commas"), required=False, max_length=300)
    instruments = forms.CharField(
        label=_("Instruments cited, separated by semicolons"), required=False, max_length=2000
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=MAX_TEXT_CHARS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = [(item.value, value_labels.KINDS[item.value]) for item in StatementKind]  # type: ignore[attr-defined]
        for name in ROLES:
            self.fields[name].widget.label = self.fields[name].label
        responses = [(item.value, value_labels.RESPONSES[item.value]) for item in Response]
        self.fields["response"].choices = [("", "–"), *responses]  # type: ignore[attr-defined]
        for name, facet in FACET_BY_TAG_FIELD.items():
            concepts = load_vocabulary().list_concepts(name)
            labels = {concept.id: display_names.get_concept_label(concept.id) for concept in concepts}
            self.fields[name] = forms.MultipleChoiceField(
                label=str(get_facet_title(FACET_BY_NAME[facet])),
                required=False,
                choices=[(id, labels[id]) for id in sorted(labels, key=labels.__getitem__)],
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_years(self) -> list[int]:
        """Return the years as numbers."""
        texts = self.cleaned_data["years"].replace(";", ",").split(",")
        years = [text.strip() for text in texts if text.strip()]
        if any(not year.isascii() or not year.isdigit() or len(year) != 4 for year in years):
            raise forms.ValidationError(_("Years have four digits, such as 2024."))
        return [int(year) for year in years]

    def clean_places(self) -> list[str]:
        """Return the ISO codes of the countries."""
        codes, unknown = parse_places(self.cleaned_data["places"])
        if unknown:
            raise forms.ValidationError(_("No country has this name: %(names)s."), params={"names": ", ".join(unknown)})
        return codes

    def build_fields(self, statement: Statement | None) -> dict[str, Any]:
        """Return the fields that differ from a statement, or all non-empty ones, as JSON values."""
        cleaned, known = self.cleaned_data, to_dict(statement) if statement else {}
        fields: dict[str, Any] = {name: cleaned[name] or None for name in ("action", "response", "tense", "dimension")}
        fields |= {name: cleaned[name] for name in ("kind", "places", "years", *TAG_FIELDS)}
        for name in ROLES:
            fields[name] = resolve_participants(cleaned[name], getattr(statement, name) if statement else ())
        cited = [item.strip() for item in cleaned["instruments"].split(";") if item.strip()]
        instruments = {format_instrument(item): to_dict(item) for item in (statement.instruments if statement else ())}
        fields["instruments"] = [instruments.get(item, {"id": item, "provision": None}) for item in cited]
        if statement is None:
            return {name: value for name, value in fields.items() if value}
        return {name: value for name, value in fields.items() if _sort_value(value) != _sort_value(known[name])}


class CorrectionForm(StatementForm):
    """A correction, with the splitting and merging of statements of one passage."""

    second_quote = forms.CharField(
        label=_("Second statement, if two are in one"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=10_000,
    )
    merged = forms.MultipleChoiceField(
        label=_("Merge with these statements of the passage"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, siblings: Sequence[Statement] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["merged"].choices = [(sibling.id, sibling.quote) for sibling in siblings]  # type: ignore[attr-defined]


class AddedStatementForm(StatementForm):
    """A statement that the extraction missed; each item of a list can become a statement."""

    items = forms.MultipleChoiceField(
        label=_("Also each of these list items, as a whole"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = items  # type: ignore[attr-defined]


class ReportForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is wrong with a statement; a hidden field and a minimum time keep out programs."""

    aspect = forms.ChoiceField(choices=ReportedAspect.choices, widget=forms.RadioSelect)
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    opened = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = ErrorReport
        fields = ("aspect", "text", "email")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def clean_website(self) -> str:
        """Refuse forms in which a program filled in the field that is hidden from people."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Leave this field empty."))
        return ""

    def clean_opened(self) -> str:
        """Refuse forms that were sent too fast, or that the portal did not create."""
        value: str = self.cleaned_data["opened"]
        try:
            opened_at = float(signing.loads(value, salt="report", max_age=MAX_FORM_SECONDS))
        except (signing.BadSignature, ValueError, TypeError):
            raise forms.ValidationError(_("The form is too old. Send it again.")) from None
        if time.time() - opened_at < MIN_FORM_SECONDS:
            raise forms.ValidationError(_("The form was sent too fast. Wait a moment and send it again."))
        return value


class QueueForm(forms.ModelForm):  # type: ignore[type-arg]
    """A saved queue."""

    audit_size = forms.IntegerField(
        label=_("Random sample of so many statements"), required=False, min_value=1, max_value=2000
    )

    class Meta:
        model = SavedQueue
        fields = ("name", "query", "assigned_to", "required")
        widgets = {"query": forms.HiddenInput}


def sign_opening_time() -> str:
    """Return the time at which a form is opened, signed."""
    return signing.dumps(str(time.time()), salt="report")


def build_initial(statement: Statement) -> dict[str, Any]:
    """Return the initial values of a correction."""
    row = to_dict(statement)
    initial = {name: row[name] for name in CORRECTABLE_FIELDS if name in row}
    return initial | {
        "quote": statement.quote,
        "years": ", ".join(map(str, statement.years)),
        "places": format_places(statement.places),
        "instruments": "; ".join(format_instrument(instrument) for instrument in statement.instruments),
        **{name: [ref.name for ref in statement.get_refs(name)] for name in ROLES},
    }


def format_instrument(instrument: InstrumentRef) -> str:
    """Return an instrument as it is shown in the form."""
    return f"{instrument.id} {instrument.provision}" if instrument.provision else instrument.id


def _sort_value(value: Any) -> Any:
    """Return a value in a form that ignores the order of concepts and countries."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value)
    return value or None
