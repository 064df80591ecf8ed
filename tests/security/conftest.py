"""What all tests of security look at: every page as it is answered, and the forms on them, each asked for once."""

import pytest

from tests.conftest import opened
from tests.security.answers import Answers
from tests.security.forms import every_form


@pytest.fixture(scope="session")
def answers(furnished, tmp_path_factory):
    """What an untouched house answers to each of its people."""
    with opened(furnished, tmp_path_factory.mktemp("answers")) as house:
        yield Answers(house)


@pytest.fixture(scope="session")
def forms(answers):
    """Every form there is, as the world's people are shown it."""
    found = every_form(answers)
    answers.house.put_back()  # some screens come only after others were sent
    return found
