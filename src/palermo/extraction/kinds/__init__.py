"""The recipes that read a clause as a statement of a kind, one a file, each with its version in `METHOD`.

| recipe | kind |
|---|---|
| `recommendations` | someone urges, stresses or is asked; someone should |
| `commitments` | someone pledges |
| `mandates` | someone is responsible or is given a task |
| `partnerships` | the verb is itself the tie |
| `activities` | a party does something; `agentless_activities` by nobody named, `listed_activities` of lists |
| `factors` | what puts people at risk, or protects them |
| `debates` | all of these, in the summary of a State's review, by who speaks |

1. `precedence` asks the recipes in turn; the first that can read a clause has it.
2. A recipe looks for its `cues`, the wordings of its kind, and returns a `Finding`.
3. `halves` reads a sentence as one thing or as two; `chronicles`, a line behind its date.
4. Factors are asked last, and of them whether they claim anything: `claims` (and `english_claims`), `about_texts`,
   `assistance`.

A version rises with every change by which a recipe may find anything else.
"""

from palermo.extraction.kinds import (
    activities,
    commitments,
    debates,
    factors,
    mandates,
    partnerships,
    recommendations,
)

__all__ = ["METHODS"]

METHODS = (
    recommendations.METHOD,
    commitments.METHOD,
    mandates.METHOD,
    partnerships.METHOD,
    activities.METHOD,
    factors.METHOD,
    debates.METHOD,
    debates.PROMISED,
)
"""The recipes with their versions."""
