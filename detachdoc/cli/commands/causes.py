"""`detachdoc causes`: the six causes, one a line."""

from __future__ import annotations

from typing import Annotated

import typer


def causes(*, json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> int:
    """List the six causes."""
    from detachdoc.cli import documents
    from detachdoc.cli.streams import emit
    from detachdoc.knowledge import load

    emit((documents.listed_json if json else documents.listed)(load().causes))
    return 0
