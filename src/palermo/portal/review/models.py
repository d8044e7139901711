"""Models of the review desk: reports of readers, saved queues, skipped statements, and decisions to be stored."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_ID_CHARS = 40
MAX_TEXT_CHARS = 4000
MAX_ADDRESS_CHARS = 500


class ReportedAspect(models.TextChoices):
    """The aspects of a statement that a reader can report as wrong."""

    KIND = "kind", _("What kind of statement it is")
    ACTOR = "actor", _("Who acts or speaks")
    ADDRESSEE = "addressee", _("Who is asked or served")
    QUOTE = "quote", _("The quote")
    DATE = "date", _("The date")
    LINK = "link", _("The link between two things")
    OTHER = "other", _("Something else")


class ReportState(models.TextChoices):
    """The states of a report."""

    NEW = "new", _("New")
    TAKEN_UP = "taken-up", _("Taken up")
    ANSWERED = "answered", _("Answered")
    DISMISSED = "dismissed", _("Dismissed")


OPEN_STATES = (ReportState.NEW, ReportState.TAKEN_UP)
"""States of a report without an answer."""


class ErrorReport(models.Model):
    """A report of a reader; the public never sees it."""

    page = models.CharField(max_length=MAX_ADDRESS_CHARS)
    statement = models.CharField(max_length=MAX_ID_CHARS, blank=True, db_index=True)
    aspect = models.CharField(max_length=20, choices=ReportedAspect)
    text = models.TextField(_("What should it say?"), max_length=MAX_TEXT_CHARS, blank=True)
    email = models.EmailField(_("E-mail address"), blank=True)
    language = models.CharField(max_length=8)
    created = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=20, choices=ReportState, default=ReportState.NEW, db_index=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    handled = models.DateTimeField(null=True)
    answer = models.TextField(max_length=MAX_TEXT_CHARS, blank=True)

    class Meta:
        ordering = ("created", "pk")

    def __str__(self) -> str:
        return f"{self.get_aspect_display()}: {self.page}"


class SavedQueue(models.Model):
    """Filters of statements under a name, possibly assigned to a reviewer."""

    name = models.CharField(_("Name"), max_length=120)
    query = models.CharField(max_length=MAX_ADDRESS_CHARS, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    required = models.PositiveSmallIntegerField(_("Independent reviewers"), default=1)
    audit_seed = models.PositiveIntegerField(null=True, blank=True)
    """Seed of a random sample; its statements are fixed when it is drawn."""
    statements = models.JSONField(default=list, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class DoubleReview(models.Model):
    """A kind of statements that two independent reviewers decide on, whatever the queue."""

    kind = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.kind


class SkippedStatement(models.Model):
    """A statement that a reviewer skipped: it comes last in their queues."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    statement = models.CharField(max_length=MAX_ID_CHARS)
    skipped = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("skipped",)
        constraints = (models.UniqueConstraint(fields=("person", "statement"), name="unique_skip"),)

    def __str__(self) -> str:
        return self.statement


class ReviewerPreference(models.Model):
    """Whether a reviewer agrees to be named in exports."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_named = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.person_id)


class OutboxEntry(models.Model):
    """Decisions of one act that wait for storage in the library's log; the entry is deleted once they are stored."""

    key = models.CharField(max_length=64, unique=True)
    decisions = models.JSONField()
    expected = models.JSONField(default=dict)
    """By statement, the last decision that the reviewer saw."""
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.key
