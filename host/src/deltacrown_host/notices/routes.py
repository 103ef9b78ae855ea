"""Which notices one wants, and how to end them without signing in."""

from typing import Annotated, Any

from attrs import field, frozen
from litestar import Request, Router, get, post, put
from litestar.params import FromPath, JSONBody, QueryParameter
from litestar.status_codes import HTTP_204_NO_CONTENT

from deltacrown_host.access.needs import ANYONE, SIGNED_IN, caller_of
from deltacrown_host.bootstrap import HostDependency
from deltacrown_host.edge.admission import UNREAD
from deltacrown_host.edge.body import StrictBody
from deltacrown_host.notices import choices
from deltacrown_host.notices.choices import Notice

Asked = Request[Any, Any, Any]


@frozen
class Choice:
    """A notice, and whether it is wanted."""

    notice: Notice
    wanted: bool


@frozen
class ChoiceList:
    """Every notice."""

    notices: tuple[Choice, ...]


@frozen
class Wish:
    """Whether a notice is wanted."""

    wanted: bool


@frozen
class Leaving:
    """What stands in the link of a notice that ends it."""

    token: str = field(repr=False)


@get("/me/notices", opt=SIGNED_IN, summary="List notices")
async def list_notices(request: Asked, host: HostDependency) -> ChoiceList:
    """What one is told by mail, once the address is confirmed."""
    return await host.database.query(_choices, caller_of(request).user)


@put("/me/notices/{notice:str}", dto=StrictBody[Wish], return_dto=None, opt=SIGNED_IN, summary="Choose a notice")
async def choose(notice: FromPath[Notice], data: JSONBody[Wish], request: Asked, host: HostDependency) -> ChoiceList:
    """Be told of something by mail, or not."""
    account = caller_of(request).user
    await host.database.transaction(choices.choose, account, notice, wanted=data.wanted)
    return await host.database.query(_choices, account)


@put("/unsubscribe", dto=StrictBody[Leaving], return_dto=None, status_code=HTTP_204_NO_CONTENT, opt=ANYONE)
async def leave(data: JSONBody[Leaving], host: HostDependency) -> None:
    """End a kind of notice with what stands in its link."""
    await host.database.transaction(choices.leave, host.signing_key, data.token)


@post(
    "/unsubscribe",
    status_code=HTTP_204_NO_CONTENT,
    opt={**ANYONE, UNREAD: True},
    summary="End a kind of notice by one click",
)
async def leave_by_click(
    token: Annotated[str, QueryParameter(description="what stands in the notice's List-Unsubscribe")],
    host: HostDependency,
) -> None:
    """End a kind of notice, as mail programs do it (RFC 8058). What is in the body does not matter."""
    await host.database.transaction(choices.leave, host.signing_key, token)


def _choices(connection: Any, account: str) -> ChoiceList:
    return ChoiceList(tuple(Choice(*one) for one in choices.choices_of(connection, account).items()))


router = Router("/api", route_handlers=[list_notices, choose, leave, leave_by_click], tags=["Mail"])
