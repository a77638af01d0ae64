from sqlmodel import Field, Relationship, SQLModel


class Customer(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    code: str


class Job(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    text: str
    customer_id: int | None = Field(default=None, foreign_key="customer.id")
    customer: Customer | None = Relationship()
