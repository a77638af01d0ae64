"""Runs what the texts of knowledge/ claim about SQLAlchemy; `knowledge/measured.yaml` says which text relies on which.

    python scripts/claims.py

Each function is one claim: it returns if the installed SQLAlchemy behaves so, and fails if not.
"""

# ruff: noqa: D103, INP001, T201 - a script, whose functions are named like the claims they check
from __future__ import annotations

import asyncio
import copy
import gc
import pickle
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Any

import sqlalchemy
from sqlalchemy import Column, ForeignKey, Integer, String, create_engine, inspect, select, update
from sqlalchemy.exc import InvalidRequestError, MissingGreenlet, StatementError
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import (
    Session,
    declarative_base,
    deferred,
    make_transient,
    make_transient_to_detached,
    relationship,
    selectinload,
    sessionmaker,
)
from sqlalchemy.orm.exc import ConcurrentModificationError, DetachedInstanceError, StaleDataError
from sqlalchemy.pool import StaticPool

Base: Any = declarative_base()
Factory = Callable[[], Session]


class User(Base):
    """Has a column, a deferred column, a relationship and a dynamic relationship."""

    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String)
    bio = deferred(Column(String))
    orders = relationship("Order", back_populates="user")
    visits = relationship("Visit", lazy="dynamic")


class Order(Base):
    """Belongs to a user."""

    __tablename__ = "orders"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))
    user = relationship(User, back_populates="orders")


class Visit(Base):
    """Belongs to a user."""

    __tablename__ = "visits"
    id = Column(Integer, primary_key=True)
    user_id = Column(ForeignKey("users.id"))


class Versioned(Base):
    """Has a version column."""

    __tablename__ = "versioned"
    id = Column(Integer, primary_key=True)
    text = Column(String)
    version = Column(Integer, nullable=False)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it so


@contextmanager
def database(**options: Any) -> Iterator[Factory]:  # noqa: ANN401 - whatever sessionmaker takes
    """A database with user 1 and her order, and a factory of sessions with these options."""
    engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(User(id=1, name="Ada", bio="long", orders=[Order(id=1)]))
        session.add(Versioned(id=1, text="old"))
        session.commit()
    yield sessionmaker(engine, **options)
    engine.dispose()


@asynccontextmanager
async def async_database() -> AsyncIterator[AsyncSession]:
    """A session of a database with user 1 and her order."""
    engine = create_async_engine("sqlite+aiosqlite://")
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with AsyncSession(engine) as session:
        session.add(User(id=1, name="Ada", orders=[Order(id=1)]))
        await session.commit()
    async with AsyncSession(engine) as session:
        yield session
    await engine.dispose()


def detached(factory: Factory) -> Any:  # noqa: ANN401 - a User, whose attributes are declared as columns
    """User 1, loaded by a session that has been closed."""
    with factory() as session:
        return session.get(User, 1)


def raises(kind: type[Exception] | tuple[type[Exception], ...], action: Callable[[], object], words: str = "") -> None:
    """Check that `action` fails with this error, whose message has these words."""
    try:
        action()
    except kind as error:
        message = str(error)
    else:
        raise AssertionError(f"nothing raised; expected {kind}")
    assert words in message, message


#: Name -> claim.
CLAIMS: dict[str, Callable[[], None]] = {}


def claim(function: Callable[[], None]) -> Callable[[], None]:
    """Register a claim under its name."""
    CLAIMS[function.__name__] = function
    return function


@claim
def loaded_values_stay_readable() -> None:
    with database() as factory:
        user = detached(factory)
        assert (user.name, inspect(user).detached, inspect(user).expired) == ("Ada", True, False)
        raises(DetachedInstanceError, lambda: user.orders)


@claim
def leaving_the_block_detaches_however_it_is_left() -> None:
    def by_break(factory: Factory) -> object:
        for _ in range(1):
            with factory() as session:
                user = session.get(User, 1)
                break
        return user

    def by_error(factory: Factory) -> object:
        found = []
        with suppress(ZeroDivisionError), factory() as session:
            found.append(session.get(User, 1))
            found.append(1 / 0)
        return found[0]

    with database() as factory:
        for by_return_break_or_error in (detached, by_break, by_error):
            assert inspect(by_return_break_or_error(factory)).detached


@claim
def expire_on_commit_false_keeps_columns_and_loads_nothing() -> None:
    with database(expire_on_commit=False) as factory, factory() as session:
        user = session.get(User, 1)
        session.commit()
        session.close()
        assert user.name == "Ada"
        raises(DetachedInstanceError, lambda: user.orders, "lazy load")
        raises(DetachedInstanceError, lambda: user.bio, "deferred load")


@claim
def rollback_expires_all_the_same() -> None:
    with database(expire_on_commit=False) as factory, factory() as session:
        user = session.get(User, 1)
        session.rollback()
        session.close()
        raises(DetachedInstanceError, lambda: user.name, "attribute refresh")


