from fastapi import APIRouter, Depends

from app.api.deps import get_account
from app.models.account import Account

router = APIRouter()


@router.get("/me")
def me(account: Account = Depends(get_account)):
    return {"handle": account.handle}
