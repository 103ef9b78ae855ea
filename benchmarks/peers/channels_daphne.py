"""A room as one makes it with Django Channels, in memory, served by daphne: everyone in it hears what is posted.

channels_daphne.py PORT
"""

import sys

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="of a benchmark",  # noqa: S106 - nothing is kept with it
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 10_000}}},
)
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer  # noqa: E402 - once Django is set up
from channels.layers import get_channel_layer  # noqa: E402
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from daphne.cli import CommandLineInterface  # noqa: E402
from django.core.asgi import get_asgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


class Listener(AsyncWebsocketConsumer):
    """One socket in the room."""

    async def connect(self) -> None:
        """Take a place."""
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:  # noqa: ARG002 - Channels' signature
        """Give it up."""
        await self.channel_layer.group_discard("room", self.channel_name)

    async def said(self, event: dict[str, str]) -> None:
        """Pass on what was said."""
        await self.send(text_data=event["text"])


async def say(request: HttpRequest) -> HttpResponse:
    """Say it to everyone in the room."""
    await get_channel_layer().group_send("room", {"type": "said", "text": request.body.decode()})
    return HttpResponse("{}", headers={"content-length": "2"})


urlpatterns = [path("say", say)]
application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("room", Listener.as_asgi())]),
    }
)

if __name__ == "__main__":
    CommandLineInterface().run(["-b", "127.0.0.1", "-p", sys.argv[1], "-v", "0", "__main__:application"])
