"""The key that signs cookies and links, stored in the library unless PALERMO_SECRET_KEY is set.

The server and the commands that print links (`palermo users`) are different processes, and must sign with one key.
"""

import os
import secrets
from pathlib import Path

KEY_FILE = "secret-key"


def load_secret_key(state: Path) -> str:
    """Return the key of the portal's state folder; a new one is stored there if the library exists."""
    try:
        return (state / KEY_FILE).read_text(encoding="ascii").strip() or secrets.token_urlsafe(50)
    except OSError:
        return _create_secret_key(state)


def _create_secret_key(state: Path) -> str:
    key = secrets.token_urlsafe(50)
    if not state.parent.is_dir():
        return key
    try:
        state.mkdir(exist_ok=True)
        descriptor = os.open(state / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster
        return (state / KEY_FILE).read_text(encoding="ascii").strip() or key
    except OSError:
        return key
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
    return key
