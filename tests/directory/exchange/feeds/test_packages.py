"""HSDS's tables become services again; a package that lies about its size or its names is refused."""

import json
import zipfile

import pytest

from directory.exchange.feeds import packages
from directory.exchange.feeds.packages import records
from directory.exchange.normalise import normalise
from directory.exchange.reading import NotReadable
from tests.directory.exchange.test_normalise import FEEDS, needs

SERVICES = "id,name,organization_id\n1,Club,o\n\n,Nobody,o\n2,Choir,o\n"
TABLES = {
    "services.csv": SERVICES,
    "organization.csv": "id,name\no,Friends\n",
    "service_at_location.csv": "id,service_id,location_id\nsl,1,l\n",
    "locations.csv": "id,name,location_type\nl,Hall,physical\n",
    "addresses.csv": "id,location_id,address_1,city\na,l,1 Hall Road,Southsea\n",
    "schedules.csv": "id,service_id,service_at_location_id,freq,byday\ns,,sl,WEEKLY,TU\n",
    "contacts.csv": "id,service_id,name\nc,1,Ann\n",
    "phones.csv": 'id,service_id,contact_id,number\np,1,c,"""+44 1234 234567"""\nq,1,,01632 960001\n',
    "attributes.csv": "id,link_id,taxonomy_term_id\nt,1,x\n",
    "taxonomy_terms.csv": "id,name,taxonomy_id\nx,Singing,y\n",
    "taxonomies.csv": "id,name\ny,Topics of Ours\n",
    "metadata.csv": "id,resource_id\nm,1\n",
}


@pytest.fixture
def packed(tmp_path):
    def made(files, name="package.zip", kind=zipfile.ZIP_DEFLATED):
        with zipfile.ZipFile(tmp_path / name, "w", kind) as archive:
            for inner, content in files.items():
                archive.writestr(inner, content)
        return tmp_path / name

    return made


def refusal(path) -> str:
    with pytest.raises(NotReadable) as found:
        list(records(path))
    return str(found.value)


def test_tables_become_services(packed):
    club, choir = records(packed(TABLES))
    assert choir["name"] == "Choir" and choir["organization"]["name"] == "Friends"
    assert club["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Southsea"
    assert club["schedules"][0]["byday"] == "TU"
    assert [phone["number"] for phone in club["contacts"][0]["phones"]] == ["+44 1234 234567"]
    assert [phone["number"] for phone in club["phones"]] == ["01632 960001"]
    assert club["attributes"][0]["taxonomy_term"] == {
        "id": "x",
        "name": "Singing",
        "taxonomy_id": "y",
        "taxonomy": "Topics of Ours",
    }


def test_a_folder_and_its_description(tmp_path):
    (tmp_path / "things.csv").write_text(SERVICES)
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"name": "services", "path": "things.csv"}]}))
    for path in (tmp_path, tmp_path / "datapackage.json"):
        assert [one["name"] for one in records(path)] == ["Club", "Choir"]
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": [{"name": "services", "path": "../x.csv"}]}))
    assert "leads out of it" in refusal(tmp_path)
    (tmp_path / "datapackage.json").write_text("[")
    assert "does not describe" in refusal(tmp_path)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text(SERVICES)
    folder = tmp_path / "package"
    folder.mkdir()
    (folder / "services.csv").symlink_to(tmp_path / "secret")
    assert "holds no services" in refusal(folder)


@needs(FEEDS / "hsds-3.0-examples" / "csv" / "services.csv")
@pytest.mark.parametrize("name", ["hsds-3.0-examples", "oruk-3.0-examples"])
def test_the_standards_own_packages(name):
    (record,) = records(FEEDS / name / "csv")
    document = normalise(record, "feed").document
    assert document["name"] == "Community Counselling"
    assert document["organization"]["name"] == "Example Organization Inc."
    assert document["minimum_age"] == 12
    for part in ("schedules", "service_areas", "cost_options", "contacts", "funding"):
        assert len(document[part]) == 1, part
    assert document["service_at_locations"][0]["location"]["addresses"]


@pytest.mark.parametrize("name", ["../services.csv", "/etc/services.csv", "a/../../services.csv", "C:\\services.csv"])
def test_names_that_lead_out(packed, name):
    assert "leads out of it" in refusal(packed({name: SERVICES}))


def test_a_bomb(packed, monkeypatch):
    monkeypatch.setattr(packages, "LARGEST_PACKAGE", 1_000_000)
    bomb = packed(TABLES | {"services.csv": SERVICES + "x" * 5_000_000})
    assert bomb.stat().st_size < 20_000
    assert "more than" in refusal(bomb)
    assert "more than" in refusal(packed({"datapackage.json": " " * 5_000_000}))
    assert "files" in refusal(packed({f"{number}.csv": "id\n" for number in range(300)}))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,name\n1," + "x" * 2_000_000, "not a table"),
        ("id," + ",".join(map(str, range(1000))) + "\n1", "columns"),
        (b"\xff\xfe\x00", "UTF-8"),
        ("id,name\n", "holds no services"),
        ("", "holds no services"),
    ],
)
def test_tables_that_are_none(packed, content, words):
    assert words in refusal(packed({"services.csv": content}))


def test_not_a_zip_at_all(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 and nothing else")
    assert "not a zip file" in refusal(tmp_path / "x.zip")
    assert "cannot be read" in refusal(tmp_path / "none.zip")