@claim
def a_commit_undoes_eager_loading() -> None:
    def orders(factory: Factory) -> int:
        with factory() as session:
            user = session.execute(select(User).options(selectinload(User.orders))).scalar_one()
            session.commit()
        return len(user.orders)

    with database() as factory:
        raises(DetachedInstanceError, lambda: orders(factory), "lazy load")
    with database(expire_on_commit=False) as factory:
        assert orders(factory) == 1


@claim
def refresh_reads_the_columns_again() -> None:
    with database() as factory:
        with factory() as session:
            user = session.get(User, 1)
            session.commit()
            session.refresh(user)
        assert user.name == "Ada"


#: The first release whose refresh() loads a relationship by name. SQLAlchemy 1.4 refuses, 2.0.0 to 2.0.3 do nothing.
LOADS_BY_NAME = (2, 0, 4)


def created(*refreshes: tuple[str, ...]) -> Any:  # noqa: ANN401 - as for `detached`
    """A new user, committed, refreshed by these names and in this order, and then detached."""
    with database() as factory, factory() as session:
        user = User(name="new")
        session.add(user)
        session.commit()
        for names in refreshes:
            session.refresh(user, names or None)
        return user


def loads_by_name() -> bool:
    return tuple(int(part) for part in sqlalchemy.__version__.split(".")[:3]) >= LOADS_BY_NAME


@claim
def before_2_0_4_a_refresh_by_name_loads_no_relationship() -> None:
    if not loads_by_name():
        raises((InvalidRequestError, DetachedInstanceError), lambda: created((), ("orders",)).orders)


@claim
def a_refresh_by_name_leaves_the_other_columns_expired() -> None:
    if loads_by_name():
        user = created(("orders",))
        assert user.orders == []
        raises(DetachedInstanceError, lambda: user.name, "attribute refresh")


@claim
def a_refresh_without_names_loads_no_relationship_and_throws_it_away() -> None:
    raises(DetachedInstanceError, lambda: created(()).orders, "lazy load")
    if loads_by_name():
        user = created(("orders",), ())
        assert user.name == "new"
        raises(DetachedInstanceError, lambda: user.orders, "lazy load")


@claim
def a_refresh_and_then_one_by_name_loads_both() -> None:
    if loads_by_name():
        user = created((), ("orders",))
        assert (user.name, user.orders) == ("new", [])


@claim
def reading_the_relationship_of_a_new_object_in_the_block_loads_it() -> None:
    with database() as factory:
        with factory() as session:
            user = User(name="new")
            session.add(user)
            session.commit()
            assert user.orders == []
        assert (user.name, user.orders) == ("new", [])


@claim
def a_begin_block_ends_the_transaction_and_not_the_session() -> None:
    with database() as factory, factory() as session:
        with session.begin():
            user = session.get(User, 1)
        assert user in session
        assert len(user.orders) == 1


@claim
def refresh_with_another_session_is_refused() -> None:
    with database() as factory, factory() as other:
        user = detached(factory)
        raises(InvalidRequestError, lambda: other.refresh(user), "not persistent within this Session")


@claim
def commit_with_another_session_writes_nothing() -> None:
    with database() as factory:
        user = detached(factory)
        user.name = "Grace"
        with factory() as other:
            other.commit()
        assert detached(factory).name == "Ada"


@claim
def getattr_with_a_default_raises() -> None:
    with database() as factory:
        user = detached(factory)
        raises(DetachedInstanceError, lambda: getattr(user, "orders", None))


@claim
def only_the_result_of_merge_is_attached() -> None:
    with database() as factory, factory() as session:
        user = detached(factory)
        merged = session.merge(user)
        assert len(merged.orders) == 1
        raises(DetachedInstanceError, lambda: user.orders)


@claim
def merge_copies_old_values_over_newer_ones() -> None:
    with database() as factory:
        old = detached(factory)
        with factory() as session:
            session.execute(update(User).values(name="Grace"))
            session.commit()
        with factory() as session:
            session.merge(old)
            session.commit()
        assert detached(factory).name == "Ada"


@claim
def add_to_a_second_session_is_refused() -> None:
    with database() as factory, factory() as first, factory() as second:
        user = first.get(User, 1)
        raises(InvalidRequestError, lambda: second.add(user), "already attached to session")


@claim
def add_beside_the_same_row_is_refused() -> None:
    with database() as factory, factory() as session:
        user, held = detached(factory), session.get(User, 1)
        raises(InvalidRequestError, lambda: session.add(user), "another instance with key")
        assert held in session


@claim
def a_detached_object_can_be_added_and_then_loads() -> None:
    with database() as factory, factory() as session:
        user = detached(factory)
        session.add(user)
        assert len(user.orders) == 1


@claim
def a_closed_session_opens_again_and_adopts_nothing() -> None:
    with database() as factory:
        session = factory()
        user = session.get(User, 1)
        session.close()
        assert session.execute(select(User.name)).scalar_one() == "Ada"
        raises(DetachedInstanceError, lambda: user.orders)
        assert session.in_transaction()
        session.close()


