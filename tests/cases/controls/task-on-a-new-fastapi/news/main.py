from fastapi import BackgroundTasks, Depends, FastAPI
from sqlalchemy.orm import Session

from news.db import Article, get_db
from news.feeds import ping

app = FastAPI()


@app.post("/articles/{slug}/publish", status_code=202)
def publish(slug: str, tasks: BackgroundTasks, db: Session = Depends(get_db)):
    article = db.query(Article).filter(Article.slug == slug).one()
    tasks.add_task(ping, article)
    return {"published": slug}
