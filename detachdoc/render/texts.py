"""How is one function applied to every string of a value? The one way through which input is masked and cleaned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

Value = TypeVar("Value")

#: Gets the name of the field a string lies in (of the nearest named tuple) and the string.
Change = Callable[[str, str], str]


def mapped(value: Value, change: Change, field: str = "") -> Value:
    """`value` with `change` applied to all its strings.

    Args:
        value: a named tuple, a tuple, a string or anything else; what is not text stays as it is.
        change: what to do with each string.
        field: name of the field `value` lies in.

    Returns:
        A value of the same type and shape.
    """
    result: Value = _mapped(value, change, field)
    return result


def _mapped(value: Any, change: Change, field: str) -> Any:  # noqa: ANN401 - any value of the model may lie in a field
    if isinstance(value, str):
        return change(field, value)
    if not isinstance(value, tuple):
        return value
    names = getattr(value, "_fields", None)
    if names is None:
        return tuple(_mapped(item, change, field) for item in value)
    return type(value)(*(_mapped(item, change, name) for name, item in zip(names, value, strict=True)))
