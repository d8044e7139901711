"""Models of the entity desk: what an entity proposes, and mapping rounds."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from palermo.portal.entity_desk.uploads import compute_upload_document, find_upload
from palermo.portal.services.current_edition import get_document_index
from palermo.portal.services.entity_statements import StatedKind, StatementLabels

MAX_ID_CHARS = 100
NEXT_BUILD = _("It is not in the map yet: the next build of the library reads it.")


class MappingRound(models.Model):
    """A period in which all entities check their entries in the map; it ends with an edition."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    deadline = models.DateField(_("deadline"))
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-opened_at",)

    def __str__(self) -> str:
        return self.name


class Versioned(models.Model):
    """What several people change: its forms send back the version that they show."""

    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    @property
    def version(self) -> str:
        """What a form sends back, so that it does not replace what others changed after it was opened."""
        return self.changed_at.isoformat()


class EntityProposal(StatementLabels, Versioned):
    """Something that a focal point states for its entity, or a contributed document, and what was decided on it."""

    Kind = StatedKind

    class State(models.TextChoices):
        """The states of a proposal."""

        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("With the secretariat")
        RETURNED = "returned", _("Returned")
        ACCEPTED = "accepted", _("Accepted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    entity = models.CharField(_("entity"), max_length=MAX_ID_CHARS, blank=True, db_index=True)
    """Empty for a document that a contributor adds for no entity."""
    kind = models.CharField(_("kind"), max_length=20, choices=StatedKind.choices)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT, db_index=True)
    subject = models.CharField(_("subject"), max_length=MAX_ID_CHARS, blank=True)
    """The field of a profile, or the id of a statement."""
    content = models.JSONField(_("content"), default=dict)
    upload = models.CharField(max_length=100, blank=True)
    """Name of the stored file, which is a random one."""
    comment = models.TextField(_("comment"), blank=True)
    mapping_round = models.ForeignKey(MappingRound, null=True, on_delete=models.SET_NULL, related_name="proposals")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return f"{self.entity}: {self.get_kind_display()}" if self.entity else str(self.get_kind_display())

    @property
    def is_editable(self) -> bool:
        """Whether who proposed it may change and send it."""
        return self.state in (self.State.DRAFT, self.State.RETURNED, self.State.WITHDRAWN)

    @property
    def is_withdrawable(self) -> bool:
        """Whether who proposed it may take it back: until it is accepted; what an entity states of itself, always."""
        is_accepted = self.state == self.State.ACCEPTED
        return self.state not in CLOSED_STATES or (is_accepted and bool(self.entity) and not self._is_document)

    @property
    def _is_document(self) -> bool:
        return self.kind == self.Kind.DOCUMENT

    @property
    def build_note(self) -> str:
        """That an accepted file waits for a build of the library; empty if it is in the served edition, or no file."""
        if self.state != self.State.ACCEPTED or not find_upload(self.upload).is_file():
            return ""
        return "" if compute_upload_document(self.upload) in get_document_index().by_id else str(NEXT_BUILD)

    @property
    def summary(self) -> str:
        """The text of the proposal, or the statement that it is about, or the address if it has none."""
        return next((str(self.content[key]) for key in ("text", "quote", "evidence") if self.content.get(key)), "")


CLOSED_STATES = (EntityProposal.State.ACCEPTED, EntityProposal.State.WITHDRAWN)
"""The states in which nothing waits for anybody."""
UNSENT_STATES = (EntityProposal.State.DRAFT, EntityProposal.State.WITHDRAWN)
"""The states in which the secretariat has nothing from the entity."""


class SurveyDraft(Versioned):
    """The rows of an uploaded mapping survey while its entity corrects them in the browser."""

    entity = models.CharField(max_length=MAX_ID_CHARS, db_index=True)
    columns = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    """Rows as lists of cells, in the order of the columns."""
    is_survey = models.BooleanField(default=False)
    """Whether it is the form of the survey, whose cells are names of the vocabulary."""
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return f"{self.entity}: {len(self.rows)}"

    @property
    def filled_rows(self) -> int:
        """How many rows have a value."""
        return sum(any(row) for row in self.rows)
