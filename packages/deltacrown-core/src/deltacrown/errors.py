"""The exceptions of DeltaCrown. Refusals are values (`Refusal`); these are for what cannot be answered with one.

DeltaCrownError
├── Refused            a `Director` was given a command that the rules refuse
├── Malformed          text or JSON that is not what it should be; carries problems
├── JournalError       the journal cannot do what was asked
│   ├── BrokenChain    an entry is not the one that was written
│   ├── StaleVersion   somebody else appended first
│   └── CommandReused  a command id came again with other content
└── PluginError        a plugin cannot be used, or answered nonsense
    ├── NameTaken      two plugins offer the same name
    └── PluginFault    a plugin raised, or its answer breaks the contract
"""

from collections.abc import Sequence

from deltacrown.problems import Problem


class DeltaCrownError(Exception):
    """The root of every exception that this project raises on purpose."""


class _Problematic(DeltaCrownError):
    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code}: {f'{p.field}: ' if p.field else ''}{p.message}" for p in self.problems))


class Refused(_Problematic):
    """The rules refuse this command. `problems` says why; nothing was written."""


class Malformed(_Problematic):
    """The input does not have the shape it must have. `problems` names each field."""


class JournalError(DeltaCrownError):
    """The journal cannot do what was asked."""


class BrokenChain(JournalError):
    """Entry number `seq` is not the one that was written there."""

    def __init__(self, seq: int, message: str) -> None:
        self.seq = seq
        super().__init__(f"event {seq}: {message}")


class StaleVersion(JournalError):
    """The journal has moved on: the caller decided on version `expected`, the journal is at `actual`."""

    def __init__(self, expected: int, actual: int) -> None:
        self.expected = expected
        self.actual = actual
        super().__init__(f"decided on version {expected}, but the journal is at version {actual}")


class CommandReused(JournalError):
    """The command id is in the journal already, with other content."""

    def __init__(self, command_id: str) -> None:
        self.command_id = command_id
        super().__init__(f"command id {command_id!r} was used before, with other content")


class PluginError(DeltaCrownError):
    """A plugin cannot be used. `plugin` is its name."""

    def __init__(self, plugin: str, message: str) -> None:
        self.plugin = plugin
        super().__init__(f"plugin {plugin!r}: {message}")


class NameTaken(PluginError):
    """Two plugins offer a thing of the same kind and name, and no preference decides."""


class PluginFault(PluginError):
    """A plugin raised, or answered something that its contract rules out."""
