"""`detachdoc causes`: the six causes, one a line."""

from __future__ import annotations

from typing import Annotated

import typer


def causes(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> int:
    """List the six causes. `detachdoc explain ID` tells more about one."""
    from detachdoc.cli.streams import emit
    from detachdoc.knowledge import load

    found = sorted(load().causes, key=lambda cause: cause.number)
    if json:
        from detachdoc.cli.documents import causes_document

        emit(causes_document(found))
        return 0
    widest = max(len(cause.id) for cause in found)
    emit("".join(f"{cause.number}  {cause.id:<{widest}}  {cause.title}\n" for cause in found))
    return 0
