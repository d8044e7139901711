"""Chains, answers and matched provisions of the current edition: made where they are missing, kept beside it."""

from pathlib import Path

from palermo import registry
from palermo.analysis import appraisal
from palermo.analysis.follow_up import Encoding, changed, keep, made, take_over
from palermo.analysis.follow_up.read import KINDS
from palermo.edition import Library, Manifest, open_view
from palermo.edition import manifest as manifests
from palermo.pipeline.cache import unwritable
from palermo.pipeline.progress import Telling
from palermo.registry import Registry
from palermo.statements import Kind
from palermo.vectors import Encoder, shipped_encoder

EVERYBODY = ("public", "members", "secretariat")
"""All visibilities: a view shows of chains and answers what it shows of their statements."""


MOST = 50_000
"""Sentences up to which a build compares them: all are compared with all."""
FEW = 2_000
"""Sentences up to which a build compares them whatever little changed."""
MUCH = 0.05
"""Share of the buckets that must have changed before a build compares more than FEW again."""


def make_followed(
    library: Library, *, meaning: bool, progress: Telling, workers: int = 1, bounded: bool = False
) -> None:
    """Chain the current edition's recommendations, find their answers, match provisions, unless that is done.

    They are taken over from the edition before where no recommendation, activity or commitment changed, else the
    vectors of sentences. `bounded`, as for a build, leaves the rest to be made while the edition is served, where
    there is no recommendation, or more than MOST sentences, or more than FEW of which little changed. Does nothing
    where there is no edition. Raises NoLibrary for a damaged one, and RunStopped where the disk refuses.
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
    if done and (encoder is None or appraisal.made(folder, known, encoder)):
        return
    manifest = manifests.load(folder)
    before = library.edition(manifest.previous) if manifest.previous else None
    counts = manifest.counts.statements
    sentences = sum(counts.get(kind, 0) for kind in KINDS)
    try:
        if before and not there and _taken(folder, manifest, before, known, encoder):
            return
        if bounded and not counts.get(Kind.RECOMMENDATION, 0):
            return
        if bounded and (sentences > MOST or (sentences > FEW and before and _little(folder, manifest, before))):
            return
    except OSError as error:
        raise unwritable(error, folder) from error
    # named, since another build may have made another edition current meanwhile
    with open_view(library, current, visibility=EVERYBODY) as view:
        try:
            progress.step("Following up recommendations", sentences, "statements")
            encoding = Encoding(encoder=encoder, workers=workers, told=progress.seen) if encoder else None
            keep(folder, view, known, encoding, before=before)
            if encoder:
                appraisal.keep(folder, view, known, encoder)
        except OSError as error:
            raise unwritable(error, folder) from error
        finally:
            progress.end()


def _taken(folder: Path, manifest: Manifest, before: Path, known: Registry, encoder: Encoder | None) -> bool:
    """Take all that is kept from the edition before, where it rests on the same, or nothing; tells which."""
    if encoder and not appraisal.made(before, known, encoder):
        return False
    taken = take_over(folder, manifest, before, known, encoder)
    if taken:
        appraisal.take_over(folder, before, known, encoder)
    return taken


def _little(folder: Path, manifest: Manifest, before: Path) -> bool:
    """Whether the edition before was followed up, and little changed since."""
    return made(before) is not None and changed(folder, manifest, before) < MUCH
