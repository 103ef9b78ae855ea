"""Money in a soak: fees, prizes and their corrections, cancellations that give back, a shop with too little of everything."""

from collections.abc import Sequence
from threading import Event
from typing import Any

from attrs import frozen
from deltacrown.fuzzing.luck import Luck

from tests.soak.asking import Asker, Book

COIN = "DC"
_FEE = 10
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(4000)
_STAGES = [{"key": "ko", "format": "single_elimination"}]


@frozen
class Bank:
    """Two administrators: what one asks for, the other approves."""

    one: Asker
    other: Asker

    def open(self) -> None:
        """There are coins, and something to buy with them."""
        self.one.done("PUT", "/economy/currencies", {"code": COIN, "exponent": 0, "kind": "virtual"}, "coin")
        shirt = {"sku": "shirt", "title": "Shirt", "currency": COIN, "price": 3}
        self.one.done("PUT", "/shop/products", shirt, "shirt")
        self.one.done("POST", "/shop/products/shirt/stock", {"pieces": 50}, "stock")

    def give(self, person: str, amount: int, order: str) -> None:
        """Coins for somebody."""
        asked = {"person": person, "currency": COIN, "amount": amount, "reason": "soak"}
        made = self.one.done("POST", "/economy/adjustments", asked, order)
        self.other.done("POST", f"/economy/adjustments/{made['id']}/approve", None, order)


@frozen
class Cashier:
    """An organizer whose tournaments cost and pay, and the players."""

    name: str
    organizer: Asker
    players: Sequence[Asker]
    bank: Bank
    book: Book

    def work(self, over: Event) -> None:
        """Until it is over; the last tournament is paid."""
        for number, player in enumerate((self.organizer, *self.players)):
            self.bank.give(player.done("GET", "/me")["id"], 100_000, f"{self.name}-gift-{number}")
        number = 0
        while not over.is_set():
            number += 1
            try:
                self._cup(f"{self.name}-{number}", Luck(f"{self.name}/{number}"))
            except Exception as error:  # noqa: BLE001 - whatever was not expected is a finding
                self.book.found(f"{self.name}-{number}: {type(error).__name__}: {error}")

    def _cup(self, name: str, luck: Luck) -> None:
        """Keys of what somebody does are theirs, whatever it is about: so each names the tournament."""
        cup, pool = f"/tournaments/{name}", _FEE * len(self.players)
        prize = {"pool": {"currency": COIN, "amount": pool}, "rule": "percent", "options": {"percents": [70, 30]}}
        fee = {"currency": COIN, "amount": _FEE}
        body = {"id": name, "name": name, "stages": _STAGES, "fee": fee, "prize": prize}
        self.organizer.done("POST", "/tournaments", body, f"create-{name}")
        self.organizer.done("POST", f"{cup}/open-registration", None, f"open-{name}")
        proof = luck.below(len(self.players))
        for number, player in enumerate(self.players):
            player.done("POST", f"{cup}/entrants", {"entrant": f"p{number}"}, f"enter-{name}-{number}")
            paying = self._prove if number == proof else self._pay
            paying(f"{cup}/entrants/p{number}/payment", player, f"pay-{name}-{number}")
            self._shop(player, luck, f"{name}-{number}")
        if luck.once_in(3):
            self.organizer.done("POST", f"{cup}/cancel", {"reason": "rain"}, f"cancel-{name}")
            self.organizer.done("POST", f"{cup}/refunds", None, f"refund-{name}")
            self._given_back(cup)
            return
        self.organizer.done("POST", f"{cup}/start", {"seed": "s"}, f"start-{name}")
        self._play(name, luck)
        self.organizer.done("POST", f"{cup}/deposits", fee, f"deposit-{name}")
        self._paid(cup, {}, f"payout-{name}")
        final = self._matches(cup, "completed")[-1]["key"]
        instead = {"type": "ReportResult", "stage": "ko", "match": final, "score": {"points": [0, 2]}}
        amended = {"type": "Amend", "order": f"result-{name}-{final}", "instead": instead, "reason": "swapped"}
        self.organizer.done("POST", f"{cup}/commands", amended, f"amend-{name}")
        self._paid(cup, {"correct": True}, f"correct-{name}")
        self.book.count("tournaments paid and corrected")

    def _pay(self, path: str, player: Asker, order: str) -> None:
        player.done("POST", f"{path}/wallet", {}, order)

    def _prove(self, path: str, player: Asker, order: str) -> None:
        """By a file, which comes back as it was; where the disk is full it is sent again."""
        while True:
            sent = player.ask("POST", f"{path}/proof", None, order, files={"file": ("proof.png", _PNG)})
            if sent.is_success:
                break
            self.book.count(f"files refused: {sent.status_code} {sent.json().get('code')}")
        proof = sent.json()["steps"][-1]["proof"]
        if self.organizer.ask("GET", f"{path}/proofs/{proof}").content != _PNG:
            self.book.found(f"{path}: a file is not what it was")
        self.organizer.done("POST", f"{path}/verify", None, f"verify-{order}")

    def _shop(self, player: Asker, luck: Luck, order: str) -> None:
        wish = {"sku": "shirt", "price": 3, "pieces": luck.between(1, 3)}
        wish["price"] *= wish["pieces"]  # type: ignore[operator]
        bought = player.ask("POST", "/shop/purchases", wish, order)
        self.book.count("purchases" if bought.is_success else f"purchases refused: {bought.json()['code']}")
        if bought.is_success and luck.once_in(2):
            path = f"/shop/purchases/{bought.json()['id']}/refund"
            self.bank.one.done("POST", path, {"reason": "too small"}, order)

    def _play(self, name: str, luck: Luck) -> None:
        cup = f"/tournaments/{name}"
        while ready := self._matches(cup, "ready"):
            for match in ready:
                key = match["key"]
                points = {"points": [2, luck.below(2)]}
                self.organizer.done("PUT", f"{cup}/matches/ko/{key}/result", points, f"result-{name}-{key}")

    def _paid(self, cup: str, how: dict[str, Any], order: str) -> None:
        self.organizer.done("POST", f"{cup}/payouts", how, order)
        checked = self.organizer.done("GET", f"{cup}/payouts/verify")
        if not checked["paid"]:
            self.book.found(f"{cup}: {order} says it is paid, and {checked['findings']}")

    def _given_back(self, cup: str) -> None:
        states = {part["state"] for part in self.organizer.done("GET", f"{cup}/fees")["parts"]}
        if states != {"returned"}:
            self.book.found(f"{cup}: called off, and fees are {states}")
        self.book.count("tournaments called off")

    def _matches(self, cup: str, state: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.organizer.done("GET", f"{cup}/matches?state={state}")["matches"]
        return found
