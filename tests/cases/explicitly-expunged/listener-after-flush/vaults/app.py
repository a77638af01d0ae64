from typing import Annotated

from fastapi import Depends, FastAPI

from vaults import hygiene
from vaults.db import sessions
from vaults.secrets import SecretService

app = FastAPI()
hygiene.install(sessions.maker)


def service(session: Annotated[object, Depends(sessions)]) -> SecretService:
    return SecretService(session)


@app.put("/vaults/{vault_id}/{name}")
def store(vault_id: int, name: str, value: str, secrets: Annotated[SecretService, Depends(service)]):
    return secrets.store(vault_id, name, value)
