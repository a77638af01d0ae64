"""Which names of the knowledge folder are fixed by the JSON contract, and so not free to change in YAML.

Source: the table of the six causes and the three places of a diagnosis (JSON contract, version 1).
"""

from __future__ import annotations

#: Cause id -> its number. Scripts read both, so neither may change.
CAUSE_NUMBERS = {
    "session-closed-by-dependency": 1,
    "session-not-shared": 2,
    "context-block-exited": 3,
    "background-task": 4,
    "explicitly-expunged": 5,
    "used-across-requests": 6,
}

#: The three places every diagnosis names.
PLACES = ("load", "detach", "access")
