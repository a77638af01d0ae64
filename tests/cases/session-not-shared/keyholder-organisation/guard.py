from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import APIKeyHeader
from sqlalchemy import select

from models import AccessKey
from persistence import NewSession

header = APIKeyHeader(name="X-Key")


def access_key(value: Annotated[str, Depends(header)]) -> AccessKey:
    session = NewSession()
    try:
        key = session.scalar(select(AccessKey).where(AccessKey.value == value))
    finally:
        session.close()
    if key is None:
        raise HTTPException(403)
    return key


Key = Annotated[AccessKey, Depends(access_key)]
