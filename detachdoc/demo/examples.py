"""Which examples are there, and which one does the user mean?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.errors import UsageError
from detachdoc.model.knowledge import Cause, VariantSpec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from detachdoc.demo.installed import Installed
    from detachdoc.model.knowledge import Knowledge


class Example(NamedTuple):
    """An example of a cause."""

    cause: Cause
    variant: VariantSpec
    #: Absolute path of its folder.
    folder: str

    @property
    def id(self) -> str:
        """What the user types, e.g. `background-task/create-task`."""
        return f"{self.cause.id}/{self.variant.id}"

    def script(self, name: str) -> str | None:
        """Path of `before.py`, `after.py` or `popular.py`; None when the example has none."""
        path = os.path.join(self.folder, name)
        return path if os.path.isfile(path) else None

    def advice(self) -> list[str]:
        """Lines that popular.py changes in before.py, with their sign; empty when there is no popular.py."""
        before, popular = self.script("before.py"), self.script("popular.py")
        if before is None or popular is None:
            return []
        import difflib

        changes = difflib.ndiff(_lines(before), _lines(popular))
        return [line for line in changes if line[0] in "+-"]


def examples(known: Knowledge, folder: str) -> tuple[Example, ...]:
    """Return all examples, in the order of the causes.

    Args:
        known: the knowledge.
        folder: where it lies.
    """
    return tuple(
        Example(cause, variant, os.path.abspath(os.path.join(folder, "causes", cause.id, variant.id)))
        for cause in known.causes
        for variant in cause.variants
    )


def choose(wanted: str, every: Sequence[Example], here: Installed) -> Example:
    """Return the example the user means.

    Args:
        wanted: `ID`, or `ID/VARIANT`; the id may be the cause's number.
        every: all examples.
        here: what is installed. Without a variant, the first one that raises on it is taken.

    Raises:
        UsageError: there is no such cause or variant.
    """
    cause_id, _, variant_id = wanted.partition("/")
    of_cause = [one for one in every if cause_id in {one.cause.id, str(one.cause.number)}]
    if not of_cause:
        causes = dict.fromkeys(one.cause.id for one in every)
        raise UsageError(f"There is no cause {cause_id!r}.{_near(cause_id, causes)} `detachdoc causes` lists them.")
    if variant_id:
        return _named(variant_id, of_cause)
    raising = [one for one in of_cause if here.can_run(one.variant) and here.must_raise(one.variant)]
    return (raising or of_cause)[0]


def _lines(path: str) -> list[str]:
    with open(path, encoding="utf-8") as file:
        return file.read().splitlines()


def _named(variant_id: str, of_cause: Sequence[Example]) -> Example:
    for one in of_cause:
        if one.variant.id == variant_id:
            return one
    names = [one.variant.id for one in of_cause]
    hint = _near(variant_id, names)
    raise UsageError(f"{of_cause[0].cause.id} has no example {variant_id!r}.{hint} It has: {', '.join(names)}.")


def _near(word: str, names: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(word, list(names), n=1)
    return f" Did you mean {near[0]}?" if near else ""
