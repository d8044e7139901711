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


def test_symbols_agree_in_any_spelling_and_entities_by_name_or_acronym(
    make_prediction: Make, shipped: Registry
) -> None:
    result = [cited(make_prediction, "A/RES/1/222 A–E"), cited(make_prediction, "S/RES/9999 (2008)", "EXA")]
    built = scored(result, [label("A/RES/1/222", "1/222"), label("S/RES/9999(2008)", "9999 (2008)")], shipped)
    assert built.get_row("symbol").f1 == built.get_row("entity and symbol").f1 == 1


def test_bare_numbers_of_bodies_without_symbols_count_neither_way(make_prediction: Make, shipped: Registry) -> None:
    built = scored([cited(make_prediction, "7/12")], [label(None, "7/12"), label("A/RES/1/222", "1/222")], shipped)
    assert built.get_row("symbol").predicted == 0


def test_another_entity_and_another_body_are_reported(make_prediction: Make, shipped: Registry) -> None:
    rows = [label("A/RES/1/222", "1/222"), label("E/RES/1997/225", "1997/225"), label("A/RES/2/5", "2/5", "EXO")]
    result = [cited(make_prediction, "A/RES/1/222", "Example Office"), cited(make_prediction, "E/DEC/1997/225")]
    built = scored(result, rows, shipped)
    assert (built.get_row("symbol").matched, built.get_row("entity and symbol").matched) == (1, 0)
    output = {(mistake.category, mistake.cause) for mistake in built.mistakes}
    assert output == {
        ("missed", "actor missing, or another one"),
        ("missed", "symbol of another body"),
        ("missed", "missed list item"),
        ("false alarm", "actor other"),
        ("false alarm", "symbol of another body"),
    }
