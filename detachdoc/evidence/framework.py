"""Which framework's frames are in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detachdoc.model.facts import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from detachdoc.evidence.scene import Scene

#: The first that occurs counts: FastAPI stands on Starlette, Airflow and Flask-Admin on Flask.
_ORDER = ("fastapi", "airflow", "flask", "django", "pyramid", "celery", "starlette")


def detect(scene: Scene) -> Iterator[Fact]:
    """Yield `framework`."""
    packages = {frame.package for frame in scene.every_frame() if frame.package}
    if scene.error.endpoint is not None or (scene.error.wrapped_in or "").startswith("fastapi."):
        packages.add("fastapi")
    found = next((name for name in _ORDER if name in packages), "other" if packages else "unknown")
    yield Fact("framework", found, "traceback", reason=f"packages in the frames: {', '.join(sorted(packages))}")
