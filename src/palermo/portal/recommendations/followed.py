"""Chains and answers of the edition that is served: opened when first asked for, made aside where they are missing."""

from threading import Thread

from django.conf import settings
from rich.console import Console

from palermo import registry
from palermo.analysis import appraisal, follow_up
from palermo.analysis.appraisal import Appraisals, appraisals
from palermo.analysis.appraisal import made as matched
from palermo.analysis.follow_up import FollowUp, Searched, made, open_follow_up, searched
from palermo.edition import Library
from palermo.errors import PalermoError
from palermo.pipeline import make_followed, telling
from palermo.portal.editions.current import Open, current, made_at


def current_follow_up() -> FollowUp | None:
    """Chains and answers of the edition that is served now; while they are being made those of the edition before.

    Of these only what stands in the new edition too; None where there are none either.
    """
    opened, library = current(), _library()
    folder = library.edition(opened.view.manifest.id)
    mark = made_at(folder, follow_up.FOLDER)  # before it is read: what is made meanwhile is read again
    if made(folder) is None:
        _make(opened, library)
        previous = opened.view.manifest.previous
        before = library.edition(previous) if previous else None
        return opened.kept.get("follow-up-before", lambda: open_follow_up(before, opened.view) if before else None)
    return opened.kept.get("follow-up", lambda: open_follow_up(folder, opened.view), mark)


def current_searched() -> Searched:
    """Of or about whom the documents of the edition are that is served now."""
    opened = current()
    return opened.kept.get("searched", lambda: searched(opened.view))


def current_appraisals() -> Appraisals:
    """All instruments appraised by the edition that is served now; by citations alone while the rest is being made."""
    opened, library = current(), _library()
    folder, known = library.edition(opened.view.manifest.id), registry.load()
    mark = made_at(folder, appraisal.FOLDER)
    ready = matched(folder, known)
    if made(folder) is None or (settings.PALERMO_MEANING and not ready):
        _make(opened, library)
    return opened.kept.get("appraisals", lambda: appraisals(folder, opened.view, known), f"{ready}-{mark}")


def _library() -> Library:
    return Library(settings.PALERMO_LIBRARY)


def _make(opened: Open, library: Library) -> None:
    """Make what is missing, once, while pages go on without it."""
    meaning = bool(settings.PALERMO_MEANING)

    def make() -> None:
        try:
            make_followed(library, meaning=meaning, progress=telling(Console(quiet=True)))
        except PalermoError:
            return  # the pages go on saying that it is not there

    def start() -> Thread:
        thread = Thread(target=make, name="follow-up", daemon=True)
        thread.start()
        return thread

    opened.kept.get("follow-up-being-made", start)
