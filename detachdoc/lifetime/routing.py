"""What is around a route? Routers that include its router, its application, and those that one is mounted on.

FastAPI runs the dependencies of every router on the way, and the middleware of every application on the way; a mounted
application does not take over the dependencies of the one it is mounted on.
"""

from __future__ import annotations

import ast
import posixpath
from itertools import islice
from typing import TYPE_CHECKING

from detachdoc.lifetime import application

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from detachdoc.lifetime.idioms.webapp import Inclusion, Route, Router
    from detachdoc.lifetime.machine import Machine
    from detachdoc.lifetime.scopes import ModuleScope
    from detachdoc.lifetime.values import Value

_MAX_NESTED = 8
#: Statements run to find what includes one router, and files looked through for them.
_MAX_STATEMENTS = 12
#: Rank of a statement that names the file of the router.
_CERTAIN = 3
_MAX_FILES = 120
#: The same for what mounts an application: most are mounted on none, and each file that is opened costs all of them.
_MAX_NEARBY = 20


def dependencies(m: Machine, route: Route) -> list[Value]:
    """What FastAPI resolves before the endpoint's own parameters, in its order."""
    found = [*route.router.dependencies, *route.dependencies]
    reached = route.router
    for inclusion in _way(m, route.router):
        if inclusion.mounted:
            return found
        found = [*inclusion.by.dependencies, *inclusion.dependencies, *found]
        reached = inclusion.by
    return found if reached.is_app else [*(one for app in m.apps[:1] for one in app.dependencies), *found]


def applications(m: Machine, router: Router) -> list[Router]:
    """The applications a request to a router goes through, the outermost first."""
    found = [one for one in (router, *(inclusion.by for inclusion in _way(m, router))) if one.is_app]
    return found[::-1] or m.apps[:1]


def complete(m: Machine) -> None:
    """Put the applications together on which the known ones are mounted."""
    for app in list(m.apps):
        _way(m, app)


def _way(m: Machine, router: Router) -> list[Inclusion]:
    """From a router to the outermost application."""
    found: list[Inclusion] = []
    while len(found) < _MAX_NESTED:
        if not router.included:
            _look(m, router)
        if not router.included:
            break
        found.append(router.included[0])
        router = router.included[0].by
    return found


def _look(m: Machine, router: Router) -> None:
    """Run what may include a router, once, the likeliest statements first."""
    if router.searched or not router.file:
        return
    router.searched = True
    likely: list[tuple[int, ModuleScope, ast.stmt]] = []
    word = "mount" if router.is_app else "include_router"
    for path in _mentioning(m, router, word):
        module = m.modules.at(path)
        if module is not None:
            ranked = ((_rank(module, one, router.file, word), module, one) for one in module.tree.body)
            likely.extend(one for one in ranked if one[0])
        if any(rank == _CERTAIN for rank, _, _ in likely):
            break
    likely.sort(key=lambda one: -one[0])
    for _, module, statement in likely[:_MAX_STATEMENTS]:
        with m.apart():
            if "FastAPI" in m.project.text(module.path):
                application.put_together(m, module)
            if not router.included:
                m.module_binding(module, statement, "")
        if router.included:
            return


def _mentioning(m: Machine, router: Router, word: str) -> Iterable[str]:
    """Files that may include a router, or mount an application: `asgi.py` may lie far above it."""
    if not router.is_app:
        return m.project.mentions(word, router.file, within=_MAX_FILES)
    above = (path for path in islice(m.project.above(router.file), _MAX_NEARBY) if word in m.project.text(path))
    return dict.fromkeys([*above, *m.project.mentions(word, router.file, within=_MAX_NEARBY)])


def _calls(statement: ast.stmt, word: str) -> Iterator[ast.Call]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == word:
            yield node


def _rank(module: ModuleScope, statement: ast.stmt, file: str, word: str) -> int:
    """How likely a statement includes a router made in a file, by the names in it: 0 when nothing speaks for it."""
    words = {one for call in _calls(statement, word) for one in _words(module, call)}
    stem, folder = posixpath.splitext(posixpath.basename(file))[0], posixpath.basename(posixpath.dirname(file))
    stem = folder if stem == "__init__" else stem
    if words and (module.path == file or stem in words):
        return _CERTAIN
    return 2 if any(stem in word for word in words) else int(folder in words)


def _words(module: ModuleScope, call: ast.Call) -> set[str]:
    """The names in a call's arguments, and in the imports that bring them."""
    names = {node.id for part in call.args for node in ast.walk(part) if isinstance(node, ast.Name)}
    words = {node.attr for part in call.args for node in ast.walk(part) if isinstance(node, ast.Attribute)} | names
    for name in names:
        bound = module.binds(name)
        for node in ast.walk(bound) if bound is not None else ():
            if isinstance(node, ast.ImportFrom):
                words.update((node.module or "").split("."))
            if isinstance(node, ast.alias) and name in (node.asname, node.name.split(".")[0]):
                words.update(node.name.split("."))
            if isinstance(node, ast.Name):
                words.add(node.id)
    return words
