import os

DSN = os.environ.get("REGATTA_DB", "sqlite+aiosqlite:///regatta.db")
