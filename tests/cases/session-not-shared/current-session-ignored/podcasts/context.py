from contextvars import ContextVar

from sqlmodel.ext.asyncio.session import AsyncSession

current: ContextVar[AsyncSession] = ContextVar("current")
