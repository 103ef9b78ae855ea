"""Failures of statements, said without what was asked for: that may be personal, and failures are logged."""

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext


def keep_values_out(engine: Engine) -> None:
    """Take from every error what PostgreSQL adds as its detail: the values of the row that it has refused."""

    @event.listens_for(engine, "handle_error")
    def say_less(failed: ExceptionContext) -> None:
        said = getattr(failed.original_exception, "diag", None)
        if said is not None and said.message_detail is not None and failed.sqlalchemy_exception is not None:
            failed.original_exception.args = (said.message_primary,)
            failed.sqlalchemy_exception.args = (f"({said.sqlstate}) {said.message_primary}",)
