"""The only wiring of the stages: sources to an edition, over worker processes, with a run log and a quarantine."""

from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.checkup import Check, doctor
from palermo.pipeline.cleaning import Cleaned, clean
from palermo.pipeline.crew import Hands, Scheduler
from palermo.pipeline.evaluating import evaluated
from palermo.pipeline.extracting import extract_passages
from palermo.pipeline.following import make_followed
from palermo.pipeline.indexing import make_searchable
from palermo.pipeline.looking import OriginStatus, origin_statuses
from palermo.pipeline.naming import resolve_names
from palermo.pipeline.origins import add_origin, defined, make_library
from palermo.pipeline.progress import Bar, Lines, Telling, telling
from palermo.pipeline.quarantine import Held
from palermo.pipeline.stages import Recipe, Stages
from palermo.pipeline.status import Status, counted, status
from palermo.pipeline.surveying import Checked, check_table
from palermo.pipeline.wiring import shipped_stages

__all__ = [
    "Bar",
    "BuildReport",
    "Check",
    "Checked",
    "Cleaned",
    "Hands",
    "Held",
    "Lines",
    "OriginStatus",
    "Recipe",
    "Scheduler",
    "Stages",
    "Status",
    "Telling",
    "add_origin",
    "build",
    "check_table",
    "clean",
    "counted",
    "defined",
    "doctor",
    "evaluated",
    "extract_passages",
    "make_followed",
    "make_library",
    "make_searchable",
    "origin_statuses",
    "resolve_names",
    "shipped_stages",
    "status",
    "telling",
]
