from functools import lru_cache

from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    dunning_db: str
    grace_days: int = 14


@lru_cache
def settings() -> Settings:
    return Settings()
