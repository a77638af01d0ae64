import os

import harness

os.environ["NEWS_DB"] = URL = harness.sqlite()

from news.db import Article, Base, Reader
from news.feeds import pinged
from news.main import app

harness.seed(URL, Base.metadata, Article(slug="a", readers=[Reader(url="/r")]))
with harness.client(app) as client:
    client.post("/articles/a/publish")
harness.finish(pinged == ["/r"])
