"""The end of a soak: what the database holds is counted again, while nothing happens any more."""

import subprocess
import sys

from deltacrown_economy.ledger import recalculate, verify
from sqlalchemy import create_engine

from tests.soak.asking import Book
from tests.soak.house import House

_PROGRAM = "import sys; sys.argv[0] = 'deltacrown'; from deltacrown.cli import main; main()"


def judge(house: House, book: Book) -> None:
    """The ledger is whole, and every journal says what the tables say."""
    engine = create_engine(house.postgresql.url)
    with engine.connect() as connection:
        for fault in verify(connection):
            book.found(f"ledger: {fault}")
        for repair in recalculate(connection, apply=False):
            book.found(f"ledger: {repair}")
    engine.dispose()
    calm = {name: value for name, value in house.variables.items() if name != "SOAK_CLOCK"}
    doctor = [sys.executable, "-c", _PROGRAM, "doctor", "--all"]
    said = subprocess.run(doctor, env=calm, capture_output=True, text=True, check=False)
    if said.returncode:
        book.found(f"deltacrown doctor: {said.stdout}{said.stderr}")
