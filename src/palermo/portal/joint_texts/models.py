"""The event log of joint texts, outlines, and sent notices; the log is only appended to."""

from django.db import models

from palermo.portal.base.append_only import AppendOnlyModel

ID_CHARS = 12
"""Hex digits of a text's id."""


class TextRecord(models.Model):
    """A joint text: its id, and the fields of its state that lists show, derived from its events."""

    id = models.CharField(primary_key=True, max_length=ID_CHARS)
    title = models.TextField()
    kind = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    stage = models.CharField(max_length=20)
    sequence = models.PositiveIntegerField()
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-changed",)

    def __str__(self) -> str:
        return self.title


class TextEventRecord(AppendOnlyModel):
    """One event of a text.

    Its number is unique within the text, so that two writers cannot both append it.
    """

    text = models.ForeignKey(TextRecord, on_delete=models.PROTECT, related_name="events")
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField()
    person = models.CharField(max_length=40)
    content = models.JSONField()

    class Meta:
        ordering = ("text", "sequence")
        constraints = (models.UniqueConstraint(fields=("text", "sequence"), name="unique_event_of_text"),)

    def __str__(self) -> str:
        return f"{self.text_id} {self.sequence}"


class ReportOrigin(models.Model):
    """The report that a text was opened from, and the queries of its figures."""

    text = models.OneToOneField(TextRecord, on_delete=models.PROTECT, primary_key=True, related_name="origin")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    edition = models.CharField(max_length=100)
    figures = models.JSONField()

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


class OutlineRecord(models.Model):
    """The outline that the secretariat wrote for a kind of text in a language.

    It replaces the outline that Palermo ships.
    """

    kind = models.CharField(primary_key=True, max_length=20)
    """Of an outline that is not in English with its language: `call/fr`."""
    outline = models.TextField()

    def __str__(self) -> str:
        return self.kind


class SentNotice(models.Model):
    """A notice that was sent to a person, so that it is sent once."""

    person = models.ForeignKey("accounts.Person", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=100)
    sent = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "subject"), name="unique_notice_of_person"),)

    def __str__(self) -> str:
        return self.subject
