"""Chains, answers and matched provisions of the current edition: made where they are missing, kept beside it."""

from palermo import registry
from palermo.analysis import appraisal
from palermo.analysis.follow_up import (
    INPUT_KINDS,
    EncodingConfig,
    compute_input_change,
    load_manifest,
    reuse_follow_up,
    save_follow_up,
)
from palermo.edition import ArtefactStore, Library, Manifest, open_view
from palermo.edition import manifest as manifests
from palermo.embeddings import Encoder, load_shipped_encoder
from palermo.pipeline.cache import build_write_error
from palermo.pipeline.progress import ProgressReporter
from palermo.registry import Registry
from palermo.statements import StatementKind

ALL_VISIBILITIES = ("public", "members", "secretariat")
"""All visibilities: a view shows of chains and answers what it shows of their statements."""


MAX_SENTENCES = 50_000
"""Sentences up to which a build compares them: all are compared with all."""
MAX_SENTENCES_ALWAYS_COMPARED = 2_000
"""Sentences up to which a build compares them whatever little changed."""
MIN_CHANGED_SHARE = 0.05
"""Share of the buckets that must have changed before a build compares more than FEW again."""


def ensure_follow_up(
    library: Library, *, use_embeddings: bool, progress: ProgressReporter, workers: int = 1, is_bounded: bool = False
) -> None:
    """Chain the current edition's recommendations, find their answers, match provisions, unless that is done.

    They are taken over from the edition before where no recommendation, activity or commitment changed, else the
    vectors of sentences. `bounded`, as for a build, leaves the rest to be made while the edition is served, where
    there is no recommendation, or more than MOST sentences, or more than FEW of which little changed. Does nothing
    where there is no edition. Raises NoLibrary for a damaged one, and RunStopped where the disk refuses.
    """
    current = library.read_current_id()
    if current is None:
        return
    library.fetch(current)
    store = library.open_artefacts(current)
    encoder = load_shipped_encoder() if use_embeddings else None
    known = registry.load_registry()
    there = load_manifest(store)
    done = there and (encoder is None or there.get("encoder") == encoder.version)
    if done and (encoder is None or appraisal.has_matches(store, known, encoder)):
        return
    manifest = manifests.load(store.folder)
    before = library.open_artefacts(manifest.previous) if manifest.previous else None
    counts = manifest.counts.statements
    sentences = sum(counts.get(kind, 0) for kind in INPUT_KINDS)
    try:
        if before and not there and _reuse_follow_up(store, manifest, before, known, encoder):
            return
        if is_bounded and not counts.get(StatementKind.RECOMMENDATION, 0):
            return
        if is_bounded and (
            sentences > MAX_SENTENCES
            or (sentences > MAX_SENTENCES_ALWAYS_COMPARED and before and _has_little_change(store, manifest, before))
        ):
            return
    except OSError as error:
        raise build_write_error(error, store.folder) from error
    # named, since another build may have made another edition current meanwhile
    with open_view(library, current, visibility=ALL_VISIBILITIES) as view:
        try:
            progress.start_step("Following up recommendations", sentences, "statements")
            encoding = (
                EncodingConfig(encoder=encoder, workers=workers, on_progress=progress.advance) if encoder else None
            )
            save_follow_up(store, view, known, encoding, previous=before)
            if encoder:
                appraisal.save_matches(store, view, known, encoder)
        except OSError as error:
            raise build_write_error(error, store.folder) from error
        finally:
            progress.finish()


def _reuse_follow_up(
    store: ArtefactStore,
    manifest: Manifest,
    previous: ArtefactStore,
    entity_registry: Registry,
    encoder: Encoder | None,
) -> bool:
    """Take all that is kept from the edition before, where it rests on the same, or nothing; tells which."""
    if encoder and not appraisal.has_matches(previous, entity_registry, encoder):
        return False
    taken = reuse_follow_up(store, manifest, previous, entity_registry, encoder)
    if taken:
        appraisal.reuse_matches(store, previous, entity_registry, encoder)
    return taken


def _has_little_change(store: ArtefactStore, manifest: Manifest, previous: ArtefactStore) -> bool:
    """Whether the edition before was followed up, and little changed since."""
    return load_manifest(previous) is not None and compute_input_change(store, manifest, previous) < MIN_CHANGED_SHARE
