"""What tracing the user's source found: loaded here, let go there, used here."""

from typing import NamedTuple

from detachdoc.model.facts import Fact
from detachdoc.model.place import Place


class Gap(NamedTuple):
    """Something the tracing could not follow, and what that may hide."""

    where: Place | None
    says: str
    #: It was followed all the same, and is only worth a note, e.g. `the line has moved since`.
    followed: bool = False


class Lifetime(NamedTuple):
    """The result of slicing backwards from the failing expression. Unknown parts are None."""

    load: Place | None
    detach: Place | None
    access: Place | None
    #: From load to access, in the order of time.
    trace: tuple[Place, ...] = ()
    #: Facts for the tree, `source="source"`.
    facts: tuple[Fact, ...] = ()
    gaps: tuple[Gap, ...] = ()
    #: The failing line was reached, and as far as the source shows nothing there could raise this error.
    contradicted: bool = False
    #: The failing line was found, but neither a load of its object nor that the object was handed to the function the
    #: work begins with: the text alone says too little then.
    untraced: bool = False
