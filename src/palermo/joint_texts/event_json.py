"""Events as JSON values and back, checked against their types."""

from functools import cache
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from palermo.joint_texts.changes import Change


@cache
def _get_adapter() -> TypeAdapter[Change]:
    described: Any = Annotated[Change.__value__, Field(discriminator="change")]
    return TypeAdapter(described)


def serialize_change(change: Change) -> dict[str, Any]:
    """Return a change as JSON values."""
    values: dict[str, Any] = _get_adapter().dump_python(change, mode="json")
    return values


def parse_change(values: dict[str, Any]) -> Change:
    """Return the change that the JSON values describe; raises ValueError if they describe none."""
    return _get_adapter().validate_python(values)
