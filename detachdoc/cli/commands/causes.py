"""`detachdoc causes`: the six causes, one a line."""

from __future__ import annotations

from typing import Annotated

import typer


def causes(*, json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> int:
    """Print them by number."""
    from detachdoc import __version__
    from detachdoc.cli.naming import listed
    from detachdoc.cli.streams import emit
    from detachdoc.knowledge import load
    from detachdoc.render import cause_json, json_v1

    known = load()
    if json:
        document = cause_json.listing(known.causes, version=__version__, knowledge=known.version)
        emit(json_v1.dumps(document) + "\n")
    else:
        emit(listed(known.causes))
    return 0
