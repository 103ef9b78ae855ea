"""The page of a bracket in a browser, beside brackets-viewer showing the same bracket in the same run.

A single elimination of so many entrants, just drawn. In turns, each page is opened with nothing remembered: until its
first words are painted (first view), until the last match is in the page and two frames have followed (drawn), how many
bytes came, how long one frame takes while the bracket is scrolled through (the median and the slowest of 20), and how
long after a pointer comes to an entrant its path is painted (reaction). Milliseconds of the clock, in headless
Chromium; medians of the turns. Ours is the whole page of a live tournament; theirs is a page with nothing else on it,
whose data lies ready as a file. `npm` installs the peer into a folder that is thrown away.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import httpx
from deltacrown_host import Settings, create_app, key_to, serving
from playwright.sync_api import Browser, sync_playwright

SIZES = (64, 1_024)
TURNS = 3
PEERS = {"brackets-viewer": "1.9.1", "brackets-manager": "1.11.1", "brackets-memory-db": "1.0.6"}
COLUMNS = ("first view", "drawn", "kB", "frame", "slowest", "reaction")
_MAKE = """
import { BracketsManager } from "brackets-manager";
import { InMemoryDatabase } from "brackets-memory-db";
import { writeFileSync } from "node:fs";
const manager = new BracketsManager(new InMemoryDatabase());
const size = Number(process.argv[2]);
const seeding = Array.from({ length: size }, (_, place) => `Entrant ${place + 1}`);
const settings = { seedOrdering: ["inner_outer"] };
await manager.create.stage({ tournamentId: 0, name: "Cup", type: "single_elimination", seeding, settings });
writeFileSync(`data-${size}.json`, JSON.stringify(await manager.get.stageData(0)));
"""
_THEIRS = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Cup</title>
<link rel="stylesheet" href="node_modules/brackets-viewer/dist/brackets-viewer.min.css">
<script src="node_modules/brackets-viewer/dist/brackets-viewer.min.js"></script></head>
<body><h1>Cup</h1><div id="shown" class="brackets-viewer"></div><script>
fetch("data-%d.json").then((answer) => answer.json()).then((data) => bracketsViewer.render(
  { stages: data.stage, matches: data.match, matchGames: data.match_game, participants: data.participant },
  { selector: "#shown" }));
</script></body></html>"""
_MEASURE = """
async ([match, entrant, count, event]) => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  while (document.querySelectorAll(match).length < count) await frame();
  await frame();
  await frame();
  const drawn = performance.now();
  const first = performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? drawn;
  const loaded = [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")];
  const bytes = loaded.reduce((sum, one) => sum + one.transferSize, 0);
  const middle = document.querySelectorAll(match)[0];
  let region = middle;
  const scrolls = (one) => one.clientHeight && one.scrollHeight > one.clientHeight + 50;
  while (region.parentElement && !scrolls(region)) region = region.parentElement;
  if (getComputedStyle(region).overflowY === "visible") region = document.scrollingElement;
  const times = [];
  for (let step = 0, before = performance.now(); step < 20; step++) {
    region.scrollTop += region.scrollHeight / 25;
    await frame();
    const now = performance.now();
    times.push(now - before);
    before = now;
  }
  region.scrollTop = 0;
  await frame();
  const pointed = document.querySelector(entrant);
  const start = performance.now();
  pointed.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  pointed.dispatchEvent(new MouseEvent(event, { bubbles: event !== "mouseenter" }));
  await frame();
  await frame();
  const reaction = performance.now() - start;
  times.sort((a, b) => a - b);
  return [first, drawn, bytes / 1000, times[10], times[19], reaction];
}
"""
OURS = [".bracket .card", ".bracket .side-name", "mouseover"]
THEIRS = [".match", ".participant", "mouseenter"]


def draw(address: str, key: str, size: int) -> str:
    """A tournament that has just been drawn; the address of its page."""
    with httpx.Client(base_url=f"{address}/api/tournaments", headers={"Authorization": f"Bearer {key}"}) as api:
        stages = [{"key": "main", "format": "single_elimination"}]
        api.post("/", json={"id": f"cup{size}", "name": "Cup", "stages": stages}).raise_for_status()
        api.post(f"/cup{size}/open-registration").raise_for_status()
        for place in range(size):
            body = {"entrant": f"e{place}", "name": f"Entrant {place + 1}"}
            api.post(f"/cup{size}/entrants", json=body).raise_for_status()
        api.post(f"/cup{size}/start", timeout=60).raise_for_status()
    return f"{address}/t/cup{size}"


def make(folder: Path) -> bool:
    """The peer with its data in the folder; whether it could be had."""
    wanted = [f"{name}@{version}" for name, version in PEERS.items()]
    try:
        subprocess.run(["npm", "init", "-y"], cwd=folder, check=True, capture_output=True)  # noqa: S607 - on the path
        subprocess.run(["npm", "install", "--silent", *wanted], cwd=folder, check=True)  # noqa: S607 - the same
    except (OSError, subprocess.CalledProcessError) as error:
        sys.stderr.write(f"not installed, so not compared: {', '.join(PEERS)}: {error}\n")
        return False
    (folder / "make.mjs").write_text(_MAKE, encoding="utf-8")
    for size in SIZES:
        subprocess.run(["node", "make.mjs", str(size)], cwd=folder, check=True)  # noqa: S607 - the same
        (folder / f"{size}.html").write_text(_THEIRS % size, encoding="utf-8")
    return True


class Quiet(SimpleHTTPRequestHandler):
    """Files, without a line for each."""

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def files(folder: Path) -> Iterator[str]:
    """The address under which the folder is served."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def visit(browser: Browser, address: str, how: list[str], matches: int) -> list[float]:
    """What one visit took, by column."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(address, wait_until="commit")
    found: list[float] = page.evaluate(_MEASURE, [how[0], how[1], matches, how[2]])
    context.close()
    return found


def main() -> None:
    """Measure in turns, and print a table."""
    program = shutil.which("chromium")
    with TemporaryDirectory() as there, TemporaryDirectory() as here, sync_playwright() as playwright:
        settings = Settings(database_url=f"sqlite:///{here}/host.db", port=0, files=here)
        app = create_app(settings)
        compared = make(Path(there))
        with serving(app, settings) as address, files(Path(there)) as beside:
            pages = {size: draw(address, key_to(app), size) for size in SIZES}
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
            rows: list[list[Any]] = []
            for size in SIZES:
                ours, theirs = [], []
                for _ in range(TURNS):
                    ours.append(visit(browser, pages[size], OURS, size - 1))
                    if compared:
                        theirs.append(visit(browser, f"{beside}/{size}.html", THEIRS, size - 1))
                for name, found in (("DeltaCrown", ours), (f"brackets-viewer {PEERS['brackets-viewer']}", theirs)):
                    if found:
                        rows.append([name, size, *(median(column) for column in zip(*found, strict=True))])
            browser.close()
    sys.stdout.write(table(rows))


def table(rows: list[list[Any]]) -> str:
    """The rows as Markdown."""
    head = ["page", "entrants", *COLUMNS]
    lines = [head, ["---"] * len(head)]
    lines += [[str(name), f"{size:,}", *(f"{number:,.0f}" for number in numbers)] for name, size, *numbers in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    main()