@claim
def expunge_leaves_related_objects_behind() -> None:
    with database() as factory, factory() as session:
        user = session.get(User, 1)
        (order,) = user.orders
        session.expunge(user)
        assert user not in session
        assert order in session


@claim
def changes_outside_a_session_are_lost_in_silence() -> None:
    with database() as factory:
        with factory() as session:
            user = session.get(User, 1)
            session.expunge(user)
            user.name = "Grace"
            session.commit()
        assert detached(factory).name == "Ada"


@claim
def make_transient_reads_none_and_empty() -> None:
    with database() as factory, factory() as session:
        user = session.get(User, 1)
        make_transient(user)
        assert (user.bio, list(user.orders)) == (None, [])


@claim
def make_transient_to_detached_loads_once_added() -> None:
    with database() as factory, factory() as session:
        user = User(id=1)
        make_transient_to_detached(user)
        raises(DetachedInstanceError, lambda: user.name, "attribute refresh")
        session.add(user)
        assert user.name == "Ada"


@claim
def copies_have_no_session() -> None:
    with database() as factory, factory() as session:
        user = session.get(User, 1)
        for twin in (copy.deepcopy(user), pickle.loads(pickle.dumps(user))):  # noqa: S301 - pickled right here
            assert inspect(twin).session is None
            raises(DetachedInstanceError, lambda twin=twin: twin.orders)


@claim
def the_key_outlives_the_session() -> None:
    with database() as factory, factory() as session:
        user = session.get(User, 1)
        session.commit()
        session.close()
        assert inspect(user).identity == (1,)
        raises(DetachedInstanceError, lambda: user.id)


@claim
def get_skips_options_for_an_object_it_holds() -> None:
    wanted = selectinload(User.orders)
    with database() as factory, factory() as session:
        user = session.get(User, 1)
        session.get(User, 1, options=[wanted])
        assert "orders" in inspect(user).unloaded
        session.execute(select(User).options(wanted)).scalar_one()
        assert "orders" not in inspect(user).unloaded


@claim
def a_new_row_has_its_id_after_flush() -> None:
    with database() as factory, factory() as session:
        user = User(name="Grace")
        session.add(user)
        assert user.id is None
        session.flush()
        assert user.id == 2


@claim
def a_session_nobody_keeps_is_collected() -> None:
    with database() as factory:
        user = factory().get(User, 1)
        gc.collect()
        raises(DetachedInstanceError, lambda: user.orders)


@claim
def dynamic_relationships_refuse_eager_loading() -> None:
    with database() as factory, factory() as session:
        query = select(User).options(selectinload(User.visits))
        raises(InvalidRequestError, lambda: session.execute(query).all(), "eager loading cannot be applied")


@claim
def an_expired_detached_object_cannot_be_compared() -> None:
    with database() as factory, factory() as session:
        user = session.get(User, 1)
        session.commit()
        session.close()
        query = select(Order).where(Order.user == user)
        raises(StatementError, lambda: session.execute(query), "the object is detached and the value was expired")


@claim
def concurrent_modification_error_is_stale_data_error() -> None:
    assert ConcurrentModificationError is StaleDataError
    assert StaleDataError.__name__ == "StaleDataError"


@claim
def two_writers_are_noticed_only_with_a_version_column() -> None:
    def both_write(factory: Factory, kind: Any, field: str) -> None:  # noqa: ANN401 - a mapped class
        with factory() as session, factory() as other:
            mine = session.get(kind, 1)
            theirs = other.get(kind, 1)
            setattr(theirs, field, "theirs")
            other.commit()
            setattr(mine, field, "mine")
            session.commit()

    with database() as factory:
        raises(StaleDataError, lambda: both_write(factory, Versioned, "text"))
    with database() as factory:
        both_write(factory, User, "name")
        assert detached(factory).name == "mine"


@claim
def an_open_async_session_raises_missing_greenlet_instead() -> None:
    async def main() -> None:
        async with async_database() as session:
            user = await session.get(User, 1)
            # SQLAlchemy 2.1 wraps it.
            raises((MissingGreenlet, StatementError), lambda: user.orders, "greenlet_spawn has not been called")
            await session.close()
            raises(DetachedInstanceError, lambda: user.orders)

    asyncio.run(main())


@claim
def run_sync_needs_a_session_too() -> None:
    async def main() -> None:
        async with async_database() as session:
            user = await session.get(User, 1)
            await session.run_sync(lambda _: user.orders)
            session.expire(user)
            session.expunge(user)
            await session.run_sync(lambda _: raises(DetachedInstanceError, lambda: user.orders))

    asyncio.run(main())


if __name__ == "__main__":
    for name, check in CLAIMS.items():
        check()
        print(f"SQLAlchemy {sqlalchemy.__version__}: {name.replace('_', ' ')}")
