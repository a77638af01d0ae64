"""Do guards, the replay of events and the order of clean-ups follow what SQLAlchemy and FastAPI do?"""

from __future__ import annotations

import pytest

from detachdoc.lifetime import guards, teardown
from detachdoc.lifetime.history import Event, missing, state_at
from detachdoc.lifetime.rows import Entity, Session

ONE, OTHER, EITHER = ({1: frozenset({0})}, {1: frozenset({1})}, {1: frozenset({0, 1})})


class TestGuards:
    def test_arms_of_one_branch_exclude_each_other(self) -> None:
        assert guards.both(ONE, OTHER) is None
        assert not guards.compatible(ONE, OTHER)

    def test_different_branches_go_together(self) -> None:
        assert guards.both(ONE, {2: frozenset({0})}) == {1: frozenset({0}), 2: frozenset({0})}

    def test_a_narrower_guard_implies_a_wider_one(self) -> None:
        assert guards.implied(EITHER, ONE)
        assert not guards.implied(ONE, EITHER)
        assert not guards.implied(ONE, {})
        assert guards.implied({}, ONE)


def loaded(*events: tuple[str, str], expires: bool | None = True) -> Entity:
    """A row loaded by a session, and then what happened: (`session` or `row`, kind)."""
    session = Session(None, 1, "handler", 1)
    session.expires = expires
    entity = Entity(None, None, session, 1)
    entity.events.append(Event(1, "attach", None, {}, session=session))
    for time, (owner, kind) in enumerate(events, 2):
        event = Event(time, kind, None, {}, name="name" if kind == "touch" else "")
        (session.events if owner == "session" else entity.events).append(event)
    return entity


class TestReplay:
    @pytest.mark.parametrize(
        ("events", "detached_by", "expired_by"),
        [
            ((), None, None),
            ((("session", "close"),), "close", None),
            ((("session", "commit"),), None, "commit"),
            ((("session", "commit"), ("session", "close")), "close", "commit"),
            ((("session", "close"), ("session", "commit")), "close", None),
            ((("row", "expunge"), ("session", "close")), "expunge", None),
            ((("session", "commit"), ("row", "refresh"), ("session", "close")), "close", None),
            ((("session", "rollback"), ("row", "touch"), ("session", "close")), "close", "rollback"),
            ((("row", "delete"), ("session", "commit")), "delete", None),
            ((("session", "expunge-all"),), "expunge-all", None),
            ((("session", "collected"),), "collected", None),
        ],
    )
    def test_a_history(
        self, events: tuple[tuple[str, str], ...], detached_by: str | None, expired_by: str | None
    ) -> None:
        state = state_at(loaded(*events), {}, certain=True)
        assert (state.detached.kind if state.detached else None) == detached_by
        assert (state.expired.kind if state.expired else None) == expired_by

    def test_a_session_that_keeps_does_not_expire_on_commit_but_on_rollback(self) -> None:
        assert state_at(loaded(("session", "commit"), expires=False), {}, certain=True).expired is None
        assert state_at(loaded(("session", "rollback"), expires=False), {}, certain=True).expired is not None

    def test_make_transient_never_raises(self) -> None:
        assert state_at(loaded(("row", "make-transient")), {}, certain=True).transient

    def test_what_may_have_happened_counts_only_when_asked(self) -> None:
        entity = loaded()
        assert entity.session is not None
        entity.session.events.append(Event(5, "close", None, ONE))
        assert state_at(entity, {}, certain=True).detached is None
        assert state_at(entity, {}, certain=False).detached is not None
        assert state_at(entity, OTHER, certain=False).detached is None

    def test_later_events_do_not_count(self) -> None:
        assert state_at(loaded(("session", "close")), {}, certain=True, until=1).detached is None

    def test_an_expired_column_needs_sql_and_a_loaded_one_does_not(self) -> None:
        expired = state_at(loaded(("session", "commit"), ("session", "close")), {}, certain=True)
        kept = state_at(loaded(("session", "close")), {}, certain=True)
        entity = loaded()
        assert missing(entity, expired, None).needed is True
        assert missing(entity, kept, None).needed is False


class TestTeardown:
    @pytest.mark.parametrize(
        ("version", "sending_first"),
        [
            ("0.65.3", True),
            ("0.105.0", True),
            ("0.106.0", False),
            ("0.115.12", False),
            ("0.117.1", False),
            ("0.118.0", True),
            ("0.165.0", True),
            ("1.0.0", True),
            (None, True),
            ("unknown", True),
        ],
    )
    def test_order(self, version: str | None, sending_first: bool) -> None:
        assert teardown.order(version).sending_first is sending_first

    def test_an_unknown_version_is_said_to_be(self) -> None:
        assert not teardown.order(None).known
        assert teardown.order("0.118.0").known
