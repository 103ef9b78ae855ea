"""The whole schema: importing this module brings every table of the host into `metadata`."""

from deltacrown_host.accounts import tables as accounts
from deltacrown_host.analytics import tables as analytics
from deltacrown_host.audit import tables as audit
from deltacrown_host.delivery import tables as delivery
from deltacrown_host.disputes import tables as disputes
from deltacrown_host.elsewhere import tables as elsewhere
from deltacrown_host.feeds import tables as feeds
from deltacrown_host.files import tables as files
from deltacrown_host.games import tables as games
from deltacrown_host.jobs import tables as jobs
from deltacrown_host.lobbies import tables as lobbies
from deltacrown_host.mail import tables as mail
from deltacrown_host.moderation import tables as moderation
from deltacrown_host.notices import tables as notices
from deltacrown_host.payments import tables as payments
from deltacrown_host.realtime import tables as realtime
from deltacrown_host.registrations import tables as registrations
from deltacrown_host.series import tables as series
from deltacrown_host.store.tables import metadata
from deltacrown_host.teams import tables as teams
from deltacrown_host.templates import tables as templates
from deltacrown_host.tournaments import tables as tournaments
from deltacrown_host.webhooks import tables as webhooks

__all__ = [
    "accounts",
    "analytics",
    "audit",
    "delivery",
    "disputes",
    "elsewhere",
    "feeds",
    "files",
    "games",
    "jobs",
    "lobbies",
    "mail",
    "metadata",
    "moderation",
    "notices",
    "payments",
    "realtime",
    "registrations",
    "series",
    "teams",
    "templates",
    "tournaments",
    "webhooks",
]
