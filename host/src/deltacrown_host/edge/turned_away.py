"""Requests that are turned away before anyone asks what they mean."""

from collections.abc import Mapping
from http import HTTPStatus

from deltacrown import Problem
from litestar.exceptions import WebSocketException


class TurnedAway(Exception):
    """The request is not taken, for one reason, whatever it asks for."""

    def __init__(self, status: HTTPStatus, problem: Problem, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.problem = problem
        self.headers = headers or {}
        super().__init__(problem.message)


class SocketTurnedAway(WebSocketException):
    """The same for a socket: closed with a code."""


class CallerGone(Exception):
    """The caller left before the body was complete. Nobody is to blame, and nobody reads the answer."""
