"""The exit codes of the command-line contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detachdoc.model.diagnosis import Diagnosis

DIAGNOSED = 0
#: A DetachedInstanceError, but no cause of the six is named: undecided, or its reason is another one.
UNDECIDED = 1
USAGE = 2
OTHER_ERROR = 3
NO_ERROR = 4
DEFECT = 70
INTERRUPTED = 130
#: What a shell reports for a program that stopped because its reader did (128 + SIGPIPE), as `| head` does.
READER_GONE = 141

_BY_OUTCOME = {
    "diagnosed": DIAGNOSED,
    "undecided": UNDECIDED,
    "outside-the-six": UNDECIDED,
    "other-error": OTHER_ERROR,
    "no-error": NO_ERROR,
}


def of(diagnoses: Sequence[Diagnosis]) -> int:
    """The exit code for these diagnoses; the first one, the likeliest root error, decides."""
    return _BY_OUTCOME[diagnoses[0].outcome] if diagnoses else NO_ERROR
