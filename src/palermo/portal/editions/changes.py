"""What changed since the edition before: counted once for each edition that is served."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from palermo.edition import Changed, Changes, Library, Manifest, View, diff, once, open_earlier
from palermo.errors import PalermoError
from palermo.portal.editions.current import Open, current
from palermo.statements import Document

SHOWN = 100
"""Documents of each sort that are listed."""
MOST = 150_000
"""Statements of both editions together up to which they are compared one by one; those of larger ones are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """From the edition before to the one that is served."""

    old: Manifest
    new: Manifest
    added: Sequence[Document]
    removed: Sequence[Document]
    changed: Sequence[Document]
    """Documents of the new edition whose facts or bytes are others now."""
    statements: tuple[int, int, int] | None
    """How many came, went, and changed; None where the editions are too large to compare them."""
    more: int
    """How many more statements there are now than before."""
    by_document: dict[str, int]
    """New statements by document."""
    unread: int
    """Documents that could not be read now and could before."""

    @property
    def nothing(self) -> bool:
        """Whether all that the public may see is the same."""
        quiet = not any((self.added, self.removed, self.changed, self.unread, self.more))
        return quiet and not any(self.statements or ())


def since(served: Open) -> Since | None:
    """What changed; None for a first edition, and where the one before is no longer there or cannot be read."""
    return served.kept.get("since", lambda: _since(Library(settings.PALERMO_LIBRARY), served.view))


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The documents that came, went and changed, and how many statements did."""
    found = since(current())
    context = {"since": found, "shown": SHOWN, "edition": current().view.manifest}
    return render(request, "editions/changes.html", context)


def _since(library: Library, new: View) -> Since | None:
    before = new.manifest.previous
    if before is None or before not in library.edition_ids():
        return None
    try:
        with open_earlier(library, before, new.manifest.id) as old:
            return _compared(old, new)
    except PalermoError:
        return None


def _compared(old: View, new: View) -> Since:
    told = [view.totals().statements for view in (old, new)]  # the manifest counts what the public does not see, too
    if sum(told) <= MOST:
        found = diff(old, new)
        documents = found.documents
        made = found.statements
        counts = (len(made.added), len(made.removed), len(made.changed))
        by_document = Counter(one.document for one in made.added)
    else:
        documents, counts, by_document = _documents(old, new), None, Counter()
    known = {one.source for one in old.manifest.quarantined}
    return Since(
        old=old.manifest,
        new=new.manifest,
        added=once(documents.added),
        removed=once(documents.removed),
        changed=once(one.after for one in documents.changed),
        statements=counts,
        more=told[1] - told[0],
        by_document=dict(by_document),
        unread=sum(one.source not in known for one in new.manifest.quarantined),
    )


def _documents(old: View, new: View) -> Changes[Document]:
    """Documents alone, by their ids."""
    before, after = ({one.id: one for one in view.documents()} for view in (old, new))
    both = [(before[id], one) for id, one in after.items() if id in before and before[id] != one]
    return Changes(
        added=tuple(one for id, one in after.items() if id not in before),
        removed=tuple(one for id, one in before.items() if id not in after),
        changed=tuple(Changed(before=one, after=other, fields=()) for one, other in both),
    )
