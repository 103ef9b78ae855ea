"""What a ledger should do, said another way than the ledger says it: nothing is stored that can be summed up."""

from datetime import datetime, timedelta

from attrs import define, field
from deltacrown_economy.ledger import (
    Capture,
    Expire,
    Hold,
    Leg,
    Open,
    Order,
    Post,
    Release,
    Reverse,
    SetLimits,
    SetStatus,
    Status,
)
from deltacrown_economy.ledger.orders import Action

MOST = 2**53 - 1
CURRENCIES = {"DC", "EUR"}


@define
class Model:
    """Every order that was done, in order; all else is looked up in them, over and over."""

    done: dict[str, tuple[Order, datetime]] = field(factory=dict)
    moves: list[tuple[str, str, int]] = field(factory=list)

    def answer(self, order: Order, now: datetime) -> set[str]:
        """What may be answered: `done`, `replayed`, or the codes of whatever is wrong with it, of which one is told."""
        if order.id in self.done:
            before, _ = self.done[order.id]
            same = (before.action, before.about, before.reason) == (order.action, order.about, order.reason)
            return {"replayed"} if same else {"idempotency_conflict"}
        wrong = self.wrong(order.action, now)
        if wrong:
            return wrong
        self.moves += [(order.id, leg.account, leg.amount) for leg in self.legs(order.action)]
        self.done[order.id] = order, now
        return {"done"}

    def actions(self) -> list[Action]:
        return [order.action for order, _ in self.done.values()]

    def posted(self, account: str) -> int:
        return sum(amount for _, name, amount in self.moves if name == account)

    def open_holds(self) -> dict[str, Hold]:
        ended = {action.hold for action in self.actions() if isinstance(action, Capture | Release | Expire)}
        return {
            id_: order.action
            for id_, (order, _) in self.done.items()
            if isinstance(order.action, Hold) and id_ not in ended
        }

    def held(self, account: str) -> tuple[int, int]:
        holds = self.open_holds().values()
        out = sum(hold.amount for hold in holds if hold.source == account)
        return out, sum(hold.amount for hold in holds if hold.target == account)

    def terms(self, account: str) -> tuple[str, int | None, int | None, Status] | None:
        """Its currency, floor, ceiling and status; None where nobody has opened it."""
        found = None
        for action in self.actions():
            match action:
                case Open(account=name) if name == account:
                    found = action.currency, action.floor, action.ceiling, Status.OPEN
                case SetLimits(account=name) if name == account and found:
                    found = found[0], action.floor, action.ceiling, found[3]
                case SetStatus(account=name) if name == account and found:
                    found = *found[:3], action.status
        return found

    def legs(self, action: Action) -> list[Leg]:
        match action:
            case Post(legs=legs):
                return list(legs)
            case Capture(hold=hold, amount=amount):
                held = self.open_holds()[hold]
                moved = amount or held.amount
                return [Leg(held.source, -moved), Leg(held.target, moved)]
            case Reverse(transaction=transaction, amount=amount):
                there = [(name, moved) for id_, name, moved in self.moves if id_ == transaction]
                if len(there) > 2 or (amount is None and not self.taken_back(transaction)):
                    return [Leg(name, -moved) for name, moved in there]
                part = amount or abs(there[0][1]) - self.taken_back(transaction)
                return [Leg(name, -part if moved > 0 else part) for name, moved in there]
        return []

    def taken_back(self, transaction: str) -> int:
        by = {
            i for i, (o, _) in self.done.items() if o.action == Reverse(transaction, getattr(o.action, "amount", None))
        }
        return sum(max(abs(amount) for id_, _, amount in self.moves if id_ == each) for each in by)

    def wrong(self, action: Action, now: datetime) -> set[str]:  # noqa: PLR0911 - one for each action
        match action:
            case Open(account=account, currency=currency):
                known = {"account_exists"} if self.terms(account) else set()
                return known | ({"currency_mixed"} if currency not in CURRENCIES else set())
            case SetLimits(account=account, floor=floor, ceiling=ceiling):
                if self.terms(account) is None:
                    return {"account_unknown"}
                return self.outside(account, floor, ceiling)
            case SetStatus(account=account, status=status):
                if self.terms(account) is None:
                    return {"account_unknown"}
                full = status is Status.CLOSED and (self.posted(account) or any(self.held(account)))
                return {"account_in_use"} if full else set()
            case Post(legs=legs):
                return self.wrong_legs(list(legs)) or self.no_room(list(legs))
            case Hold():
                return self.wrong_hold(action)
            case Capture(hold=hold) | Release(hold=hold) | Expire(hold=hold):
                return self.wrong_end(action, hold, now)
            case Reverse(transaction=transaction, amount=amount):
                return self.wrong_reversal(action, transaction, amount)

    def wrong_legs(self, legs: list[Leg]) -> set[str]:
        found = set()
        if any(not 0 < abs(leg.amount) <= MOST for leg in legs):
            found.add("amount_invalid")
        terms = [self.terms(leg.account) for leg in legs]
        if None in terms:
            return found | {"account_unknown"}
        for currency in {each[0] for each in terms if each}:
            if sum(leg.amount for leg, each in zip(legs, terms, strict=True) if each and each[0] == currency):
                found.add("unbalanced")
        if not legs or len({leg.account for leg in legs}) < len(legs):
            found.add("unbalanced")
        return found

    def no_room(self, legs: list[Leg]) -> set[str]:
        found = set()
        for leg in legs:
            terms = self.terms(leg.account)
            assert terms
            found |= self.shut(leg.account, leaves=leg.amount < 0)
            found |= self.outside(leg.account, terms[1], terms[2], leg.amount)
        return found

    def shut(self, account: str, *, leaves: bool) -> set[str]:
        terms = self.terms(account)
        assert terms
        if terms[3] is Status.CLOSED:
            return {"account_closed"}
        return {"account_frozen"} if leaves and terms[3] is Status.FROZEN else set()

    def outside(
        self, account: str, floor: int | None, ceiling: int | None, more: int = 0, out: int = 0, into: int = 0
    ) -> set[str]:
        found, (held_out, held_in) = set(), self.held(account)
        stands = self.posted(account) + more
        if floor is not None and stands - held_out - out < floor:
            found.add("insufficient_funds")
        if ceiling is not None and stands + held_in + into > ceiling:
            found.add("ceiling_reached")
        if abs(stands) > MOST or (ceiling is not None and (ceiling < 0 or (floor is not None and floor > ceiling))):
            found.add("amount_invalid")
        return found

    def wrong_hold(self, hold: Hold) -> set[str]:
        source, target = self.terms(hold.source), self.terms(hold.target)
        if not source or not target:
            return {"account_unknown"} | (set() if 0 < hold.amount <= MOST else {"amount_invalid"})
        found = set() if 0 < hold.amount <= MOST else {"amount_invalid"}
        if hold.source == hold.target:
            return found | {"unbalanced"}
        if source[0] != target[0]:
            found.add("currency_mixed")
        found |= self.shut(hold.source, leaves=True) | self.shut(hold.target, leaves=False)
        found |= self.outside(hold.source, source[1], source[2], out=hold.amount)
        return found | self.outside(hold.target, target[1], target[2], into=hold.amount)

    def wrong_end(self, action: Capture | Release | Expire, id_: str, now: datetime) -> set[str]:
        made = self.done.get(id_)
        if made is None or not isinstance(made[0].action, Hold):
            return {"hold_unknown"}
        hold = self.open_holds().get(id_)
        if hold is None:
            return {"hold_ended"}
        if isinstance(action, Expire):
            due = hold.lasts_s is not None and made[1] + timedelta(seconds=hold.lasts_s) <= now
            return set() if due else {"hold_not_due"}
        if isinstance(action, Release):
            return set()
        found = self.shut(hold.source, leaves=True) | self.shut(hold.target, leaves=False)
        if action.amount is not None and action.amount > hold.amount:
            found.add("over_capture")
        return found | ({"amount_invalid"} if action.amount is not None and action.amount <= 0 else set())

    def wrong_reversal(self, action: Reverse, transaction: str, amount: int | None) -> set[str]:
        if transaction not in self.done:
            return {"transaction_unknown"}
        moved = [each for id_, _, each in self.moves if id_ == transaction]
        if not moved or isinstance(self.done[transaction][0].action, Reverse):
            return {"not_reversible"}
        total = max(abs(each) for each in moved)
        left = total - self.taken_back(transaction)
        found = set()
        if amount is not None and amount <= 0:
            found.add("amount_invalid")
        if not left or (amount or 0) > left:
            found.add("over_reversal")
        if len(moved) > 2 and amount is not None and amount < total:
            found.add("not_reversible")
        return found or self.no_room(self.legs(action))
