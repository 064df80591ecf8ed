"""Codes as they are drawn, typed and kept."""

from hypothesis import given
from hypothesis import strategies as st

from referrals.public import codes


def test_a_code_is_six_digits_and_is_read_as_it_is_spoken():
    code = codes.new_code()
    assert codes.typed(codes.spoken(code)) == codes.typed(f" {code} ") == code


@given(st.text(max_size=12))
def test_what_is_no_code_is_read_as_none(text):
    assert codes.typed(text) in {"", "".join(text.split())}
    assert not codes.typed(text) or codes.typed(text).isascii()


def test_what_is_kept_is_of_one_request_and_one_secret():
    kept = codes.sealed("123456", "one", "secret")
    assert kept not in {codes.sealed("123456", "other", "secret"), codes.sealed("123456", "one", "other")}
    assert "123456" not in kept
