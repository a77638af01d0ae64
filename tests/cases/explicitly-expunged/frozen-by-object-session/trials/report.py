from trials.model import Trial


def report(trial: Trial) -> dict:
    return {"code": trial.code, "total": sum(trial.amounts)}
