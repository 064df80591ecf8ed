"""The package of tables says what the records say, and our own reader puts them together again."""

import io
import zipfile

from directory.exchange.feeds import packages
from directory.exchange.normalise import normalise
from directory.exchange.tables.package import package
from directory.listings import queries
from directory.listings.record import record_of
from tests.directory.listings.examples import CHOIR, REFUGE, add


def sorted_by_id(value):
    if isinstance(value, list):
        return sorted((sorted_by_id(item) for item in value), key=lambda item: item["id"])
    return {name: sorted_by_id(inner) for name, inner in value.items()} if isinstance(value, dict) else value


def test_a_record_comes_back_out_of_the_package(app, tmp_path):
    ids = [add(CHOIR | {"name": "=1+1", "alert": "'Allo"}), add(REFUGE)]
    records = [record_of(queries.find(one)) for one in ids]
    path = tmp_path / "listings.zip"
    path.write_bytes(package(records))
    back = {record["id"]: record for record in packages.records(path)}
    for record in records:
        wanted, found = (sorted_by_id(normalise(one, "x").document) for one in (record, back[record["id"]]))
        assert found == wanted


def test_no_cell_runs_and_what_is_shared_stands_once(app):
    record = record_of(queries.find(add(CHOIR | {"name": "=1+1"})))
    with zipfile.ZipFile(io.BytesIO(package([record, record | {"id": REFUGE["id"]}]))) as archive:
        services = archive.read("services.csv").decode()
        organizations = archive.read("organizations.csv").decode()
    assert ",'=1+1," in services and services.count("\r\n") == 3
    assert organizations.count("\r\n") == 2
