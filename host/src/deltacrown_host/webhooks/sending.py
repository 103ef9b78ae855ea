"""One request to one endpoint: to an address that was judged, within a time, with a signature."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

import httpx
from attrs import field, frozen

from deltacrown_host.webhooks.addresses import Forbidden, Reach, port_of, resolve
from deltacrown_host.webhooks.messages import Message
from deltacrown_host.webhooks.signing import signature

_LARGEST_ANSWER_BYTES = 65_536


class NotTaken(Exception):
    """The endpoint did not take it; `gone` where it never will."""

    def __init__(self, reason: str, *, gone: bool = False) -> None:
        self.gone = gone
        super().__init__(reason)


@frozen
class Endpoint:
    """Where to send to, for one turn: what was resolved and judged at its beginning is what it keeps to."""

    client: httpx.AsyncClient
    url: str
    host: str
    timeout_s: float

    async def post(self, message: Message, secret: str, timestamp: int) -> None:
        """Send a message. Raises NotTaken."""
        headers = {
            "host": self.host,
            "content-type": "application/json",
            "user-agent": "DeltaCrown",
            "webhook-id": message.id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(secret, message.id, timestamp, message.body),
        }
        # The certificate must be that of the name, though the connection goes to the address.
        name = {"sni_hostname": urlsplit(f"//{self.host}").hostname}
        try:
            async with (
                asyncio.timeout(self.timeout_s),
                self.client.stream("POST", self.url, content=message.body, headers=headers, extensions=name) as answer,
            ):
                status = answer.status_code
                await _read_on(answer)
        except TimeoutError:
            reason = f"no answer within {self.timeout_s:g} seconds"
            raise NotTaken(reason) from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError) as error:
            reason = f"{type(error).__name__}: {error}"
            raise NotTaken(reason) from error
        _judge(status)


@frozen
class Sender:
    """Opens endpoints. Names are resolved on threads of their own: one that takes long holds up nobody else."""

    reach: Reach
    timeout_s: float
    resolver: ThreadPoolExecutor
    trust: ssl.SSLContext = field(factory=ssl.create_default_context)

    @asynccontextmanager
    async def open(self, url: str, attempts: int) -> AsyncIterator[Endpoint]:
        """The endpoint at this address; with every attempt the next of its addresses. Raises NotTaken."""
        parts = urlsplit(url)
        address = await self._resolve(parts, attempts)
        place = f"[{address}]" if ":" in address else address
        direct = parts._replace(netloc=f"{place}:{port_of(parts)}").geturl()
        # Neither proxies nor redirects: either would lead elsewhere. A client a turn, so that no connection that was
        # made for one name is used for another at the same address.
        async with httpx.AsyncClient(verify=self.trust, trust_env=False, timeout=self.timeout_s) as client:
            yield Endpoint(client, direct, parts.netloc, self.timeout_s)

    async def _resolve(self, parts: SplitResult, attempts: int) -> str:
        loop = asyncio.get_running_loop()
        host, port = parts.hostname or "", port_of(parts)
        try:
            async with asyncio.timeout(self.timeout_s):
                found = await loop.run_in_executor(self.resolver, resolve, host, port, self.reach)
        except TimeoutError:
            reason = f"{host} was not resolved within {self.timeout_s:g} seconds"
            raise NotTaken(reason) from None
        except (Forbidden, OSError, UnicodeError) as error:
            raise NotTaken(str(error)) from error
        return found[attempts % len(found)]


async def _read_on(answer: httpx.Response) -> None:
    """Read the answer, so that the connection can be used again; but not for ever."""
    size = 0
    async for piece in answer.aiter_raw():
        size += len(piece)
        if size > _LARGEST_ANSWER_BYTES:
            return


def _judge(status: int) -> None:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    redirect = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    reason = f"answered {status}" + (": redirects are not followed" if redirect else "")
    raise NotTaken(reason, gone=status == HTTPStatus.GONE)
