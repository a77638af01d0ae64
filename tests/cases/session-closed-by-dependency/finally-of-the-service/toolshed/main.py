from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from toolshed.loans import Loans, NoLoan
from toolshed.orm import session

router = APIRouter(prefix="/loans", dependencies=[Depends(session)])


def loans(db=Depends(session)) -> Loans:
    return Loans(db)


@router.get("/{who}")
def where(who: str, loans: Loans = Depends(loans)):
    loan = loans.of(who)
    return {"who": loan.who, "put it back to": loan.place}


app = FastAPI()
app.include_router(router)


@app.exception_handler(NoLoan)
def nothing(_: Request, exc: NoLoan) -> JSONResponse:
    return JSONResponse({"no loan of": exc.who}, 404)
