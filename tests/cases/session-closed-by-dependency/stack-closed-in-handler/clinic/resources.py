import os
from contextlib import ExitStack

from fastapi import Request
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

engine = create_engine(os.environ["CLINIC_DB"], connect_args={"check_same_thread": False})


async def resources(request: Request, call_next):
    with ExitStack() as stack:
        request.state.stack = stack
        request.state.db = stack.enter_context(Session(engine))
        return await call_next(request)
