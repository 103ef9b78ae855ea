"""How a certificate is refused: everything that is wrong with it at once."""

from collections.abc import Sequence

from deltacrown import DeltaCrownError, Problem


class CertificateRefused(DeltaCrownError):
    """A certificate that cannot be drawn. `problems` names each field and the rule it breaks; nothing was made."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{p.code}: {p.field}: {p.message}" for p in self.problems))
