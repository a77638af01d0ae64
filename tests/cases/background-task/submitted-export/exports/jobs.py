import logging
import threading
from concurrent.futures import Executor

from exports.models import Dataset

log = logging.getLogger("exports.jobs")
may_run = threading.Event()
files: dict[str, bytes] = {}


def submit_export(pool: Executor, dataset: Dataset) -> None:
    def job() -> None:
        may_run.wait()
        try:
            files[dataset.name] = dataset.content
        except Exception:
            log.exception("export failed")

    pool.submit(job)
