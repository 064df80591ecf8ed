"""The command that writes the public listings into a file."""

from directory.exchange.feeds import packages
from directory.exchange.tables.reading import table
from tests.directory.listings.examples import CHOIR, REFUGE, add


def test_a_file_for_a_spreadsheet_or_a_package_of_tables(app, tmp_path):
    add(CHOIR)
    add(REFUGE)
    run = app.test_cli_runner().invoke
    for name in ("listings.csv", "listings.zip"):
        assert run(args=["directory", "export", str(tmp_path / name)]).exit_code == 0
    assert len(table((tmp_path / "listings.csv").read_bytes()).rows) == 2
    found = list(packages.records(tmp_path / "listings.zip"))
    assert {one["name"] for one in found} == {CHOIR["name"], REFUGE["name"]}
    assert "Secret Lane" not in str(found)


def test_what_cannot_be_written_is_one_sentence(app, tmp_path):
    for name, words in (("listings.txt", "must end in .csv or .zip"), ("nowhere/listings.csv", "cannot be written")):
        told = app.test_cli_runner().invoke(args=["directory", "export", str(tmp_path / name)])
        assert told.exit_code == 1 and words in told.output
