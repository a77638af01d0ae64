"""Facts: what a room concluded from evidence, with its reason and its place."""

from typing import Literal, NamedTuple

from detachdoc.model.place import Place

Source = Literal["traceback", "source", "environment", "recorder"]


class Fact(NamedTuple):
    """One fact. `id` and `value` are declared in knowledge/tree.yaml, which also holds the words."""

    #: e.g. `access-site`.
    id: str
    #: One of the values the tree declares for it, e.g. `streaming`.
    value: str
    source: Source
    where: Place | None = None
    #: What the sentence in the YAML may mention, e.g. `(("version", "0.115.12"),)`.
    words: tuple[tuple[str, str], ...] = ()
    #: How it was derived, for `--why`; developers' words.
    reason: str = ""
