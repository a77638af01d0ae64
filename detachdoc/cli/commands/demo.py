"""`detachdoc demo ID[/VARIANT]`: an example run for real, before and after the fix."""

from __future__ import annotations

from typing import Annotated, Literal

import typer


def demo(
    example: Annotated[
        str | None, typer.Argument(metavar="ID[/VARIANT]", help="A cause's id or number, and one of its examples.")
    ] = None,
    *,
    listed: Annotated[bool, typer.Option("--list", help="List the examples.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="When to use colors.")] = "auto",
    plain: Annotated[bool, typer.Option("--plain", help="No boxes or pictures, for screen readers.")] = False,
) -> int:
    """Run an example: the error before the fix, what detachdoc says about it, and its absence after the fix.

    Needs FastAPI and a few more: pip install 'detachdoc[demo]'. Exit codes: 0 all went as described, 1 it did not.
    """
    from detachdoc.cli import demonstrating
    from detachdoc.errors import UsageError

    if listed:
        return demonstrating.list_examples(json=json)
    if example is None:
        raise UsageError("Which example? `detachdoc demo --list` lists them; `detachdoc demo 2` runs one of cause 2.")
    return demonstrating.show(example, json=json, color=color, plain=plain)
