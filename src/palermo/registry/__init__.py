"""Registry: States, organisations, instruments and other facts of the field as YAML; name matching."""

from palermo.registry.facts import (
    Instrument,
    Milestone,
    Partnership,
    Provision,
    Publication,
    RegistryFacts,
    RegistryProfile,
    Topics,
)
from palermo.registry.loader import load_registry
from palermo.registry.name_matching import list_common_names
from palermo.registry.records import (
    ENTITY_KINDS,
    Entity,
    NameMatch,
    OwnText,
    State,
    choose_own_text,
)
from palermo.registry.registry import WORLD, Registry, normalise_symbol

__all__ = [
    "ENTITY_KINDS",
    "WORLD",
    "Entity",
    "Instrument",
    "Milestone",
    "NameMatch",
    "OwnText",
    "Partnership",
    "Provision",
    "Publication",
    "Registry",
    "RegistryFacts",
    "RegistryProfile",
    "State",
    "Topics",
    "choose_own_text",
    "list_common_names",
    "load_registry",
    "normalise_symbol",
]
