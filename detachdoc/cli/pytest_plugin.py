"""`pytest --detachdoc`: records during the tests, and explains a DetachedInstanceError under the test it failed.

Every pytest of an environment that has detachdoc loads this file, so it imports nothing until it is asked to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator

#: What a report must hold to be worth reading.
_SIGN = "DetachedInstanceError"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--detachdoc`."""
    group = parser.getgroup("detachdoc")
    group.addoption(
        "--detachdoc",
        action="store_true",
        help="Record where objects leave their session, and explain a DetachedInstanceError under the failing test.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Start the recorder, if asked to."""
    if config.getoption("--detachdoc"):
        config.pluginmanager.register(_Explainer(), "detachdoc-explainer")


class _Explainer:
    """Active only with `--detachdoc`."""

    def __init__(self) -> None:
        from detachdoc import recorder

        self._was_on = recorder.is_installed()
        recorder.install()

    def pytest_unconfigure(self) -> None:
        """Leave the process as it was."""
        if not self._was_on:
            from detachdoc import recorder

            recorder.uninstall()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Put the diagnosis under a failing test's other sections."""
        report = yield
        if report.failed:
            text = "\n".join((report.longreprtext, *(content for _, content in report.sections)))
            if _SIGN in text:
                report.sections.append(("detachdoc", explain(text)))
        return report


def explain(text: str) -> str:
    """Return the diagnosis of every DetachedInstanceError in `text`, as plain text."""
    from detachdoc import api
    from detachdoc.render import markdown

    found = [diagnosis for diagnosis in api.diagnose(api.read_text(text)) if diagnosis.error.is_detached]
    return markdown.render(tuple(found)) if found else ""
