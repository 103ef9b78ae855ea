"""Every route of certificates."""

from collections.abc import Sequence

from litestar import Router
from litestar.types import ControllerRouterHandler

from deltacrown_certs.hosting import look_routes, sharing
from deltacrown_certs.hosting.downloads import download, download_all
from deltacrown_certs.hosting.public_routes import PUBLIC
from deltacrown_certs.hosting.routes import ISSUING

_OF_TOURNAMENT = Router(
    "/api/tournaments/{tournament:str}/certificates",
    route_handlers=[
        *ISSUING,
        download,
        download_all,
        look_routes.send_picture,
        look_routes.preview,
        sharing.share,
        sharing.unshare,
    ],
    tags=["Certificates"],
)
_OWN = [sharing.list_mine, sharing.open_profile, sharing.close_profile, sharing.look_at_profile]
ROUTES: Sequence[ControllerRouterHandler] = [_OF_TOURNAMENT, look_routes.list_templates, *_OWN, *PUBLIC]
