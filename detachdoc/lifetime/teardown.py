"""When does the clean-up of a dependency run, by FastAPI version? Measured on releases 0.65 to 0.165."""

from __future__ import annotations

from typing import NamedTuple


class Order(NamedTuple):
    """What runs before the clean-up of a request-scoped dependency, besides the endpoint itself."""

    #: Streaming bodies, background tasks, sending, code after `call_next`.
    sending_first: bool
    #: Whether the version was known.
    known: bool = True


#: 0.106.0 moved sending behind the clean-up, 0.118.0 moved it back.
SENDING_FIRST = Order(sending_first=True)
CLEANUP_FIRST = Order(sending_first=False)


def order(version: str | None) -> Order:
    """The order of a FastAPI version; of an unknown one that of the newest."""
    numbers = _numbers(version)
    if numbers is None:
        return Order(sending_first=True, known=False)
    return CLEANUP_FIRST if (0, 106) <= numbers < (0, 118) else SENDING_FIRST


def _numbers(version: str | None) -> tuple[int, int] | None:
    parts = (version or "").split(".")
    if len(parts) < 2 or not parts[0].isdecimal():
        return None
    minor = "".join(char for char in parts[1] if char.isdecimal())
    return (int(parts[0]), int(minor)) if minor else None
