"""The application: a host with its doors."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime

from litestar import Litestar
from litestar.di import Provide

from deltacrown_host.accounts.address_routes import account_page
from deltacrown_host.accounts.address_routes import router as addresses
from deltacrown_host.accounts.admin_routes import router as administration
from deltacrown_host.accounts.letting_in import let_in
from deltacrown_host.accounts.routes import router as accounts
from deltacrown_host.accounts.staff_routes import router as staff
from deltacrown_host.analytics.routes import router as analytics
from deltacrown_host.audit.routes import router as audit
from deltacrown_host.bootstrap import Host, assemble, utc_now
from deltacrown_host.catalogue.routes import router as catalogue
from deltacrown_host.commands.routes import router as commands
from deltacrown_host.disputes.routes import router as disputes
from deltacrown_host.edge import openapi, problems
from deltacrown_host.edge.admission import admission, one_after_the_other, sharing
from deltacrown_host.edge.arrival import Arrival
from deltacrown_host.edge.headers import add_headers
from deltacrown_host.edge.traces import tracing
from deltacrown_host.elsewhere.routes import router as elsewhere
from deltacrown_host.feeds.routes import own_room, team_room
from deltacrown_host.feeds.routes import router as feeds
from deltacrown_host.games.routes import router as games
from deltacrown_host.health.routes import router as health
from deltacrown_host.interchange.routes import router as interchange
from deltacrown_host.jobs.routes import router as jobs
from deltacrown_host.lobbies.routes import router as lobbies
from deltacrown_host.mail.routes import router as mail
from deltacrown_host.matches.routes import router as matches
from deltacrown_host.matches.scheduling import router as scheduling
from deltacrown_host.moderation.guarding import keep_still
from deltacrown_host.moderation.routes import router as moderation
from deltacrown_host.moderation.sanction_routes import router as sanctions
from deltacrown_host.notices.routes import router as notices
from deltacrown_host.offered_routes import mount
from deltacrown_host.payments.routes import router as payments
from deltacrown_host.realtime.routes import match_room, room
from deltacrown_host.realtime.watching import router as watching
from deltacrown_host.registrations.answer_routes import router as answers
from deltacrown_host.registrations.roster_routes import router as rosters
from deltacrown_host.registrations.routes import router as registrations
from deltacrown_host.schedules.routes import router as schedules
from deltacrown_host.series.routes import router as series
from deltacrown_host.settings import Settings
from deltacrown_host.stages.routes import router as stages
from deltacrown_host.teams.routes import router as teams
from deltacrown_host.templates.routes import router as templates
from deltacrown_host.tournaments.configurations import router as configurations
from deltacrown_host.tournaments.history import router as history
from deltacrown_host.tournaments.routes import router as tournaments
from deltacrown_host.web.routes import web_routes
from deltacrown_host.web.speaking import Speaking
from deltacrown_host.webhooks.routes import router as webhooks


def create_app(
    settings: Settings | None = None,
    plugins: Iterable[object] = (),
    clock: Callable[[], datetime] = utc_now,
) -> Litestar:
    """The application for these settings (the environment's where none are given), with `plugins` beside the installed.

    `uvicorn --factory deltacrown_host.app:create_app` serves it; so does `deltacrown serve`.
    """
    host = assemble(settings or Settings.from_environment(), plugins, clock)

    def the_host() -> Host:
        return host

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        async with host.running():
            yield

    app = Litestar(
        route_handlers=[
            accounts,
            administration,
            analytics,
            staff,
            audit,
            moderation,
            sanctions,
            jobs,
            mail,
            addresses,
            account_page,
            elsewhere,
            notices,
            webhooks,
            tournaments,
            history,
            configurations,
            templates,
            series,
            commands,
            registrations,
            answers,
            rosters,
            stages,
            matches,
            scheduling,
            schedules,
            lobbies,
            interchange,
            disputes,
            payments,
            teams,
            games,
            catalogue,
            health,
            watching,
            room,
            match_room,
            team_room,
            own_room,
            feeds,
            *web_routes(),
        ],
        dependencies={"host": Provide(the_host, sync_to_thread=False)},
        guards=[one_after_the_other(admission(host.settings.origins), let_in, keep_still)],
        middleware=[host.measures, *tracing(host.settings), Arrival(host.settings.body_timeout_s), Speaking()],
        cors_config=sharing(host.settings.origins),
        exception_handlers=problems.HANDLERS,
        lifespan=[lifespan],
        before_send=[add_headers],
        after_exception=[problems.log_socket_failure],
        request_max_body_size=host.settings.body_limit_bytes,
        openapi_config=openapi.config,
        plugins=[openapi.ExactNumbers(), openapi.DescribedClasses()],
        logging_config=None,
    )
    app.state.host = host
    host.offered_routes, left_out = mount(app, host.registry)
    host.rejected += left_out
    return app
