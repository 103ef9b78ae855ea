"""Administrators see how the host is and what waits for them, and decide it with short forms."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx
from deltacrown_host.settings import Settings
from deltacrown_host.web.admin.settings import setting_lines

from tests.host.conftest import Running

PAGES = ("", "/moderation", "/audit", "/people", "/plugins", "/settings")


def done(running: Running, deed: str, **form: str) -> httpx.Response:
    """What comes of a form that our own page sent."""
    answer = running.http.post(f"/admin/{deed}", data=form, headers={"Origin": running.url})
    assert answer.status_code == 303, answer.text
    return running.http.get(answer.headers["location"])


def test_every_page_is_there_in_every_language(running: Running) -> None:
    """Nothing is looked at in vain, whatever there is to show."""
    for path in PAGES:
        assert running.http.get(f"/admin{path}").status_code == 200, path
        assert "প্রশাসন" in running.http.get(f"/admin{path}", headers={"Accept-Language": "bn"}).text
    assert running.http.get("/admin/elsewhere").status_code == 404


def test_a_report_is_taken_up_decided_and_found_in_the_audit_trail(running: Running) -> None:
    """What was done to it stands on its page at once, and in the trail by its action."""
    team = running.http.post("/api/teams", json={"name": "Loud"}).json()["id"]
    said = {"object": f"team/{team}", "ground": "spam", "text": "It <b>shouts</b>."}
    report = running.http.post("/api/reports", json=said).json()["id"]
    assert "It &lt;b&gt;shouts&lt;/b&gt;." in running.http.get("/admin/moderation?state=open").text
    assert "You look into it." in done(running, "review", report=report).text
    assert "It is hidden." in done(running, "hide", object=f"team/{team}", reason="loud").text
    assert "It is decided." in done(running, "resolve", report=report, decision="hidden", note="").text
    assert "It is shown again." in done(running, "show", object=f"team/{team}").text
    assert f"team/{team}" not in running.http.get("/admin/moderation?state=open").text
    trail = running.http.get("/admin/audit", params={"action": "report.resolve"}).text
    assert f"team/{team}" in trail
    assert "report.review" not in trail.split("</form>", 1)[1]
    assert "Nothing was done that fits." in running.http.get("/admin/audit", params={"action": "nobody.did"}).text


def test_what_is_wrong_with_a_form_is_said_on_its_page(running: Running) -> None:
    """And nothing is done."""
    answer = running.http.post("/admin/try-mail", data={"email": "nowhere"}, headers={"Origin": running.url})
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in answer.text
    missing = running.http.post("/admin/review", data={"report": "none"}, headers={"Origin": running.url})
    assert missing.status_code >= 400
    assert 'role="alert"' in missing.text


def test_settings_are_shown_without_what_is_secret(tmp_path: Path) -> None:
    """Neither what is secret by itself, nor a password within an address; what was set is told from what is usual."""
    address = "postgresql+psycopg://deltacrown:hidden-one@db/deltacrown"
    settings = Settings(database_url=address, smtp_password="hidden-two", files=str(tmp_path))  # noqa: S106 - no real one
    lines = {line.name: line for line in setting_lines(settings)}
    assert not any("hidden" in line.value for line in lines.values())
    assert urlsplit(lines["database_url"].value).hostname == "db"
    assert lines["smtp_password"].secret
    assert not lines["metrics_token"].secret
    assert [name for name, line in lines.items() if not line.usual] == ["database_url", "files", "smtp_password"]
