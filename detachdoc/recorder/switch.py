"""Switches the recorder on and off. Each library is touched only when, and if, the app imports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.recorder.imports import AfterImport
from detachdoc.recorder.parts import Part, replace, restore

if TYPE_CHECKING:
    from collections.abc import Callable

    from detachdoc.recorder.parts import Replacement

_setup = Part("objects")


def install() -> None:
    """Record from now on; sessions and objects made before are known from their next event on. Idempotent."""
    if not is_installed():
        _installed.append(AfterImport(_AFTER))
        _installed[0].start()


def uninstall() -> None:
    """Put everything back exactly as it was, and forget what was recorded. Idempotent."""
    import sys

    from detachdoc.recorder import tables

    if not is_installed():
        return
    _installed.pop().stop()
    for name, undo in _BEFORE.items():
        if name in sys.modules:
            undo()
    tables.forget()


def is_installed() -> bool:
    """Whether `install` was called and `uninstall` was not."""
    return bool(_installed)


def _orm() -> tuple[Replacement, ...]:
    from detachdoc.recorder import errors, expiry, orm

    return orm.replacements() + expiry.replacements() + errors.replacements()


def _install_orm() -> None:
    from sqlalchemy import event

    from detachdoc.recorder import expiry, orm

    for replacement in _orm():
        replace(replacement)
    for target, name, listener, options in orm.listeners() + expiry.listeners():
        if not event.contains(target, name, listener):
            event.listen(target, name, listener, **options)


def _uninstall_orm() -> None:
    from sqlalchemy import event

    from detachdoc.recorder import expiry, orm

    orm.leave_sessions()
    for replacement in _orm():
        restore(replacement)
    for target, name, listener, _ in orm.listeners() + expiry.listeners():
        if event.contains(target, name, listener):
            event.remove(target, name, listener)


def _install_asyncio() -> None:
    from detachdoc.recorder import closing

    for replacement in closing.replacements():
        replace(replacement)


def _uninstall_asyncio() -> None:
    from detachdoc.recorder import closing

    for replacement in closing.replacements():
        restore(replacement)


def _install_starlette() -> None:
    from detachdoc.recorder import requests

    for replacement in requests.starlette_replacements():
        replace(replacement)


def _uninstall_starlette() -> None:
    from detachdoc.recorder import requests

    for replacement in requests.starlette_replacements():
        restore(replacement)


def _install_celery() -> None:
    from detachdoc.recorder import requests

    requests.follow_celery()


def _uninstall_celery() -> None:
    from detachdoc.recorder import requests

    requests.leave_celery()


def _guarded(call: Callable[[], None]) -> Callable[[], None]:
    def run() -> None:
        _setup.call(call)

    return run


_AFTER = {
    "sqlalchemy.orm": _guarded(_install_orm),
    "sqlalchemy.ext.asyncio.session": _guarded(_install_asyncio),
    "starlette.middleware.errors": _guarded(_install_starlette),
    "celery.signals": _guarded(_install_celery),
}
_BEFORE = {
    "sqlalchemy.orm": _uninstall_orm,
    "sqlalchemy.ext.asyncio.session": _uninstall_asyncio,
    "starlette.middleware.errors": _uninstall_starlette,
    "celery.signals": _uninstall_celery,
}
_installed: list[AfterImport] = []
