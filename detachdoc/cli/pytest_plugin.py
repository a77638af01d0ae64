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
#: Columns where there is no terminal to ask.
_USUAL = 80


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
        config.pluginmanager.register(_Explainer(_columns(config)), "detachdoc-explainer")


def _columns(config: pytest.Config) -> int:
    """Columns of pytest's own output; a worker of pytest-xdist has none, and what it reports goes to a terminal."""
    return config.get_terminal_writer().fullwidth if config.pluginmanager.has_plugin("terminalreporter") else _USUAL


class _Explainer:
    """Active only with `--detachdoc`."""

    def __init__(self, columns: int) -> None:
        from detachdoc import recorder
        from detachdoc.cli.explaining import Explaining

        self._explaining = Explaining(columns)
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
                report.sections.append(("detachdoc", self._explaining.of(report.nodeid, text)))
        return report
