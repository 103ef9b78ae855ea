"""`deltacrown certificate`, and templates from plugins."""

import io
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner
from deltacrown import hookimpl, load
from deltacrown_certs.cli.program import certificate
from deltacrown_certs.pdf import draw_pdf
from deltacrown_certs.samples import sample
from deltacrown_certs.templates import BUILT_IN, installed
from PIL import Image

SAID = ["--entrant", "Ada", "--tournament", "Cup", "--organizer", "Club", "--date", "2026-11-18"]


@pytest.mark.parametrize(("name", "start"), [("a.pdf", b"%PDF-1.7"), ("a.png", b"\x89PNG")])
def test_a_certificate_is_drawn_to_a_file(tmp_path: Path, logo: bytes, name: str, start: bytes) -> None:
    """The end of the name says whether it is a PDF or a PNG."""
    (tmp_path / "logo.png").write_bytes(logo)
    more = ["--logo", str(tmp_path / "logo.png"), "--template", "arena", "--theme", "dark", "--signed-by", "R"]
    done = CliRunner().invoke(certificate, ["draw", str(tmp_path / name), *SAID, *more, "--colour", "accent=#33ff99"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--template", "none"], "there is no template 'none'; there are: arena, heritage, meridian"),
        (["--place", "2"], "place: the place of this kind is 1"),
        (["--wording", "title"], "write an option as NAME=VALUE, not 'title'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(tmp_path: Path, more: list[str], sentence: str) -> None:
    """A sentence on standard error, exit code 1, no file."""
    done = CliRunner().invoke(certificate, ["draw", str(tmp_path / "a.pdf"), *SAID, *more])
    assert (done.exit_code, done.stderr.strip()) == (1, sentence)
    assert not (tmp_path / "a.pdf").exists()


def test_a_full_disk_is_said() -> None:
    """A device that takes nothing more: a sentence on standard error, exit code 1."""
    done = CliRunner().invoke(certificate, ["draw", "/dev/full", *SAID])
    assert (done.exit_code, "/dev/full cannot be written: No space left on device" in done.stderr) == (1, True)


def test_a_contact_sheet_has_every_case(tmp_path: Path) -> None:
    """Two themes, two languages, four kinds and three lengths of name of a design, twelve a row."""
    file = tmp_path / "sheet.png"
    done = CliRunner().invoke(certificate, ["sheet", str(file), "--template", "arena", "--width", "80"])
    assert done.exit_code == 0, done.output
    assert Image.open(io.BytesIO(file.read_bytes())).size == (12 * 90 + 10, 4 * 55 + 10)


def test_plugins_bring_templates() -> None:
    """A community's design is data that a plugin offers; what is no template is left out."""
    palettes = {"light": {**BUILT_IN[0].palettes["light"], "accent": "#2f6b3c"}}
    forest = evolve(BUILT_IN[0], name="forest", palettes=palettes)

    class Plugin:
        @hookimpl
        def register_certificate_templates(self) -> list[object]:
            return [forest, "no template"]

    templates = installed(load([Plugin()]))
    assert set(templates) == {"heritage", "meridian", "arena", "forest"}
    assert draw_pdf(sample(templates["forest"])) != draw_pdf(sample(BUILT_IN[0]))
