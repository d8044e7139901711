"""Facts of the field as YAML: States and regions, organisations and mechanisms; and names to ids."""

from palermo.registry.load import load
from palermo.registry.registry import Registry
from palermo.registry.rows import KINDS, STANDINGS, Entity, Match, Region, State

__all__ = ["KINDS", "STANDINGS", "Entity", "Match", "Region", "Registry", "State", "load"]
