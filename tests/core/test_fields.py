"""What an organizer asks entrants, and whether their answers fit."""

import pytest
from deltacrown import EntryField, FieldKind, answer_problems
from hypothesis import given
from hypothesis import strategies as st

FIELDS = (
    EntryField("nick", required=True),
    EntryField("age", FieldKind.NUMBER),
    EntryField("size", FieldKind.CHOICE, choices=("S", "M")),
    EntryField("licence", FieldKind.FILE),
)
SIMPLE = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()))


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("nick", " ", "answer.invalid"),
        ("nick", 3, "answer.invalid"),
        ("nick", "x" * 1001, "answer.too_long"),
        ("age", "1/0", "answer.invalid"),
        ("age", True, "answer.invalid"),
        ("age", 2**53, "answer.invalid"),
        ("size", "XL", "answer.invalid"),
        ("licence", {}, "answer.invalid"),
        ("shoe", "43", "answer.not_asked"),
    ],
)
def test_an_answer_that_does_not_fit_is_named(key: str, value: object, code: str) -> None:
    """Each by its key, with the reason."""
    found = list(answer_problems(FIELDS, {"nick": "Zed", key: value}))
    assert [(problem.code, problem.field) for problem in found] == [(code, f"answers.{key}")]


def test_only_what_is_required_must_be_answered() -> None:
    """Unless even that may be left out."""
    assert [problem.code for problem in answer_problems(FIELDS, {})] == ["answer.missing"]
    assert not list(answer_problems(FIELDS, {}, complete=False))
    assert not list(answer_problems(FIELDS, {"nick": "Z", "age": "12.5", "size": "M", "licence": "f1"}))


@given(st.dictionaries(st.sampled_from(["nick", "age", "size", "licence", "other"]), SIMPLE))
def test_whatever_is_answered_is_judged(answers: dict[str, object]) -> None:
    """Any JSON is taken or refused, never a mistake of ours; what is taken is of the kind that was asked for."""
    if not list(answer_problems(FIELDS, answers)):
        assert isinstance(answers["nick"], str)
        assert set(answers) <= {field.key for field in FIELDS}
        assert answers.get("size", "S") in {"S", "M"}
