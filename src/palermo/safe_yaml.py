"""YAML texts as values, without objects of Python."""

from typing import Any

import yaml

SAFE_YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, if the wheel includes it: eight times faster."""


def parse_yaml(text: str) -> Any:
    """Return the values of a YAML text, like `yaml.safe_load`; raises yaml.YAMLError."""
    return yaml.load(text, SAFE_YAML_LOADER)
