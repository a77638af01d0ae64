from fastapi import FastAPI

from staff.directory import Directory, DirectoryDep

app = FastAPI()


def badge(employee) -> str:
    return f"{employee.name} ({employee.department.short})"


@app.get("/employees/{number}/badge")
def print_badge(number: str, directory: DirectoryDep) -> dict[str, str]:
    employee = directory.without_salary(number)
    return {"badge": badge(employee)}


@app.get("/employees/{number}/salary")
def salary(number: str, directory: DirectoryDep) -> int:
    return directory.find(number).salary


__all__ = ["Directory", "app"]
