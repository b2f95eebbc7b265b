"""Errors say what, where and what to do; identity hangs on content alone."""

from hypothesis import given
from hypothesis import strategies as st

from whence import errors
from whence.ids import content_id, record_id


def test_an_error_names_the_place_the_cause_and_the_remedy() -> None:
    error = errors.ReadError("is empty", where="a.txt", remedy="leave it out")
    assert str(error) == "a.txt: is empty (leave it out)"
    assert (error.where, error.cause, error.remedy) == ("a.txt", "is empty", "leave it out")
    assert str(errors.UsageError("no")) == "no"


def test_the_family_in_the_docstring_is_the_family_in_the_code() -> None:
    defined = {name for name in vars(errors) if name.endswith("Error")}
    assert errors.__doc__ is not None
    assert defined == {word for word in errors.__doc__.split() if word.endswith("Error")}


def test_the_identity_of_bytes_is_their_sha256() -> None:
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert content_id(b"") == f"sha256:{empty}"


def test_fields_do_not_run_into_one_another() -> None:
    assert record_id("p", "ab", "c") != record_id("p", "a", "bc")
    assert record_id("p", "a") != record_id("q", "a")
    assert record_id("p", "a", None) != record_id("p", "a", "null")


@given(st.lists(st.text()), st.text())
def test_equal_fields_give_equal_ids(fields: list[str], kind: str) -> None:
    assert record_id(kind, *fields) == record_id(kind, *list(fields))
