"""Derived artefacts of the current edition: search index, follow-up, matched provisions."""

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
from palermo.errors import build_write_error
from palermo.pipeline.progress import ProgressReporter
from palermo.registry import Registry
from palermo.search import build_index, load_index_manifest
from palermo.statements import StatementKind

ALL_VISIBILITIES = ("public", "members", "secretariat")
"""All visibilities; a view shows chains and responses as it shows their statements."""


MAX_SENTENCES = 50_000
"""Maximum number of sentences for which a build compares all pairs."""
MAX_SENTENCES_ALWAYS_COMPARED = 2_000
"""Number of sentences up to which a build compares them however little changed."""
MIN_CHANGED_SHARE = 0.05
"""Minimum share of changed buckets for a build to compare more than MAX_SENTENCES_ALWAYS_COMPARED again."""


def ensure_search_index(
    library: Library, *, use_embeddings: bool, progress: ProgressReporter, workers: int = 1
) -> None:
    """Build the current edition's search index if it is missing, or lacks the requested vectors.

    Does nothing without an edition. Raises NoLibrary for a damaged one, and RunStopped for a disk error.
    """
    current = library.read_current_id()
    if current is None:
        return
    library.fetch(current)
    folder = library.get_edition_folder(current)
    encoder = load_shipped_encoder() if use_embeddings else None
    index_manifest = load_index_manifest(folder)
    if index_manifest and (encoder is None or index_manifest.encoder == encoder.version):
        return
    manifest = manifests.load(folder)
    try:
        progress.start_step("Making the search index", manifest.counts.passages, "passage")
        build_index(folder, manifest, encoder, workers=workers, on_progress=progress.advance)
    except OSError as error:
        raise build_write_error(error, folder) from error
    finally:
        progress.finish()


def ensure_follow_up(
    library: Library, *, use_embeddings: bool, progress: ProgressReporter, workers: int = 1, is_bounded: bool = False
) -> None:
    """Chain recommendations, find responses and match provisions of the current edition.

    They are reused from the previous edition if no recommendation, activity or commitment changed, else the
    vectors of sentences are. `is_bounded`, as for a build, postpones the rest until the edition is served, if
    there is no recommendation, or more than MAX_SENTENCES, or more than MAX_SENTENCES_ALWAYS_COMPARED with few
    changes. Does nothing without an edition. Raises NoLibrary for a damaged one, and RunStopped for a disk error.
    """
    current = library.read_current_id()
    if current is None:
        return
    library.fetch(current)
    store = library.open_artefacts(current)
    encoder = load_shipped_encoder() if use_embeddings else None
    entity_registry = registry.load_registry()
    follow_up = load_manifest(store)
    is_done = follow_up and (encoder is None or follow_up.get("encoder") == encoder.version)
    if is_done and (encoder is None or appraisal.has_matches(store, entity_registry, encoder)):
        return
    manifest = manifests.load(store.folder)
    previous = library.open_artefacts(manifest.previous) if manifest.previous else None
    try:
        if previous and not follow_up and _reuse_follow_up(store, manifest, previous, entity_registry, encoder):
            return
        if is_bounded and _is_postponed(store, manifest, previous):
            return
    except OSError as error:
        raise build_write_error(error, store.folder) from error
    # by id, since another build may have made another edition current
    with open_view(library, current, visibility=ALL_VISIBILITIES) as view:
        try:
            progress.start_step("Following up recommendations", _count_sentences(manifest), "statement")
            encoding = (
                EncodingConfig(encoder=encoder, workers=workers, on_progress=progress.advance) if encoder else None
            )
            save_follow_up(store, view, entity_registry, encoding, previous=previous)
            if encoder:
                appraisal.save_matches(store, view, entity_registry, encoder)
        except OSError as error:
            raise build_write_error(error, store.folder) from error
        finally:
            progress.finish()


def _count_sentences(manifest: Manifest) -> int:
    return sum(manifest.counts.statements.get(kind, 0) for kind in INPUT_KINDS)


def _is_postponed(store: ArtefactStore, manifest: Manifest, previous: ArtefactStore | None) -> bool:
    """Return whether a build leaves the follow-up to be computed while the edition is served."""
    sentences = _count_sentences(manifest)
    if sentences > MAX_SENTENCES or not manifest.counts.statements.get(StatementKind.RECOMMENDATION, 0):
        return True
    if sentences <= MAX_SENTENCES_ALWAYS_COMPARED or previous is None:
        return False
    return load_manifest(previous) is not None and compute_input_change(store, manifest, previous) < MIN_CHANGED_SHARE


def _reuse_follow_up(
    store: ArtefactStore,
    manifest: Manifest,
    previous: ArtefactStore,
    entity_registry: Registry,
    encoder: Encoder | None,
) -> bool:
    """Reuse all artefacts of the previous edition if their inputs are equal, else none; returns which."""
    if encoder and not appraisal.has_matches(previous, entity_registry, encoder):
        return False
    is_reused = reuse_follow_up(store, manifest, previous, entity_registry, encoder)
    if is_reused:
        appraisal.reuse_matches(store, previous, entity_registry, encoder)
    return is_reused
