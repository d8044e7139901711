"""The build hook that renders the texts of `sample/`: the wheel contains the documents."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SampleHook(BuildHookInterface[Any]):
    """Renders the sample for a wheel; `make install` renders it for a checkout."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Render the documents, and add them to the wheel."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path[:0] = [str(root), str(root / "src")]
        from digests.sample_library import render_sample

        target = root / "build/sample"
        render_sample(root / "sample", target)
        build_data["force_include"][str(target)] = "palermo/sample"
