from functools import lru_cache

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from ..database import get_db
from ..models import Manifest

router = APIRouter(prefix="/manifests")


@lru_cache
def column_titles() -> str:
    return "parcel;grams\n"


def as_csv(manifest: Manifest):
    yield column_titles()
    for parcel in manifest.parcels:
        yield f"{parcel.label};{parcel.grams}\n"


@router.get("/{manifest_id}.csv")
def download(manifest_id: int, db: Session = Depends(get_db)):
    manifest = db.query(Manifest).filter(Manifest.id == manifest_id).first()
    if manifest is None:
        raise HTTPException(404, "no such manifest")
    return StreamingResponse(as_csv(manifest), media_type="text/csv")
