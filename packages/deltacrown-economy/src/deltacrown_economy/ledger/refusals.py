"""What the ledger refuses, and why. A refusal leaves everything as it was, and its key free to be used again.

LedgerRefused
├── TextInvalid           a key, a name or a reason that is too long, or has characters that are none
├── AmountInvalid         no whole number of minor units, or not within the limits
├── Unbalanced            the legs do not sum to zero in every currency
├── CurrencyMixed         a leg's account has another currency, or the currency is not known
├── AccountUnknown        there is no such account
├── AccountExists         there is one already, on other terms
├── AccountFrozen         nothing leaves it
├── AccountClosed         nothing leaves it and nothing comes in
├── AccountInUse          it cannot be closed: it is not empty
├── InsufficientFunds     the account would fall below its floor, holds counted in
├── CeilingReached        the account would rise above its ceiling, holds counted in
├── HoldUnknown           there is no such hold
├── HoldEnded             it was captured, released or has expired
├── HoldNotDue            it has not expired yet
├── OverCapture           more than is held
├── TransactionUnknown    there is no such transaction
├── NotReversible         it moved nothing, is a reversal, or can be reversed only as a whole
├── OverReversal          it was reversed already, or as much of it that so much is not left
└── IdempotencyConflict   the key was used before, for something else
"""

from typing import ClassVar

from deltacrown import Problem, Refused


class LedgerRefused(Refused):
    """The ledger does not do it. `problems` says why, with the field and a stable `code`."""

    code: ClassVar[str] = "ledger.refused"

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__([Problem(self.code, message, field)])


class TextInvalid(LedgerRefused):
    """A key, a name or a reason is too long, or has characters that are none."""

    code = "ledger.text_invalid"


class AmountInvalid(LedgerRefused):
    """No whole number of minor units, or not within the limits."""

    code = "ledger.amount_invalid"


class Unbalanced(LedgerRefused):
    """The legs do not sum to zero in every currency."""

    code = "ledger.unbalanced"


class CurrencyMixed(LedgerRefused):
    """Two accounts that must have one currency have two, or the currency is not known."""

    code = "ledger.currency_mixed"


class AccountUnknown(LedgerRefused):
    """There is no such account."""

    code = "ledger.account_unknown"


class AccountExists(LedgerRefused):
    """There is such an account already, on other terms."""

    code = "ledger.account_exists"


class AccountFrozen(LedgerRefused):
    """Nothing leaves the account for as long as it is frozen."""

    code = "ledger.account_frozen"


class AccountClosed(LedgerRefused):
    """The account is closed: nothing leaves it and nothing comes in."""

    code = "ledger.account_closed"


class AccountInUse(LedgerRefused):
    """The account cannot be closed: there is money in it, or held for or from it."""

    code = "ledger.account_in_use"


class InsufficientFunds(LedgerRefused):
    """The account would fall below its floor, what is held from it counted in."""

    code = "ledger.insufficient_funds"


class CeilingReached(LedgerRefused):
    """The account would rise above its ceiling, what is held for it counted in."""

    code = "ledger.ceiling_reached"


class HoldUnknown(LedgerRefused):
    """There is no such hold."""

    code = "ledger.hold_unknown"


class HoldEnded(LedgerRefused):
    """The hold was captured, released or has expired: it ends once."""

    code = "ledger.hold_ended"


class HoldNotDue(LedgerRefused):
    """The hold has not expired yet."""

    code = "ledger.hold_not_due"


class OverCapture(LedgerRefused):
    """More than is held."""

    code = "ledger.over_capture"


class TransactionUnknown(LedgerRefused):
    """There is no such transaction."""

    code = "ledger.transaction_unknown"


class NotReversible(LedgerRefused):
    """The transaction moved nothing, is itself a reversal, or has so many legs that only the whole can be reversed."""

    code = "ledger.not_reversible"


class OverReversal(LedgerRefused):
    """So much of the transaction is not left to be reversed."""

    code = "ledger.over_reversal"


class IdempotencyConflict(LedgerRefused):
    """The key was used before, with other content; the message names what differs."""

    code = "ledger.idempotency_conflict"
