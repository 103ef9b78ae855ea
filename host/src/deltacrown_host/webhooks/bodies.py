"""What is sent and answered about webhooks."""

from datetime import datetime
from enum import StrEnum

from attrs import field, frozen


class Kind(StrEnum):
    """What a webhook is sent."""

    STANDARD = "standard"
    """Every event as JSON, signed by Standard Webhooks."""
    DISCORD = "discord"
    """A sentence for results and the like, as Discord takes it."""
    SLACK = "slack"
    """The same, as Slack takes it."""


@frozen
class NewWebhook:
    """An address to send events to. `events` keeps it to some kinds of events, such as MatchCompleted; none for all."""

    url: str
    kind: Kind = Kind.STANDARD
    events: tuple[str, ...] = ()


@frozen
class Webhook:
    """A webhook, without its secret.

    delivered_seq     the number of the last event that it has been told of, or that was given up
    attempts          how often the next event has failed
    last_error        why, or null
    disabled_at       since when nothing is sent any more, and `disabled_because`: why; null while it is enabled
    """

    id: str
    url: str
    kind: Kind
    events: tuple[str, ...]
    created_at: datetime
    delivered_seq: int
    attempts: int
    next_attempt_at: datetime | None
    last_error: str | None
    disabled_at: datetime | None
    disabled_because: str | None


@frozen
class MadeWebhook:
    """A new webhook. `secret`, which signs what is sent, is shown this once."""

    webhook: Webhook
    secret: str = field(repr=False)


@frozen
class WebhookList:
    """The webhooks of a tournament, oldest first."""

    webhooks: tuple[Webhook, ...]


@frozen
class Failure:
    """An event that was given up: its number, when, and why. `again` where it waits to be sent once more."""

    seq: int
    at: datetime
    error: str
    again: bool


@frozen
class FailureList:
    """The oldest events that were given up, at most a hundred."""

    failures: tuple[Failure, ...]


@frozen
class Replayed:
    """How many events that were given up are sent once more."""

    events: int
