from typing import Protocol

from .tables import Film


class Films(Protocol):
    """Where films come from."""

    def titled(self, title: str) -> Film | None: ...
