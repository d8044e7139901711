"""Pipeline: builds an edition from the sources in worker processes, with a run log and a quarantine.

It is the only package that connects the stages. Sources and a library go in, a new edition with its search index and
derived artefacts comes out. Start reading in `build`.
"""

from palermo.pipeline.build import BuildReport, build
from palermo.pipeline.cleanup import clean
from palermo.pipeline.derived_artefacts import ensure_follow_up, ensure_search_index
from palermo.pipeline.evaluation import evaluate_labels
from palermo.pipeline.executors import DaskScheduler, WorkerConfig
from palermo.pipeline.health_checks import HealthCheck, check_served_edition, run_health_checks
from palermo.pipeline.jsonl_processing import extract_passages, resolve_names
from palermo.pipeline.library_status import format_count, load_library_status
from palermo.pipeline.origin_status import check_replacement, list_origin_statuses
from palermo.pipeline.origins import add_origin, add_starter, create_library, load_origins
from palermo.pipeline.progress import BarReporter, LineReporter, ProgressReporter, create_reporter
from palermo.pipeline.proposed_documents import TableCheck, check_table, fetch_document
from palermo.pipeline.run_log import list_recent_runs
from palermo.pipeline.stages import Stages, StageSpec
from palermo.pipeline.wiring import shipped_stages

__all__ = [
    "BarReporter",
    "BuildReport",
    "DaskScheduler",
    "HealthCheck",
    "LineReporter",
    "ProgressReporter",
    "StageSpec",
    "Stages",
    "TableCheck",
    "WorkerConfig",
    "add_origin",
    "add_starter",
    "build",
    "check_replacement",
    "check_served_edition",
    "check_table",
    "clean",
    "create_library",
    "create_reporter",
    "ensure_follow_up",
    "ensure_search_index",
    "evaluate_labels",
    "extract_passages",
    "fetch_document",
    "format_count",
    "list_origin_statuses",
    "list_recent_runs",
    "load_library_status",
    "load_origins",
    "resolve_names",
    "run_health_checks",
    "shipped_stages",
]
