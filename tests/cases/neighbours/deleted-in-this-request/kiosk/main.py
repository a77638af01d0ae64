from fastapi import FastAPI

from kiosk.db import Db, Voucher

app = FastAPI()


@app.delete("/vouchers/{voucher_id}")
def withdraw(voucher_id: int, db: Db):
    voucher = db.get_one(Voucher, voucher_id)
    db.delete(voucher)
    db.commit()
    return {"withdrawn": voucher.code, "tell": voucher.owner.mail}
