"""Regular expressions that are compiled when they are first used.

There are about 90 on the way to a verdict. Compiling all takes 9 ms of a start of 50; a plain traceback needs 20.
"""

from __future__ import annotations

import re
from typing import Any, cast


class _Later:
    """Stands for a `re.Pattern`; gets each of its methods from it when that is first called."""

    def __init__(self, regex: str, flags: int) -> None:
        self._regex = regex
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        found = getattr(self._compiled(), name)
        setattr(self, name, found)
        return found

    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._regex, self._flags)


def pattern(regex: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, as far as its methods go; a mistake in `regex` shows at the first use.

    Args:
        regex: a regular expression.
        flags: of the `re` module.
    """
    return cast("re.Pattern[str]", _Later(regex, flags))
