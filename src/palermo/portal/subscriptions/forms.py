"""The form of a saved search, and the query parameters from which it is filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.errors import NotFetched, QuestionInvalid
from palermo.pipeline.standing_queries import parse_search
from palermo.portal.base.forms import QueryForm, TextParam, ValuesParam, clean_value
from palermo.portal.base.reason_texts import describe_failure
from palermo.portal.services.map_cache import get_facet_values
from palermo.portal.subscriptions.models import SavedSearch
from palermo.portal.subscriptions.notice_kinds import NOTICE_KINDS
from palermo.sources import resolve_endpoints

MAX_CONDITIONS = 20


class FollowedSearchForm(QueryForm):
    """The search that is followed: conditions and words, as feeds take them, and its name."""

    where = ValuesParam(max_values=MAX_CONDITIONS)
    q = TextParam()
    name = TextParam()


class SavedSearchForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, conditions and words of a search, and how its new statements are sent."""

    name = forms.CharField(label=_("Name"), max_length=100)
    conditions = forms.CharField(
        label=_("Conditions, one a line"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr", "spellcheck": "false"}),
        help_text=_("Such as theme=technology, region=africa, addressee=States or kind=recommendation."),
    )
    words = forms.CharField(label=_("Words in the quote"), required=False, max_length=200)
    webhook = forms.CharField(
        label=_("Webhook (optional)"),
        required=False,
        max_length=500,
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://"}),
        help_text=_("New statements are posted to this https address as JSON, as soon as they are found."),
    )

    class Meta:
        model = SavedSearch
        fields = ("name", "conditions", "words", *(kind.field for kind in NOTICE_KINDS), "webhook")
        labels = {kind.field: kind.form_label for kind in NOTICE_KINDS}

    def clean_name(self) -> str:
        """Return the name in one line."""
        return clean_value(self.cleaned_data["name"])

    def clean_words(self) -> str:
        """Return the words in one line."""
        return clean_value(self.cleaned_data["words"])

    def clean_conditions(self) -> list[str]:
        """Return the conditions; refuse those that no map takes."""
        lines = [clean_value(line) for line in self.cleaned_data["conditions"].splitlines()]
        conditions = list(dict.fromkeys(line for line in lines if line))
        if len(conditions) > MAX_CONDITIONS:
            raise forms.ValidationError(gettext("Write at most %(number)d conditions.") % {"number": MAX_CONDITIONS})
        try:
            parse_search(conditions, "", get_facet_values())
        except QuestionInvalid as error:
            raise forms.ValidationError(describe_failure(error, with_subject=True)) from None
        return conditions

    def clean_webhook(self) -> str:
        """Return the address; refuse all but public https hosts."""
        address = str(self.cleaned_data["webhook"]).strip()
        if not address:
            return ""
        if not address.startswith("https://"):
            raise forms.ValidationError(gettext("Give an address that begins with https://."))
        try:
            forms.URLField(assume_scheme="https").clean(address)
            resolve_endpoints(address, is_user_host=False)
        except NotFetched as error:
            raise forms.ValidationError(describe_failure(error)) from None
        except ValueError:
            raise forms.ValidationError(gettext("This is not an address.")) from None
        return address

    def clean(self) -> dict[str, Any]:
        """Check that the search narrows something."""
        values = super().clean() or {}
        if "conditions" in values and not values["conditions"] and not values.get("words"):
            self.add_error("conditions", gettext("Give a condition, or words: otherwise every new statement is sent."))
        return values
