"""What was found against labels of any sort."""

from collections.abc import Sequence

from palermo.analysis.found import Found
from palermo.analysis.labelled import Labels, Row
from palermo.analysis.mandated import mandated
from palermo.analysis.measured import Evaluation
from palermo.analysis.passages import labelled_passages
from palermo.analysis.recommended import recommended
from palermo.registry import Registry


def evaluate(found: Sequence[Found], gold: Labels, registry: Registry, ignore: Sequence[Row] = ()) -> Evaluation:
    """Compare statements with labelled recommendations, mandates or passages; raises ValueError for other labels."""
    if gold.sort == "recommendations":
        return recommended(found, gold.rows, registry, ignore)
    if gold.sort == "mandates":
        return mandated(found, gold.rows, registry)
    if gold.sort == "statements":
        return labelled_passages(found, gold.rows, registry)
    raise ValueError(f"no statements are labelled as {gold.sort}")
