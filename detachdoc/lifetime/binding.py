"""Which parameter gets which argument? Defaults are evaluated in the module, as Python does once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.lifetime import callables
from detachdoc.lifetime.values import Args, Function, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    import ast

    from detachdoc.lifetime.machine import Machine


def bind(m: Machine, function: Function, args: Args) -> dict[str, Value]:
    """Bind arguments to a function's parameters."""
    spec = function.node.args
    positional = [*spec.posonlyargs, *spec.args]
    bound: dict[str, Value] = {}
    for parameter, value in zip(positional, args.positional, strict=False):
        bound[parameter.arg] = value
    names = {parameter.arg for parameter in (*positional, *spec.kwonlyargs)}
    extra = {name: value for name, value in args.named.items() if name not in names}
    # A name among the keywords that a position fills is one that `**` would not really have had.
    bound.update({name: value for name, value in args.named.items() if name in names and name not in bound})
    if spec.vararg:
        rest_of = [*args.positional[len(positional) :], *args.others]
        bound[spec.vararg.arg] = Sequence(rest_of, fixed=not args.rest, kind="tuple")
    if spec.kwarg:
        rest = Mapping()
        rest.entries.update(extra)
        bound[spec.kwarg.arg] = rest
    for parameter in (*positional, *spec.kwonlyargs):
        if parameter.arg not in bound:
            bound[parameter.arg] = _missing(m, function, parameter, args)
    return bound


def _missing(m: Machine, function: Function, parameter: ast.arg, args: Args) -> Value:
    default = default_of(function, parameter)
    if default is not None and not args.rest:
        return callables.default(m, function, parameter.arg, default)
    return m.idioms.parameter(m, function, parameter)


def default_of(function: Function, parameter: ast.arg) -> ast.expr | None:
    """The default expression of a parameter."""
    spec = function.node.args
    positional = [*spec.posonlyargs, *spec.args]
    if parameter in positional:
        at = positional.index(parameter) - (len(positional) - len(spec.defaults))
        return spec.defaults[at] if at >= 0 else None
    if parameter in spec.kwonlyargs:
        return spec.kw_defaults[spec.kwonlyargs.index(parameter)]
    return None


def parameters(function: Function) -> list[ast.arg]:
    """A function's named parameters, the receiver of a method left out."""
    spec = function.node.args
    named = [*spec.posonlyargs, *spec.args]
    if function.owner is not None and "staticmethod" not in function.marks:
        named = named[1:]
    return [*named, *spec.kwonlyargs]


def unknown(function: Function, parameter: ast.arg) -> Unknown:
    """A parameter nobody gives a value to."""
    return Unknown(f"nothing says what {function.name} gets as {parameter.arg}")
