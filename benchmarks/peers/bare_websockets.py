"""The least that can be done: what is said on one socket is broadcast to all others, and nothing else.

bare_websockets.py PORT
"""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve

listeners: set[ServerConnection] = set()


async def heard(socket: ServerConnection) -> None:
    """Listen, or pass on what is said."""
    if socket.request and socket.request.path == "/say":
        async for text in socket:
            broadcast(listeners, text)
    else:
        listeners.add(socket)
        await socket.wait_closed()
        listeners.discard(socket)


async def main() -> None:
    """Serve until killed."""
    async with serve(heard, "127.0.0.1", int(sys.argv[1]), compression=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
