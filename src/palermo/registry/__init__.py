"""Facts of the field as YAML: States, organisations, instruments, publications, partnerships; and names to ids."""

from palermo.registry.facts import Facts, Instrument, Milestone, Partnership, Profile, Provision, Publication, Topics
from palermo.registry.load import load
from palermo.registry.matching import common_names
from palermo.registry.registry import Registry, symbol_key
from palermo.registry.rows import KINDS, STANDINGS, Entity, Match, Region, State

__all__ = [
    "KINDS",
    "STANDINGS",
    "Entity",
    "Facts",
    "Instrument",
    "Match",
    "Milestone",
    "Partnership",
    "Profile",
    "Provision",
    "Publication",
    "Region",
    "Registry",
    "State",
    "Topics",
    "common_names",
    "load",
    "symbol_key",
]
