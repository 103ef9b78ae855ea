"""What is installed, as anyone may ask."""

from typing import Any


def test_everything_that_settings_may_name_is_listed_with_its_plugin(running: Any) -> None:
    """Seedings, tie-breakers, payout rules and notifiers come with a title, a sentence, and their options if any."""
    catalogue = running.http.get("/api/catalogue").json()
    found = {kind: {thing["name"]: thing for thing in things} for kind, things in catalogue.items()}
    assert set(found) == {"seedings", "tie_breakers", "payout_rules", "notifiers"}
    assert found["seedings"]["pots"]["plugin"] == "brackets"
    assert found["seedings"]["pots"]["options"] is None
    assert found["tie_breakers"]["goal_difference"]["title"] == "Goal difference"
    percent = found["payout_rules"]["percent"]
    assert percent["plugin"] == "economy"
    assert percent["description"]
    assert "percents" in percent["options"]["properties"]


def test_formats_have_a_list_of_their_own(running: Any) -> None:
    """The options of a format are a JSON schema with defaults."""
    formats = {one["name"]: one for one in running.http.get("/api/formats").json()["formats"]}
    assert formats["single_elimination"]["options"]["properties"]["third_place"]["default"] is False
