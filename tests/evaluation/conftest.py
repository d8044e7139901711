"""Fixtures of evaluation: invented statements with their documents and passages."""

from collections.abc import Callable
from typing import Any

import pytest

from palermo import registry
from palermo.evaluation import StatementPrediction
from palermo.registry import Registry
from palermo.statements import ROLES, Document, Locator, Ref, RefType, Statement, StatementKind


@pytest.fixture(scope="session")
def shipped() -> Registry:
    return registry.load_registry()


@pytest.fixture(scope="session")
def make_prediction() -> Callable[..., StatementPrediction]:
    """Makes a statement that was found: kind, quote, its file, its passage, and any fields."""
    return _build_prediction


def _build_prediction(
    kind: StatementKind, quote: str, source: str = "reviews/kenya2010.pdf", passage: str = "", **fields: Any
) -> StatementPrediction:
    start = max(0, passage.find(quote))
    page, number = fields.pop("page", 5), fields.pop("number", None)
    names: dict[str, Any] = {role: _refs(fields.pop(role)) for role in ROLES if role in fields}
    statement = Statement(
        id=quote,
        kind=kind,
        quote=quote,
        language=fields.pop("language", "en"),
        document=source,
        locator=Locator(page=page, paragraph=number, passage="p", start=start, end=start + len(quote), headings=()),
        **names,
        **fields,
    )
    document = Document(
        id=source, work="w", source=source, media_type="", size=1, pages=9, language="en", title="Title"
    )
    return StatementPrediction(statement=statement, document=document, passage=passage)


def _refs(given: tuple[str, ...]) -> tuple[Ref, ...]:
    """Ids of States, ids of entities, and names without one."""
    return tuple(Ref(id=item if ":" in item or item.islower() else None, name=item, type=_type(item)) for item in given)


def _type(given: str) -> RefType:
    return RefType.STATE if given.startswith("state:") else RefType.ENTITY
