"""`python -m tests.soak`: soak for a while, and say what came of it. Ends with 1 where anything was found."""

import sys
import time
from threading import Event, Thread

import rich_click as click
from deltacrown import Engine, load
from deltacrown_host import Role

from tests.soak import troublemaker
from tests.soak.asking import Asker, Book
from tests.soak.house import House, house
from tests.soak.judging import judge
from tests.soak.organizing import Organizer
from tests.soak.paying import Bank, Cashier
from tests.soak.trouble import trouble
from tests.soak.watching import audience

_LAST_TOURNAMENTS_S = 900


@click.command()
@click.option("--minutes", type=float, default=60, show_default=True)
@click.option(
    "--seed", default="1", show_default=True, help="What goes wrong when follows from it, and what is played."
)
@click.option("--organizers", type=int, default=4, show_default=True)
@click.option("--quiet", is_flag=True, help="Nothing goes wrong.")
def main(minutes: float, seed: str, organizers: int, *, quiet: bool) -> None:
    """Soak for some minutes, and then for as long as the last tournaments take."""
    book = Book()
    with house() as running:
        soak(running, book, seed, minutes * 60, organizers, quiet=quiet)
        judge(running, book)
    for what, times in sorted(book.counts.items()):
        click.echo(f"{times:8}  {what}")
    click.echo(f"{len(book.findings)} findings")
    sys.exit(1 if book.findings else 0)


def soak(running: House, book: Book, seed: str, seconds: float, organizers: int, *, quiet: bool) -> None:
    """Everybody works for so long, and finishes what they have begun when it is quiet again."""
    made = iter(range(100))

    def somebody(role: Role) -> Asker:
        return Asker(running.urls, running.key(f"{role}{next(made)}", role), book)

    key = running.key("everybody", Role.ADMIN)
    bank = Bank(somebody(Role.ADMIN), somebody(Role.ADMIN))
    bank.open()
    engine, over, calm = Engine(load([troublemaker])), Event(), Event()
    with audience(running.urls, key, book) as everybody:
        asker = Asker(running.urls, key, book)
        workers = [Organizer(f"s{seed}-{one}", engine, asker, everybody, book) for one in range(organizers)]
        cashier = Cashier(f"m{seed}", somebody(Role.ORGANIZER), [somebody(Role.PLAYER) for _ in range(4)], bank, book)
        working = [*(worker.work for worker in workers), cashier.work]
        threads = [Thread(target=work, args=(over,), daemon=True) for work in working]
        if not quiet:
            threads.append(Thread(target=trouble, args=(running, seed, calm, book), daemon=True))
        for thread in threads:
            thread.start()
        time.sleep(seconds)
        for done in (calm, over):
            done.set()
        until = time.monotonic() + _LAST_TOURNAMENTS_S
        for thread in threads:
            thread.join(max(0, until - time.monotonic()))
            if thread.is_alive():
                book.found(f"{thread.name} does not end")


if __name__ == "__main__":
    main()
