from sqlalchemy.orm import Session

from vaults.model import Secret


class SecretService:
    def __init__(self, session: Session) -> None:
        self.session = session

    def store(self, vault_id: int, name: str, value: str) -> dict[str, str]:
        secret = Secret(vault_id=vault_id, name=name, value=value)
        self.session.add(secret)
        self.session.commit()
        return {"stored_for": secret.vault.owner}
