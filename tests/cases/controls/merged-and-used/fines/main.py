from fastapi import Depends, FastAPI

from fines.db import session
from fines.drivers import driver

app = FastAPI()


@app.get("/drivers/{plate}/due")
def due(driver=Depends(driver), db=Depends(session)):
    driver = db.merge(driver)
    return {"cents": sum(fine.cents for fine in driver.fines)}
