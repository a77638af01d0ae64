"""Secrets must not stay in memory longer than needed."""
from sqlalchemy import event

from vaults.model import Secret


def install(maker) -> None:
    event.listen(maker, "after_flush_postexec", forget)


def forget(session, context) -> None:
    for row in list(session):
        if isinstance(row, Secret):
            session.expunge(row)
