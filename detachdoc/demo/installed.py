"""What the examples need is installed, or not, and in which versions."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, NamedTuple

from detachdoc.errors import UsageError

if TYPE_CHECKING:
    from detachdoc.model.knowledge import VariantSpec

#: Distributions the examples import. The first two are also what their versions are about.
_NEEDED = ("fastapi", "sqlalchemy", "httpx", "aiosqlite", "greenlet")


class Installed(NamedTuple):
    """Versions of what is installed, `python` included."""

    versions: dict[str, str]

    @property
    def complete(self) -> bool:
        """Whether what every example imports is there, judged by FastAPI and SQLAlchemy."""
        return self.versions.keys() >= {"fastapi", "sqlalchemy"}

    def can_run(self, variant: VariantSpec) -> bool:
        """Whether the example is written for these versions."""
        return self._all_in(variant.needs)

    def must_raise(self, variant: VariantSpec) -> bool:
        """Whether its before.py raises on these versions."""
        return self._all_in(variant.raises_when)

    def _all_in(self, ranges: tuple[tuple[str, str], ...]) -> bool:
        from packaging.specifiers import SpecifierSet

        return self.complete and all(
            SpecifierSet(wanted).contains(self.versions[package], prereleases=True) for package, wanted in ranges
        )


def installed(*, to_run: bool = True) -> Installed:
    """Return what is installed.

    Args:
        to_run: whether an example is going to run, so that nothing may be missing.

    Raises:
        UsageError: something is missing; the message says how to install it.
    """
    from importlib.metadata import PackageNotFoundError, version

    versions, missing = {"python": platform.python_version()}, []
    for package in (*_NEEDED, "starlette", "pydantic"):
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            missing.append(package)
    if missing and to_run:
        raise UsageError(f"The demo runs real apps and lacks {missing[0]}. Install it: pip install 'detachdoc[demo]'")
    return Installed(versions)


def check_can_run(variant: VariantSpec, here: Installed) -> None:
    """Refuse an example that is not written for what is installed.

    Raises:
        UsageError: naming the versions it needs.
    """
    if not here.can_run(variant):
        wanted = " ".join(f"'{package}{versions}'" for package, versions in variant.needs)
        raise UsageError(f"The example {variant.id} is written for other versions. Install them: pip install {wanted}")
