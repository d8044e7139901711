"""One statement: its quote, its context, and why it was extracted."""
