"""Spanish sentences that hold several statements, lists within a sentence, and what a text of a law gives as tasks."""

from collections.abc import Callable

import pytest

from palermo.extraction import extract
from palermo.statements import Kind, Masthead, Passage

type PassageWriter = Callable[..., list[Passage]]

SEVERAL: list[tuple[str, list[str]]] = [
    (
        "La Procuraduría RECOMIENDA: A la Dirección General de Fronteras: 1. Contratar intérpretes. 2. Formar agentes. "
        "A la Fiscalía General: 3. Perseguir las ofertas de empleo falsas.",
        [
            "recommendation: Contratar intérpretes",
            "recommendation: Formar agentes",
            "recommendation: Perseguir las ofertas de empleo falsas",
        ],
    ),
    (
        "Artículo 23. Son funciones de la Unidad: 1. Medir el riesgo de cada testigo. 2. Rendir un informe anual.",
        ["mandate: Medir el riesgo de cada testigo", "mandate: Rendir un informe anual"],
    ),
    (
        "Corresponde al Equipo Local: a) valorar el riesgo de cada persona; b) trasladarla a un lugar seguro.",
        ["mandate: valorar el riesgo de cada persona", "mandate: trasladarla a un lugar seguro"],
    ),
    (
        "7.º El Consejo de la Abogacía capacitó a 40 jueces. 8.º La Fiscalía abrió una oficina.",
        ["activity: El Consejo de la Abogacía capacitó a 40 jueces", "activity: La Fiscalía abrió una oficina"],
    ),
    (
        "La fiscalía imputó a seis personas; la Cruz Roja acogió a las víctimas.",
        ["activity: La fiscalía imputó a seis personas", "activity: la Cruz Roja acogió a las víctimas"],
    ),
    (
        "El sindicato y la patronal forman un equipo conjunto; además, la inspección visitará los almacenes.",
        [
            "partnership: El sindicato y la patronal forman un equipo conjunto",
            "activity: además, la inspección visitará los almacenes",
        ],
    ),
    (
        "Pide a los bancos que congelen esas cuentas, y a las plataformas que colaboren.",
        ["recommendation: Pide a los bancos que congelen esas cuentas, y a las plataformas que colaboren"],
    ),
    (
        "Se recomienda a los ayuntamientos abrir una oficina; a las escuelas, informar a los alumnos.",
        [
            "recommendation: Se recomienda a los ayuntamientos abrir una oficina",
            "recommendation: a las escuelas, informar a los alumnos",
        ],
    ),
    (
        "Queda mucho por hacer: el Gobierno debería crear un fondo de indemnización.",
        ["recommendation: el Gobierno debería crear un fondo de indemnización"],
    ),
    (
        "El Centro: a) abrió dos albergues para hombres; b) capacitó a 40 fiscales.",
        ["activity: abrió dos albergues para hombres", "activity: capacitó a 40 fiscales"],
    ),
    (
        "Funciones de la Secretaría Técnica: a) convocar las reuniones; b) llevar el registro.",
        ["mandate: convocar las reuniones", "mandate: llevar el registro"],
    ),
    (
        "Recomendaciones: • Ratificar el Protocolo de Palermo. • Publicar las condenas firmes.",
        ["recommendation: Ratificar el Protocolo de Palermo", "recommendation: Publicar las condenas firmes"],
    ),
    (
        "Plan de trabajo: a) abrirá dos centros; b) capacitará a 40 fiscales.",
        ["activity: abrirá dos centros", "activity: capacitará a 40 fiscales"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text[:40] for text, _ in SEVERAL])
def test_a_sentence_is_parted_where_it_states_several_things(
    text: str, expected: list[str], passages: PassageWriter
) -> None:
    made = extract(passages([("paragraph", None, text)], "es"), Masthead()).statements
    assert [f"{one.kind.value}: {one.quote}" for one in made] == expected


def test_what_a_law_says_that_somebody_will_do_is_a_task(passages: PassageWriter) -> None:
    text = "Artículo 4. La Comisión presentará un informe anual al Congreso."
    (made,) = extract(passages([("paragraph", None, text)], "es"), Masthead()).statements
    assert (made.kind, [actor.name for actor in made.actors]) == (Kind.MANDATE, ["Comisión"])


def test_a_relative_clause_is_neither_predicate_nor_party(passages: PassageWriter) -> None:
    text = "La oficina, que dirige dos redes locales, asesora a los jueces de familia."
    (made,) = extract(passages([("paragraph", None, text)], "es"), Masthead()).statements
    assert (made.kind, [actor.name for actor in made.actors]) == (Kind.ACTIVITY, ["oficina"])


@pytest.mark.parametrize(
    "text",
    [
        "Esta ley entrará en vigor a los treinta días de su publicación.",
        "Participaron 40 delegados de nueve países.",
        "Hicieron declaraciones los observadores de dos organizaciones.",
        "Hay dos salas en la planta baja del edificio.",
    ],
)
def test_what_only_happens_is_no_statement(text: str, passages: PassageWriter) -> None:
    assert list(extract(passages([("paragraph", None, text)], "es"), Masthead()).statements) == []
