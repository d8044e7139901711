"""The only wiring of the stages: sources to an edition, over worker processes, with a run log and a quarantine."""

from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.progress import Bar, Lines, Telling, telling
from palermo.pipeline.quarantine import Held
from palermo.pipeline.stages import Recipe, Stages
from palermo.pipeline.status import Status, counted, status
from palermo.pipeline.wiring import shipped_stages

__all__ = [
    "Bar",
    "BuildReport",
    "Held",
    "Lines",
    "Recipe",
    "Stages",
    "Status",
    "Telling",
    "build",
    "counted",
    "shipped_stages",
    "status",
    "telling",
]
