"""Orders what happens in this process: requests, loads, sessions made and ended. Counts, for time may stand still."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

#: Each call returns a number one higher than the last.
tick: Callable[[], int] = itertools.count(1).__next__
