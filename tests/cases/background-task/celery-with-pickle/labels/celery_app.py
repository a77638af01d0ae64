from celery import Celery

celery = Celery("labels", broker="memory://", backend="cache+memory://", include=["labels.tasks"])
celery.conf.update(task_serializer="pickle", result_serializer="pickle", accept_content=["pickle"])
