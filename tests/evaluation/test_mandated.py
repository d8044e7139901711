"""Tests of the evaluation of mandates: symbols and entities."""

from collections.abc import Callable

from palermo.evaluation import Evaluation, GoldLabels, StatementPrediction, evaluate
from palermo.evaluation.gold_labels import GoldRow
from palermo.registry import Registry
from palermo.statements import InstrumentRef, StatementKind

type Make = Callable[..., StatementPrediction]


def label(symbol: str | None, printed: str, entity: str = "EXA") -> GoldRow:
    name = {"EXA": "Example Agency", "EXO": "Example Office"}[entity]
    return {"document": "plan.pdf", "entity": entity, "entity_name": name, "printed": printed, "symbol": symbol}


def cited(make: Make, symbol: str, actor: str = "Example Agency") -> StatementPrediction:
    text = f"{symbol} Title"
    return make(
        StatementKind.MANDATE, symbol, "plan.docx", text, actors=(actor,), instruments=(InstrumentRef(id=symbol),)
    )


def scored(found: list[StatementPrediction], rows: list[GoldRow], known: Registry) -> Evaluation:
    return evaluate(found, GoldLabels(label_type="mandates", rows=tuple(rows)), known)


def test_symbols_agree_in_any_spelling_and_entities_by_name_or_acronym(make_found: Make, shipped: Registry) -> None:
    found = [cited(make_found, "A/RES/1/222 A–E"), cited(make_found, "S/RES/9999 (2008)", "EXA")]
    made = scored(found, [label("A/RES/1/222", "1/222"), label("S/RES/9999(2008)", "9999 (2008)")], shipped)
    assert made.get_row("symbol").f1 == made.get_row("entity and symbol").f1 == 1
    assert [one.is_correct for one in made.judged] == [True, True]


def test_bare_numbers_of_bodies_without_symbols_count_neither_way(make_found: Make, shipped: Registry) -> None:
    made = scored([cited(make_found, "7/12")], [label(None, "7/12"), label("A/RES/1/222", "1/222")], shipped)
    assert made.get_row("symbol").predicted == 0
    assert made.judged == ()


def test_another_entity_and_another_body_are_reported(make_found: Make, shipped: Registry) -> None:
    rows = [label("A/RES/1/222", "1/222"), label("E/RES/1997/225", "1997/225"), label("A/RES/2/5", "2/5", "EXO")]
    found = [cited(make_found, "A/RES/1/222", "Example Office"), cited(make_found, "E/DEC/1997/225")]
    made = scored(found, rows, shipped)
    assert (made.get_row("symbol").matched, made.get_row("entity and symbol").matched) == (1, 0)
    told = {(mistake.category, mistake.cause) for mistake in made.mistakes}
    assert told == {
        ("missed", "actor missing, or another one"),
        ("missed", "symbol of another body"),
        ("missed", "missed list item"),
        ("false alarm", "actor other"),
        ("false alarm", "symbol of another body"),
    }
