"""A client of a host, for other programs: it needs httpx and websockets, and nothing of the server.

with Client("https://cup.example.org", key="dck_…") as host:
    cup = host.create_tournament("Friday Cup", [{"key": "main", "format": "single_elimination"}])
    cup.open_registration()
    cup.register("ann", name="Ann")
    for event in cup.follow():
        print(event["seq"], event["event"]["type"])
"""

from deltacrown_host.client.calls import Client, Happened, HostRefused, Standing, TournamentClient
from deltacrown_host.client.following import NothingToFollow, follow

__all__ = ["Client", "Happened", "HostRefused", "NothingToFollow", "Standing", "TournamentClient", "follow"]
