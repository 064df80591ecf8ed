"""The command that looks for listings that are there twice."""

from tests.directory.exchange.duplicates.test_operations import twin
from tests.directory.listings.examples import CHOIR, add


def test_it_tells_how_many_wait_and_how_many_are_new(app):
    add(CHOIR)
    add(twin())
    for new in (1, 0):
        told = app.test_cli_runner().invoke(args=["directory", "duplicates"])
        assert told.exit_code == 0 and told.output == f"1 pair waits for an editor, {new} of them new\n"
