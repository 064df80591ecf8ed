"""The forms of the application, looked for once for all tests of security."""

import pytest

from tests.conftest import opened
from tests.security.forms import every_form


@pytest.fixture(scope="session")
def forms(furnished, tmp_path_factory):
    """Every form there is, as the world's people are shown it."""
    with opened(furnished, tmp_path_factory.mktemp("forms")) as house:
        return every_form(house)
