"""The controlled words of the field as YAML, with labels in six languages."""
