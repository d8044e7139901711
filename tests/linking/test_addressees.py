"""Tests of addressees: labels of audiences, and the own structures of whoever asks."""

from palermo.linking import link_statement
from palermo.registry import load_registry
from palermo.statements import Document, Locator, Masthead, Ref, RefType, Statement, StatementKind

REGISTRY = load_registry()
ENTITY, GROUP = RefType.ENTITY, RefType.GROUP
DOCUMENT = Document(
    id="d",
    work="w",
    source="a.pdf",
    media_type="application/pdf",
    size=8,
    pages=1,
    language="en",
    masthead=Masthead(),
    title="A call",
)
QUOTE = "Ratify the treaty"


def list_addressees(
    *names: tuple[str, RefType], actor: str = "OSCE", language: str = "en"
) -> list[tuple[str, str | None]]:
    statement = Statement(
        id="s",
        kind=StatementKind.RECOMMENDATION,
        quote=QUOTE,
        language=language,
        document="d",
        locator=Locator(page=1, paragraph=None, passage="p", start=0, end=len(QUOTE), headings=()),
        actors=(Ref(id=None, name=actor, type=ENTITY),),
        addressees=tuple(Ref(id=None, name=name, type=type) for name, type in names),
    )
    return [(ref.name, ref.id) for ref in link_statement(statement, DOCUMENT, REGISTRY).addressees]


def test_a_name_that_is_the_label_of_an_audience_is_the_audience() -> None:
    assert list_addressees(("civil society", ENTITY), ("Société civile", ENTITY), ("police", ENTITY)) == [
        ("civil society", "civil-society"),
        ("Société civile", None),
        ("police", None),
    ]
    assert list_addressees(("société civile", ENTITY), language="fr") == [("société civile", "civil-society")]


def test_own_structures_are_the_body_that_asks() -> None:
    names = ("States", GROUP), ("own structures", GROUP), ("own employees", GROUP)
    assert list_addressees(*names) == [("States", "states"), ("own structures", "osce"), ("own employees", None)]
    assert list_addressees(*names, actor="Sample Forum")[1] == ("own structures", None)


def test_a_body_that_a_list_addresses_is_the_one_that_prose_names() -> None:
    ((name, listed),) = list_addressees(("Harbour Office", GROUP))
    assert name == "Harbour Office"
    assert listed
    assert list_addressees(("Harbour Office", ENTITY)) == [("Harbour Office", listed)]
    for group in ("Example Fund bodies", "boat owners", "Owners"):
        assert list_addressees((group, GROUP)) == [(group, None)]
