"""Records, inside a running app, where objects are loaded, let go and used, and says it in the error itself.

`install()` is all there is to call. When SQLAlchemy raises a DetachedInstanceError, its message then ends with
` [detachdoc: loaded at ...; let go at ...; ...]`, which `detachdoc diagnose` reads. Nothing is written elsewhere, no
object is kept alive, no value is stored.
"""

from __future__ import annotations

from detachdoc.recorder.switch import install, is_installed, uninstall

__all__ = ["install", "is_installed", "uninstall"]
