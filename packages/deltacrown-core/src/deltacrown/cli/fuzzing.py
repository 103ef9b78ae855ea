"""`deltacrown fuzz`: whole tournaments by seeds, until a law breaks, a number is reached or the time is up."""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

import rich_click as click
from attrs import define, field

from deltacrown.engine import Engine
from deltacrown.fuzzing import Failure, Plan, Report, fuzz, shrunk
from deltacrown.journal import to_line

_SHOWN = 6


@click.command("fuzz")
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="The first seed; then the next.",
)
@click.option("--tournaments", type=click.IntRange(1), help="How many tournaments; 100 where no time is given.")
@click.option("--minutes", type=click.FloatRange(0), help="Go on with further seeds for so long.")
@click.option(
    "--steps", type=click.IntRange(1), default=60, show_default=True, help="Steps before the play to the end."
)
@click.option("--format", "formats", multiple=True, metavar="NAME", help="Play this format only; may be repeated.")
@click.option(
    "--keep", type=click.Path(file_okay=False, path_type=Path), help="Where to leave the journal of a failure."
)
def fuzz_(  # noqa: PLR0913, PLR0917 - the switches of the command line
    seed: int, tournaments: int | None, minutes: float | None, steps: int, formats: tuple[str, ...], keep: Path | None
) -> None:
    """Play random whole tournaments with everything that can go wrong, and check the laws after every step.

    Exit code 1 at the first law that breaks, with the seed that breaks it and the fewest steps that still do.
    """
    engine = Engine()
    unknown = sorted(set(formats) - set(engine.registry.formats))
    if unknown:
        message = f"{unknown[0]!r} is not installed"
        raise click.BadParameter(message, param_hint="--format")
    total = Total()
    for number in _seeds(seed, tournaments, minutes):
        plan = Plan(number, steps, formats=formats)
        report = fuzz(engine, plan)
        total.add(report)
        click.echo(f"\rseed {number}: {total.tournaments} tournaments, {total.steps} steps", nl=False, err=True)
        if report.failure is not None:
            click.echo(err=True)
            _explain(*shrunk(engine, plan, report.failure), keep)
            sys.exit(1)
    click.echo(err=True)
    click.echo(total.summary())


def _seeds(first: int, tournaments: int | None, minutes: float | None) -> Iterator[int]:
    until = time.monotonic() + 60 * minutes if minutes is not None else float("inf")
    most = tournaments if tournaments is not None else 100 if minutes is None else None
    for number in count(first):
        if (most is not None and number >= first + most) or time.monotonic() >= until:
            return
        yield number


@define
class Total:
    """What happened in all tournaments so far. `digests` stands for all their journals."""

    tournaments: int = 0
    steps: int = 0
    refusals: Counter[str] = field(factory=Counter)
    events: Counter[str] = field(factory=Counter)
    incidents: Counter[str] = field(factory=Counter)
    ends: Counter[str] = field(factory=Counter)
    digests: str = ""

    def add(self, report: Report) -> None:
        """One tournament more."""
        self.tournaments += 1
        self.steps += report.steps
        for name in ("refusals", "events", "incidents"):
            getattr(self, name).update(getattr(report, name))
        self.ends[report.phase] += 1
        self.digests = sha256((self.digests + report.digest).encode()).hexdigest()

    def summary(self) -> str:
        """The numbers as people read them."""
        lines = [f"{self.tournaments} tournaments, {self.steps} steps, {self.events.total()} events: every law holds."]
        for title in ("ends", "events", "refusals", "incidents"):
            counted: Counter[str] = getattr(self, title)
            shown = ", ".join(f"{name} {times}" for name, times in counted.most_common(_SHOWN))
            more = len(counted) - _SHOWN
            lines.append(f"{title:>9}: {shown}{f' and {more} more kinds' if more > 0 else ''}")
        return "\n".join([*lines, f"   digest: {self.digests}"])


def _explain(plan: Plan, failure: Failure, keep: Path | None) -> None:
    left = [step for step in range(1, plan.steps + 1) if step not in plan.without]
    click.echo(str(failure), err=True)
    click.echo(
        f"  the fewest steps that break it: {', '.join(map(str, left)) or 'none, only the play to the end'}", err=True
    )
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        journal, story = keep / f"seed-{plan.seed}.jsonl", keep / f"seed-{plan.seed}.txt"
        journal.write_text("".join(to_line(entry) + "\n" for entry in failure.journal), encoding="utf-8")
        told = [f"{entry.order}: {entry.command}" for entry in failure.journal if entry.command is not None]
        story.write_text("\n".join([str(failure), "", *told, ""]), encoding="utf-8")
        click.echo(f"  journal and commands: {journal}, {story}", err=True)
    again = f"deltacrown fuzz --seed {plan.seed} --tournaments 1 --steps {plan.steps}"
    click.echo(f"  again: {again}{''.join(f' --format {name}' for name in plan.formats)}", err=True)
