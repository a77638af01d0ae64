"""What comes out of a result? Its rows one by one, all together, or their first columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime.idioms.idiom import Idiom
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import Args, Const, Sequence, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


class Rows(Value):
    """The result of a statement that was executed."""

    __slots__ = ("first", "scalar")

    def __init__(self, first: list[Value], *, scalar: bool) -> None:
        #: One value for each entity or column selected.
        self.first = first
        #: Whether iterating gives the first column rather than rows.
        self.scalar = scalar


def row(rows: Rows) -> Value:
    """One row: the entity itself, or a tuple of what was selected."""
    return rows.first[0] if rows.scalar or not rows.first else Sequence(list(rows.first), fixed=True, kind="row")


def _one(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return row(rows) if isinstance(rows, Rows) else None


def _scalar_one(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return rows.first[0] if isinstance(rows, Rows) else None


def _all(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([row(rows)]) if isinstance(rows, Rows) else None


def _scalars(_m: Machine, rows: Value, args: Args, _node: ast.AST | None) -> Value | None:
    if not isinstance(rows, Rows):
        return None
    at = args.positional[0].value if args.positional and isinstance(args.positional[0], Const) else 0
    column = at if isinstance(at, int) and at < len(rows.first) else 0
    return Rows(rows.first[column : column + 1], scalar=True)


def _same(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return rows


def _partitions(_m: Machine, rows: Value, _args: Args, _node: ast.AST | None) -> Value | None:
    return Sequence([Sequence([row(rows)])]) if isinstance(rows, Rows) else None


def _items(_m: Machine, rows: Value) -> list[Value]:
    return [row(rows)] if isinstance(rows, Rows) else []


def _position(_m: Machine, rows: Value, _index: object) -> Value | None:
    return row(rows) if isinstance(rows, Rows) else None


def _of_row(_m: Machine, row: Value, name: str, _node: ast.AST | None) -> Value | None:
    """`row.User`: an entity of a row by its class's name."""
    if not isinstance(row, Sequence) or row.kind != "row":
        return None
    return next((one for one in row.items if isinstance(one, Entity) and one.class_name == name), None)


IDIOM = Idiom(
    methods={
        **{(Rows, name): _one for name in ("first", "one", "one_or_none", "fetchone", "next")},
        **{(Rows, name): _scalar_one for name in ("scalar_one", "scalar_one_or_none", "scalar")},
        **{(Rows, name): _all for name in ("all", "fetchall", "fetchmany", "to_list")},
        **{
            (Rows, name): _same
            for name in ("unique", "yield_per", "tuples", "mappings", "columns", "freeze", "options")
        },
        (Rows, "scalars"): _scalars,
        (Rows, "partitions"): _partitions,
    },
    attributes={Sequence: _of_row},
    items={Rows: _items},
    positions={Rows: _position},
)
