"""Creating a tournament, whatever its settings come from."""

from typing import Any

from deltacrown import CreateTournament
from litestar import Request, Response
from litestar.status_codes import HTTP_201_CREATED
from sqlalchemy import Connection

from deltacrown_host.access.needs import caller_of
from deltacrown_host.accounts.staff import make_owner
from deltacrown_host.bootstrap import Host
from deltacrown_host.edge.orders import Receipt, submit
from deltacrown_host.games import records as games
from deltacrown_host.tournaments.bodies import NewTournament
from deltacrown_host.tournaments.service import game_objections, id_for, with_game


async def create(
    host: Host, request: Request[Any, Any, Any], data: NewTournament, command_id: str
) -> Response[Receipt]:
    """The tournament as a draft, which belongs to whoever makes it. `Location` says where it is."""
    id_ = id_for(data, command_id)
    game = await host.database.query(games.find, host.registry, data.game) if data.game else None
    data = with_game(data, game.game) if game else data
    command = CreateTournament(id_, data.settings)
    fields = {"settings": "", "tournament": "id"}
    owner, now = caller_of(request).user, host.clock()

    def beside(connection: Connection, *, repeated: bool) -> None:
        if not repeated:
            make_owner(connection, id_, owner, now)

    answer = await submit(
        host.desk,
        request,
        id_,
        command,
        status=HTTP_201_CREATED,
        command_id=command_id,
        beside=beside,
        fields=fields,
        objections=game_objections(host.registry, command),
    )
    answer.headers["location"] = f"/api/tournaments/{id_}"
    return answer
