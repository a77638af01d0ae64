"""A city keeps a register of its trees; every table has a store that inherits from one base class."""

import asyncio
import logging
import sys

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy import Column, ForeignKey, Integer, create_engine
from sqlalchemy.orm import Session, declarative_base, relationship, sessionmaker
from sqlalchemy.pool import StaticPool

engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
SessionLocal = sessionmaker(engine)
Base = declarative_base()
app = FastAPI()


class Tree(Base):
    __tablename__ = "tree"
    id = Column(Integer, primary_key=True)
    prunings = relationship("Pruning")


class Pruning(Base):
    __tablename__ = "pruning"
    id = Column(Integer, primary_key=True)
    tree_id = Column(ForeignKey("tree.id"))
    year = Column(Integer)


def get_session():
    with SessionLocal() as session:
        yield session


# [show]
class Store:
    model: type

    def __init__(self, session: Session = Depends(get_session)):
        self.session = session

    def load(self, key: int):
        found = self.session.get(self.model, key)
        self.session.expunge(found)
        return found


class TreeStore(Store):
    model = Tree


@app.get("/trees/{tree_id}/prunings")
def tree_history(tree_id: int, trees: TreeStore = Depends()):
    tree = trees.load(tree_id)
    return [pruning.year for pruning in tree.prunings]


# [/show]


async def server(scope, receive, send):
    """Log what leaves the app, as uvicorn does."""
    try:
        await app(scope, receive, send)
    except Exception:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
        raise


async def ask() -> httpx.Response:
    transport = httpx.ASGITransport(server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://city") as client:
        return await client.get("/trees/1/prunings")


if __name__ == "__main__":
    Base.metadata.create_all(engine)
    with SessionLocal.begin() as session:
        session.add(Tree(prunings=[Pruning(year=2019), Pruning(year=2024)]))
    reply = asyncio.run(ask())
    engine.dispose()
    print(reply.status_code, reply.text)
    sys.exit(0 if reply.text == "[2019,2024]" else 1)
