import os
from contextvars import ContextVar
from uuid import uuid4

from sqlalchemy import create_engine
from sqlalchemy.orm import declarative_base, scoped_session, sessionmaker

engine = create_engine(os.environ["FLAGS_DB"], connect_args={"check_same_thread": False})
request_id: ContextVar[str] = ContextVar("request_id", default="none")
db = scoped_session(sessionmaker(engine), scopefunc=request_id.get)
Base = declarative_base()


async def scope(request, call_next):
    request_id.set(uuid4().hex)
    try:
        return await call_next(request)
    finally:
        db.remove()
