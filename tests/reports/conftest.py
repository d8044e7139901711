"""An edition with recommendations, factors, activities and answers on a few subjects, and its context for reports."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from palermo import registry, vocabulary
from palermo.analysis.appraisal import appraise_instruments
from palermo.analysis.follow_up import compute_follow_up, find_searched_works
from palermo.edition import CompiledDocument, Library, Manifest, StatementSelection, View, open_view
from palermo.reports.context import EditionFacts, ReportContext
from palermo.statements import (
    DocumentVersion,
    InstrumentRef,
    Nature,
    Ref,
    RefType,
    Response,
    StatementKind,
)

STATES = Ref(id="states", name="States", type=RefType.GROUP)
KENYA = Ref(id="state:KEN", name="Kenya", type=RefType.STATE)
LAKE = Ref(id="new:lake", name="Lake Aid", type=RefType.ENTITY)
BODY = Ref(id="iom", name="IOM", type=RefType.ENTITY, source="coreference")
THEME = {"themes": ("technology",)}
type MakePart = Callable[..., CompiledDocument]


def list_parts(make_part: MakePart) -> list[CompiledDocument]:
    """Documents of a fictional group: two years of recommendations, what answers them, factors and activities."""
    ask = {"actors": (LAKE,), "addressees": (KENYA,), "interventions": ("prevention",), **THEME}
    training = "Kenya should train labour inspectors on online recruitment."
    first = make_part("first", training, date="2020-03", statement=ask)
    again = make_part(
        "again",
        training,
        "Kenya should inspect online platforms.",
        date="2022-03",
        statement={**ask, "actors": (LAKE, BODY), "response": Response.ACCEPTED},
    )
    done = make_part(
        "done",
        "Kenya trained labour inspectors on online recruitment in 2023.",
        date="2024-01",
        statement={"kind": StatementKind.ACTIVITY, "actors": (KENYA,), "addressees": (), "places": ("KEN",), **THEME},
    )
    factors = make_part(
        "factors",
        "About 40 per cent of 1,200 victims were recruited online.",
        "Children are alone at night, and have no school.",
        "Poverty, war and debt put children at risk of being recruited online.",
        date="2023-05-02",
        statement={
            "kind": StatementKind.FACTOR,
            "addressees": (),
            "dimension": "structural",
            "themes": ("technology", "vulnerability"),
        },
    )
    protects = make_part(
        "protects",
        "School keeps children safe.",
        date="2023",
        statement={
            "kind": StatementKind.FACTOR,
            "addressees": (),
            "dimension": "community",
            "protective": True,
            **THEME,
        },
    )
    french = make_part(
        "french",
        "Les États doivent contrôler les agences.",
        date="2021",
        language="fr",
        nature=Nature.DIGEST,
        statement={"language": "fr", "addressees": (STATES,), "interventions": ("public-procurement",), **THEME},
    )
    acting = make_part(
        "acting",
        "IOM taught 300 teachers.",
        "The body mapped shelters.",
        date="2022-06-01",
        publishers=("iom",),
        statement={
            "kind": StatementKind.ACTIVITY,
            "actors": (BODY,),
            "addressees": (),
            "interventions": ("capacity-building",),
            "places": ("KEN", "FRA"),
            "instruments": (InstrumentRef(id="palermo-protocol", provision="9"),),
            **THEME,
        },
    )
    doubtful = make_part(
        "doubtful",
        "Kenya should close websites on technology.",
        date="2023",
        statement={**ask, "confidence": 0.5, "method": "statement-tagger test"},
    )
    return [first, again, done, factors, protects, french, acting, doubtful, *list_copies(acting, make_part)]


def list_copies(part: CompiledDocument, make_part: MakePart) -> list[CompiledDocument]:
    """A copy of the first statement of a document in the same Work, which no figure may count twice."""
    main = part.statements[0]
    copy = make_part("copy", main.quote, date="2022-06-01", version=DocumentVersion.COPY, work=part.document.work)
    other = replace(copy.statements[0], kind=main.kind, actors=main.actors, themes=main.themes, addressees=())
    return [replace(copy, statements=(replace(other, same_as=(main.id,), duplicate_rank=1),))]


def join_copies(parts: list[CompiledDocument]) -> list[CompiledDocument]:
    """Tell the main statement of its copy."""
    copy = parts[-1].statements[0]
    return [
        replace(
            part,
            statements=tuple(replace(s, same_as=(copy.id,)) if s.id in copy.same_as else s for s in part.statements),
        )
        for part in parts
    ]


@pytest.fixture(scope="session")
def shared_library(
    tmp_path_factory: pytest.TempPathFactory, make_part: MakePart, write_edition: Callable[..., Manifest]
) -> Library:
    """The library with the edition, which no test changes."""
    library = Library(tmp_path_factory.mktemp("reports") / "library")
    library.create()
    write_edition(library, join_copies(list_parts(make_part)))
    return library


@pytest.fixture(scope="session")
def view(shared_library: Library) -> View:
    """The public view of the edition, with confirmed statements alone."""
    return open_view(shared_library, selection=StatementSelection.CONFIRMED)


@pytest.fixture(scope="session")
def build_context(view: View, shared_library: Library) -> Callable[..., ReportContext]:
    """Makes the context of reports in a language."""
    known = registry.load_registry()
    facts = EditionFacts(
        view=view,
        registry=known,
        vocabulary=vocabulary.load_vocabulary(),
        load_follow_up=lambda: compute_follow_up(view, known),
        load_searched=lambda: find_searched_works(view),
        load_appraisals=lambda: appraise_instruments(shared_library.open_artefacts(view.manifest.id), view, known),
        open_unconfirmed=lambda: view.open_selection(StatementSelection.ALL),
    )

    def build(language: str = "en", **more: Any) -> ReportContext:
        return ReportContext(facts=facts, language=language, **more)

    return build
