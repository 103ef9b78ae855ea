"""Deleting an account, and suspending one."""

from deltacrown import Engine, read_lines, verify
from deltacrown_host.access.roles import Role

from tests.host.accounts.conftest import People
from tests.host.conftest import Running


def test_a_deleted_account_leaves_whole_journals_that_lead_nowhere(people: People, running: Running) -> None:
    """The journal verifies and holds the id; no table of names and no page says any more who that was."""
    cup = running.cup(())
    ann = people(signed_in=False)
    ann.show_token()
    assert ann.http.post(f"{cup.path}/entrants", json={"entrant": "a1", "name": "Ann Example"}).status_code == 201
    cup.register("b1")
    assert cup.post("start").status_code == 200
    wrong = ann.http.request("DELETE", "/api/me", json={"password": "not the password"})
    assert wrong.json()["code"] == "password.wrong"
    assert ann.http.request("DELETE", "/api/me", json={"password": ann.login["password"]}).status_code == 204
    assert ann.http.get("/api/me").status_code == 401
    assert ann.http.post("/api/session", json=ann.login).status_code == 401
    assert verify(Engine(), read_lines(cup.journal.splitlines())).holds
    assert ann.id in cup.journal
    seen = cup.get("entrants").text + cup.journal + running.http.get("/api/accounts").text
    assert "Ann Example" not in seen
    assert {line["entrant"]: line["name"] for line in cup.get("entrants").json()["entrants"]}["a1"] == "a1"
    again = {"email": ann.email, "name": "Ann", "password": ann.login["password"]}
    assert running.http.post("/api/accounts", json=again).status_code == 201


def test_a_suspension_holds_at_once_and_ends(people: People) -> None:
    """Keys of a suspended account open nothing, and do again once it is lifted."""
    admin, ann = people(Role.ADMIN), people()
    where = f"/api/accounts/{ann.id}/suspension"
    assert admin.http.put(where, json={}).json()["suspended_until"].startswith("9999")
    refused = ann.http.get("/api/me")
    assert (refused.status_code, refused.json()["code"]) == (403, "account.suspended")
    assert admin.http.delete(where).status_code == 200
    assert ann.http.get("/api/me").status_code == 200
    assert ann.http.put(where, json={}).json()["code"] == "access.role"
    assert admin.http.put(f"/api/accounts/{admin.id}/suspension", json={}).json()["code"] == "account.own"


def test_accounts_are_listed_a_page_at_a_time(people: People) -> None:
    """Newest first, each once, without addresses."""
    admin = people(Role.ADMIN)
    some = [people().id for _ in range(3)]
    seen, cursor = [], ""
    while True:
        page = admin.http.get("/api/accounts", params={"cursor": cursor}).json()
        seen += [line["id"] for line in page["accounts"]]
        assert not any("email" in line for line in page["accounts"])
        cursor = page["cursor"]
        if not cursor:
            break
    assert len(seen) == len(set(seen))
    assert [id_ for id_ in seen if id_ in some] == some[::-1]
    assert admin.http.get("/api/accounts", params={"cursor": "nowhere"}).json()["code"] == "cursor.invalid"
