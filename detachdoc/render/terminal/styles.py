"""Which colours? Those of the terminal's own palette that are legible on light and dark; words never need them."""

from __future__ import annotations

from typing import Final

STRONG: Final = "bold"
QUIET: Final = "dim"
#: The three places and their marks in the picture.
LOADED: Final = "green"
LET_GO: Final = "magenta"
USED: Final = "red"
#: The two sides of a change.
REMOVED: Final = "red"
ADDED: Final = "green"
#: The word that says how the verdict went.
DECIDED: Final = "red"
OPEN: Final = "magenta"
#: Something to type.
TYPED: Final = "cyan"
