"""Read the JSON of pip-audit on standard input: report vulnerabilities, and what could not be looked up.

The exit code is 1 if a locked package has a known vulnerability. An index without advisories, such as a mirror, is
reported and is no failure.
"""

import json
import sys
from typing import Any


def report(rows: list[dict[str, Any]]) -> int:
    """Print the result, and return the exit code."""
    skipped = [row["name"] for row in rows if "skip_reason" in row]
    found = [(row, fault) for row in rows for fault in row.get("vulns", ())]
    for row, fault in found:
        fixed = ", ".join(fault.get("fix_versions", ())) or "no version yet"
        print(f"{row['name']} {row['version']}: {fault['id']}, fixed in {fixed}")
    looked_up = len(rows) - len(skipped)
    print(f"audit: {looked_up} of {len(rows)} packages looked up, {len(found)} known vulnerabilities.")
    if skipped and not looked_up:
        print("audit: this package index has no advisories; run it where PyPI is reached.")
    elif skipped:
        print(f"audit: not looked up: {', '.join(skipped)}.")
    return 1 if found else 0


if __name__ == "__main__":
    try:
        content = json.load(sys.stdin)
    except ValueError:
        print("audit: pip-audit could not run here, so nothing was looked up.")
        sys.exit(0)
    sys.exit(report(content["dependencies"]))
