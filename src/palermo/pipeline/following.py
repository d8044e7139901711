"""Chains, answers and matched provisions of the current edition: made where they are missing, kept beside it."""

from palermo import registry
from palermo.analysis import appraisal
from palermo.analysis.follow_up import Encoding, keep, made
from palermo.edition import Library, open_view
from palermo.pipeline.cache import unwritable
from palermo.pipeline.progress import Telling
from palermo.vectors import shipped_encoder

EVERYBODY = ("public", "members", "secretariat")
"""All visibilities: a view shows of chains and answers what it shows of their statements."""


def make_followed(library: Library, *, meaning: bool, progress: Telling, workers: int = 1) -> None:
    """Chain the current edition's recommendations, find their answers, match provisions, unless that is done.

    Vectors are taken over from the edition before. Does nothing where there is no edition. Raises NoLibrary for a
    damaged one, and RunStopped where the disk refuses.
    """
    current = library.current_id()
    if current is None:
        return
    library.fetch(current)
    folder = library.edition(current)
    encoder = shipped_encoder() if meaning else None
    known = registry.load()
    there = made(folder)
    done = there and (encoder is None or there.get("encoder") == encoder.version)
    if done and (encoder is None or appraisal.made(folder, known)):
        return
    with open_view(library, visibility=EVERYBODY) as view:
        previous = view.manifest.previous
        counts = view.manifest.counts.statements
        sentences = sum(counts.get(kind, 0) for kind in ("recommendation", "activity", "commitment"))
        try:
            progress.step("Following up recommendations", sentences, "statements")
            before = library.edition(previous) if previous else None
            encoding = Encoding(encoder=encoder, workers=workers, told=progress.seen) if encoder else None
            keep(folder, view, known, encoding, before=before)
            if encoder:
                appraisal.keep(folder, view, known, encoder)
        except OSError as error:
            raise unwritable(error, folder) from error
        finally:
            progress.end()
