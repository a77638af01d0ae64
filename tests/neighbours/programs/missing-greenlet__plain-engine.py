"""An async driver is used through the plain create_engine."""

from sqlalchemy import create_engine

create_engine("sqlite+aiosqlite://").connect()
