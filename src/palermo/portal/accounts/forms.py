"""Forms of invitations, people and the audit log."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.choices import CallableChoiceIterator
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palermo.access import Actor, Refusal, Role, can_assign_role
from palermo.portal.accounts.audit_labels import list_actions
from palermo.portal.accounts.invitations import find_entities
from palermo.portal.accounts.models import ROLE_LABELS, ROLE_TASKS


def _build_password_field(label: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=label, widget=widget, strip=False)


class AcceptInvitationForm(forms.Form):
    """Name and password of a new person."""

    name = forms.CharField(label=_("Your name"), max_length=150)
    password = _build_password_field(_("Password, at least 12 characters"))
    password_again = _build_password_field(_("The same password again"))

    def clean(self) -> dict[str, Any]:
        """Check that both passwords agree and are strong enough."""
        values = super().clean() or {}
        password = values.get("password")
        if password and password != values.get("password_again"):
            self.add_error("password_again", gettext("The two passwords differ."))
        elif password:
            try:
                validate_password(password)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


class RolesForm(forms.Form):
    """Roles and entities of a person, as far as the actor may give them."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(role.value, format_lazy("{} ({})", ROLE_LABELS[role], task)) for role, task in ROLE_TASKS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    entities = forms.CharField(
        label=_("Focal point of (names or acronyms, separated by commas)"), required=False, max_length=2000
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    """Version of the person's roles when the form was opened."""

    def __init__(self, *args: Any, actor: Actor, held_roles: frozenset[str] = frozenset(), **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.held_roles = actor, held_roles

    def clean_roles(self) -> list[str]:
        """Refuse to give or take away a role that the actor may not assign."""
        chosen = set(self.cleaned_data["roles"])
        for role in chosen ^ self.held_roles:
            checked = can_assign_role(self.actor, Role(role))
            if isinstance(checked, Refusal):
                raise forms.ValidationError(gettext(checked.reason))
        return sorted(chosen)

    def clean_entities(self) -> list[str]:
        """Return the ids of the entities; refuse names that the registry does not know."""
        names = [item.strip() for item in self.cleaned_data["entities"].split(",") if item.strip()]
        found = find_entities(names)
        if unknown := [name for name, entity in found.items() if entity is None]:
            reason = gettext("The registry knows no entity named %(names)s.")
            raise forms.ValidationError(reason % {"names": ", ".join(unknown)})
        return sorted({entity.id for entity in found.values() if entity})

    def clean(self) -> dict[str, Any]:
        """Check that a focal point has an entity."""
        values = super().clean() or {}
        if Role.FOCAL_POINT in values.get("roles", ()) and not values.get("entities") and "entities" in values:
            self.add_error("entities", gettext("A focal point needs an entity."))
        return values


class InvitationForm(RolesForm):
    """An invitation: address, roles, entities."""

    email = forms.EmailField(label=_("E-mail"), max_length=254)
    field_order = ("email", "roles", "entities")


class AuditFilterForm(forms.Form):
    """Filters of the audit log."""

    who = forms.CharField(label=_("Who"), required=False, max_length=254)
    action = forms.CharField(
        label=_("What"),
        required=False,
        max_length=60,
        widget=forms.Select(choices=CallableChoiceIterator(lambda: [("", "–"), *list_actions()])),
    )
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
