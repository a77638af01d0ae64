from fastapi import Depends, FastAPI, Request
from sqlalchemy import select

from lab.audit import audited
from lab.database import Sample

app = FastAPI()


def samples(session=Depends(audited)):
    async def by(barcode: str) -> Sample:
        return await session.scalar(select(Sample).where(Sample.barcode == barcode))

    return by


@app.post("/samples/{barcode}/freeze")
async def freeze(barcode: str, request: Request, sample=Depends(samples)):
    row = await sample(barcode)
    row.state = "frozen"
    request.state.touched.append(row)
    return {"frozen": barcode}
