"""Loading of modules beside tests or benchmarks by path, since file names repeat."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType


def loaded(name: str, path: Path) -> ModuleType:
    """Load the module of a file under a name of its own, by which its classes are found again."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
