"""Errors and facts that the tests of several rooms start from."""

from __future__ import annotations

from detachdoc.model.facts import Fact
from detachdoc.model.report import Block, ErrorReport, Frame


def an_error(**changes: object) -> ErrorReport:
    """A lazy load of `Invoice.lines` in `billing/mail.py`, line 12, with `changes`."""
    frame = Frame("billing/mail.py", 12, "send", "for line in invoice.lines:", is_app=True)
    message = "Parent instance <Invoice at 0x7f> is not bound to a Session; lazy load operation of attribute 'lines' cannot proceed"
    block = Block("sqlalchemy.orm.exc.DetachedInstanceError", message, (frame,))
    plain = ErrorReport(
        is_detached=True,
        type="sqlalchemy.orm.exc.DetachedInstanceError",
        wrapped_in=None,
        kind="lazy-load",
        class_name="Invoice",
        attribute="lines",
        message=message,
        sqlalchemy_link="20",
        blocks=(block,),
        subject=0,
    )
    return plain._replace(**changes)


def facts(*pairs: str, source: str = "traceback") -> tuple[Fact, ...]:
    """Facts from `id=value` words."""
    return tuple(Fact(*pair.split("="), source) for pair in pairs)  # type: ignore[arg-type]
