"""The form of the schedule."""

from django import forms
from django.utils.translation import gettext_lazy as _

INTERVALS = [
    (1, _("every hour")),
    (6, _("every 6 hours")),
    (12, _("every 12 hours")),
    (24, _("every day")),
    (72, _("every 3 days")),
    (168, _("every week")),
]


class ScheduleForm(forms.Form):
    """How often the sources are checked."""

    every_hours = forms.TypedChoiceField(label=_("Check the sources"), choices=INTERVALS, coerce=int)
    is_paused = forms.BooleanField(label=_("Paused: check only on request"), required=False)
