"""The only wiring of the stages: sources to an edition, over worker processes, with a run log and a quarantine."""

from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.cleaning import Cleaned, clean
from palermo.pipeline.crew import Hands, Scheduler
from palermo.pipeline.extracting import extract_passages
from palermo.pipeline.naming import resolve_names
from palermo.pipeline.progress import Bar, Lines, Telling, telling
from palermo.pipeline.quarantine import Held
from palermo.pipeline.stages import Recipe, Stages
from palermo.pipeline.status import Status, counted, status
from palermo.pipeline.wiring import shipped_stages

__all__ = [
    "Bar",
    "BuildReport",
    "Cleaned",
    "Hands",
    "Held",
    "Lines",
    "Recipe",
    "Scheduler",
    "Stages",
    "Status",
    "Telling",
    "build",
    "clean",
    "counted",
    "extract_passages",
    "resolve_names",
    "shipped_stages",
    "status",
    "telling",
]
