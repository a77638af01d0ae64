# example: expunge-in-base-class
"""What a store loads stays in the session it was loaded by."""

import pytest
from app import Base, Pruning, SessionLocal, Tree, TreeStore, engine  # your application


@pytest.fixture
def session():
    Base.metadata.create_all(engine)
    with SessionLocal() as session:
        session.add(Tree(id=1, prunings=[Pruning(year=2019)]))
        session.commit()
        yield session
    engine.dispose()


def test_tree_stays_in_its_session(session):
    assert TreeStore(session).load(1) in session


def test_tree_can_load_what_it_needs(session):
    tree = TreeStore(session).load(1)
    assert [pruning.year for pruning in tree.prunings] == [2019]
