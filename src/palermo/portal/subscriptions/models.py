"""The model of saved searches."""

from typing import Final

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from palermo.portal.subscriptions.notice_kinds import NOTICE_KINDS, NoticeKind

_SALT: Final = "palermo.unsubscribe"


class SavedSearch(models.Model):
    """A search that a person follows; `palermo watch` runs it on new documents."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=100)
    conditions = models.JSONField(_("conditions"), default=list)
    """Conditions such as `theme=technology`, as maps take them."""
    words = models.CharField(_("words"), max_length=200, blank=True)
    # One flag for each of NOTICE_KINDS.
    by_email = models.BooleanField(_("weekly e-mail"), default=True)
    webhook = models.URLField(_("webhook"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    """Language of its e-mails: that of the pages where it was saved."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def notice_kinds(self) -> list[NoticeKind]:
        """The kinds of e-mail that it sends."""
        return [kind for kind in NOTICE_KINDS if getattr(self, kind.field)]

    def stop_notices(self) -> None:
        """Send no more e-mails of any kind."""
        for kind in NOTICE_KINDS:
            setattr(self, kind.field, False)
        self.save(update_fields=[kind.field for kind in NOTICE_KINDS])

    def build_unsubscribe_path(self) -> str:
        """Return the path of the page that stops its e-mails without signing in."""
        token = signing.dumps(self.pk, salt=_SALT)
        with override(self.language):
            return reverse("subscriptions:unsubscribe", kwargs={"token": token})


def find_by_token(token: str) -> SavedSearch | None:
    """Return the saved search of an unsubscription link; None if altered or deleted."""
    try:
        return SavedSearch.objects.filter(pk=signing.loads(token, salt=_SALT)).first()
    except signing.BadSignature:
        return None
