"""Frames written straight to connections: made into bytes once for everyone who gets them.

uvicorn takes a message for a socket through every layer of the application, and makes a frame of it anew for each. This
is its own protocol with one more way in, which an application finds among the extensions of a socket's scope.
"""

from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.http11 import Request
from websockets.protocol import State

EXTENSION = "deltacrown.straight"


def text_frame(text: str) -> bytes:
    """A text as the frame that a server sends, where nothing is compressed."""
    return Frame(Opcode.TEXT, text.encode()).serialize(mask=False)


class StraightProtocol(WebSocketsSansIOProtocol):
    """Takes frames that are made already."""

    def handle_connect(self, event: Request) -> None:
        """Let the application know of `put`; it begins only once this is done."""
        super().handle_connect(event)
        if not self.close_sent and not self.conn.extensions:
            extensions: Any = self.scope["extensions"]
            extensions[EXTENSION] = self.put

    def put(self, frame: bytes) -> bool:
        """Send a whole frame now; answers whether it could be: not where it must be waited for, or nobody is there."""
        if self.disconnected or self.conn.state is not State.OPEN or not self.writable.is_set():
            return False
        self.transport.write(frame)
        return True
