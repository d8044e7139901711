"""Models whose rows are added and read, but never changed or deleted."""

from typing import Any, Never

from django.db import NotSupportedError, models


def _refuse(*_args: object, **_options: object) -> Never:
    """Refuse to change or delete rows."""
    raise NotSupportedError("Rows are only appended")


class AppendOnlyQuerySet[Row: models.Model](models.QuerySet[Row]):
    """A queryset that neither changes nor deletes rows."""

    update = bulk_update = delete = _refuse


class AppendOnlyModel(models.Model):
    """A row that can be inserted once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert the row; raises NotSupportedError if it exists."""
        if not self._state.adding:
            _refuse()
        super().save(*args, **options)

    delete = _refuse
