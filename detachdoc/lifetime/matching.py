"""Which case of a `match` holds, and what do its patterns bind? Decided only where the subject's class is known."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from detachdoc.lifetime import fields, iterating, models, truth
from detachdoc.lifetime.alternatives import Alternative, either, options
from detachdoc.lifetime.rows import Entity
from detachdoc.lifetime.values import ClassValue, Const, Instance, Mapping, Sequence, Unknown, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.lifetime.machine import Machine


def possible(m: Machine, case: ast.match_case, subject: Value) -> bool | None:
    """Whether a case holds: never (False), whatever the guard may say (None), or always (True)."""
    verdicts = {_verdict(m, case.pattern, option) for option, _ in options(subject)}
    verdict = verdicts.pop() if len(verdicts) == 1 else None
    return verdict if case.guard is None or verdict is False else None


def _verdict(m: Machine, pattern: ast.pattern, subject: Value) -> bool | None:
    if isinstance(pattern, ast.MatchAs):
        return True if pattern.pattern is None else _verdict(m, pattern.pattern, subject)
    if isinstance(pattern, ast.MatchOr):
        verdicts = [_verdict(m, one, subject) for one in pattern.patterns]
        return True if True in verdicts else None if None in verdicts else False
    if isinstance(pattern, ast.MatchClass):
        return _of_class(m, pattern, subject)
    if isinstance(pattern, ast.MatchValue | ast.MatchSingleton):
        value = Const(pattern.value) if isinstance(pattern, ast.MatchSingleton) else m.evaluate(pattern.value)
        return truth.compare(subject, ast.Eq(), value)
    return False if isinstance(subject, Const) and subject.value is None else None


def _of_class(m: Machine, pattern: ast.MatchClass, subject: Value) -> bool | None:
    if isinstance(subject, Const) and subject.value is None:
        return False
    cls = m.evaluate(pattern.cls)
    if not isinstance(cls, ClassValue) or not isinstance(subject, Entity | Instance) or subject.cls is None:
        return None
    if cls in models.linearised(subject.cls):
        return None if pattern.patterns or pattern.kwd_patterns else True
    below = subject.cls in models.linearised(cls) and isinstance(subject, Entity)  # a query gives subclasses too
    return None if below else False


def bind(m: Machine, pattern: ast.pattern | None, subject: Value) -> None:
    """Bind the names of a pattern to the parts of the subject they capture."""
    binder = _BINDERS.get(type(pattern))
    if binder is not None:
        binder(m, pattern, subject)


def _as(m: Machine, pattern: ast.MatchAs, subject: Value) -> None:
    bind(m, pattern.pattern, subject)
    if pattern.name:
        m.here.scope.bind(pattern.name, subject)


def _star(m: Machine, pattern: ast.MatchStar, subject: Value) -> None:
    if pattern.name:
        m.here.scope.bind(pattern.name, subject)


def _or(m: Machine, pattern: ast.MatchOr, subject: Value) -> None:
    for one in pattern.patterns:
        bind(m, one, subject)


def _class(m: Machine, pattern: ast.MatchClass, subject: Value) -> None:
    fitting = either([one for one in options(subject) if _of_class(m, pattern, one.value) is not False])
    cls = m.evaluate(pattern.cls)
    names = fields.names(cls) if isinstance(cls, ClassValue) else []
    for name, inner in zip(names, pattern.patterns, strict=False):
        bind(m, inner, m.attribute(fitting, name, inner))
    if not names and len(pattern.patterns) == 1:  # `str(text)`
        bind(m, pattern.patterns[0], fitting)
    for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
        bind(m, inner, m.attribute(fitting, name, inner))


def _sequence(m: Machine, pattern: ast.MatchSequence, subject: Value) -> None:
    starred = next((at for at, one in enumerate(pattern.patterns) if isinstance(one, ast.MatchStar)), None)
    for at, inner in enumerate(pattern.patterns):
        if at == starred:
            bind(m, inner, Sequence(iterating.elements(m, subject)[at:]))
            continue
        index = at if starred is None or at < starred else at - len(pattern.patterns)
        bind(m, inner, iterating.position(m, subject, index))


def _mapping(m: Machine, pattern: ast.MatchMapping, subject: Value) -> None:
    for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
        index = m.evaluate(key)
        found = [Alternative(iterating.item(m, one, index, inner), guard) for one, guard in options(subject)]
        bind(m, inner, either(found))
    if pattern.rest:
        m.here.scope.bind(pattern.rest, subject if isinstance(subject, Mapping) else Unknown("the rest of a mapping"))


_BINDERS: dict[type, Callable[..., None]] = {
    ast.MatchAs: _as,
    ast.MatchStar: _star,
    ast.MatchOr: _or,
    ast.MatchClass: _class,
    ast.MatchSequence: _sequence,
    ast.MatchMapping: _mapping,
}
