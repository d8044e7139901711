"""The command `python -m digests`: renders the texts of `sample/` into `build/sample/`, which the demo builds."""

from pathlib import Path

from digests.sample_library import render_sample

ROOT = Path(__file__).parents[1]

if __name__ == "__main__":
    render_sample(ROOT / "sample", ROOT / "build/sample")
