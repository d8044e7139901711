"""The command `python -m digests`: renders the texts of `sample/` into `sample/documents/`, which the wheel ships."""

from pathlib import Path

from digests.sample_library import render_sample

SAMPLE = Path(__file__).parents[1] / "sample"

if __name__ == "__main__":
    print(f"{render_sample(SAMPLE, SAMPLE / 'documents')} documents: {SAMPLE / 'documents'}")
