"""A developer's command: works the two tables about districts out of a newer Code-Point Open.

    .venv/bin/python -m directory.places.derive_districts UNITS.csv.gz NAMES.json POSTCODE_FOLDER

UNITS has the columns postcode, latitude, longitude and admin_district_code of every unit postcode of England; NAMES
maps the codes of districts to names, as the Office for National Statistics publishes them; POSTCODE_FOLDER is what
set-up keeps in build/postcodes. Writes districts.csv and sectors.csv beside this file; read the diff before it lands.
"""

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean

from directory.places.postcodes import read

HERE = Path(__file__).parent

# A sector touches a district that has at least this share of its postcodes; below lie slips of the pen at borders.
LEAST_SHARE = 0.02

# The counties as people say them, which are those of the Lieutenancies Act 1997: of districts in two tiers and of
# boroughs they are runs of codes, for the Office for National Statistics gave those out county by county.
RUNS = {
    "Cambridgeshire": ["E07000008-12", "E06000031"],
    "Derbyshire": ["E07000032-39", "E06000015"],
    "Devon": ["E07000040-47", "E06000026-27"],
    "East Sussex": ["E07000061-65", "E06000043"],
    "Essex": ["E07000066-77", "E06000033-34"],
    "Gloucestershire": ["E07000078-83", "E06000025"],
    "Hampshire": ["E07000084-94", "E06000044-45"],
    "Hertfordshire": ["E07000095-103", "E07000240-243"],
    "Kent": ["E07000105-116", "E06000035"],
    "Lancashire": ["E07000117-128", "E06000008-9"],
    "Leicestershire": ["E07000129-135", "E06000016"],
    "Lincolnshire": ["E07000136-142", "E06000012-13"],
    "Norfolk": ["E07000143-149"],
    "Nottinghamshire": ["E07000170-176", "E06000018"],
    "Oxfordshire": ["E07000177-181"],
    "Staffordshire": ["E07000192-199", "E06000021"],
    "Suffolk": ["E07000200-206", "E07000244-245"],
    "Surrey": ["E07000207-217"],
    "Warwickshire": ["E07000218-222"],
    "West Sussex": ["E07000223-229"],
    "Worcestershire": ["E07000234-239"],
    "Greater Manchester": ["E08000001-10"],
    "Merseyside": ["E08000011-15"],
    "South Yorkshire": ["E08000016-19", "E08000038-39"],
    "Tyne and Wear": ["E08000020-24", "E08000037"],
    "West Midlands": ["E08000025-31"],
    "West Yorkshire": ["E08000032-36"],
    "London": ["E09000001-33"],
    "County Durham": ["E06000001", "E06000004-5", "E06000047"],
    "North Yorkshire": ["E06000002-3", "E06000014", "E06000065"],
    "Cheshire": ["E06000006-7", "E06000049-50"],
    "East Riding of Yorkshire": ["E06000010-11"],
    "Rutland": ["E06000017"],
    "Herefordshire": ["E06000019"],
    "Shropshire": ["E06000020", "E06000051"],
    "Somerset": ["E06000022", "E06000024", "E06000066"],
    "Bristol": ["E06000023"],
    "Wiltshire": ["E06000030", "E06000054"],
    "Bedfordshire": ["E06000032", "E06000055-56"],
    "Berkshire": ["E06000036-41"],
    "Buckinghamshire": ["E06000042", "E06000060"],
    "Isle of Wight": ["E06000046"],
    "Cornwall": ["E06000052-53"],
    "Northumberland": ["E06000057"],
    "Dorset": ["E06000058-59"],
    "Northamptonshire": ["E06000061-62"],
    "Cumbria": ["E06000063-64"],
}


def main(units: str, names: str, folder: str) -> None:
    sectors = english(units)
    used = {code for codes, _ in sectors.values() for code in codes if code}
    write("districts.csv", "code,name,county,now", districts(json.loads(Path(names).read_text("utf-8")), used))
    everywhere = elsewhere(folder, sectors) | dict(touching(sectors))
    write("sectors.csv", "sector,latitude,longitude,districts", ((key, *everywhere[key]) for key in sorted(everywhere)))


def english(units: str) -> dict[str, tuple[Counter, list]]:
    """Each sector's districts, counted by postcodes, and the positions of its postcodes."""
    sectors = defaultdict(lambda: (Counter(), []))
    with gzip.open(units, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            codes, places = sectors[row["postcode"][:-2]]
            codes[row["admin_district_code"]] += 1
            places.append((float(row["latitude"]), float(row["longitude"])))
    return sectors


def touching(sectors: dict) -> Iterator[tuple[str, tuple]]:
    """Each sector's middle to about 100 metres, and the districts it touches, those with most of it first."""
    for sector, (codes, places) in sectors.items():
        least = codes.total() * LEAST_SHARE
        yield (
            sector,
            (*middle(places), " ".join(code for code, count in codes.most_common() if code and count >= least)),
        )


def elsewhere(folder: str, sectors: dict) -> dict[str, tuple]:
    """The middles of the sectors of Scotland and Wales, whose districts we do not know."""
    found = defaultdict(list)
    for path in Path(folder).glob("*.csv*"):
        for code, place in read(path).items():
            found[f"{code[:-3]} {code[-3]}"].append(place[:2])
    return {sector: (*middle(places), "") for sector, places in found.items() if sector not in sectors}


def middle(places: Iterable) -> tuple[str, str]:
    latitude, longitude = (f"{fmean(axis):.3f}" for axis in zip(*places, strict=True))
    return latitude, longitude


def districts(names: dict[str, str], used: set[str]) -> Iterator[tuple[str, str, str, str]]:
    """England's districts: code, name, county and, of a code that is no longer given, the one that took its place."""
    now = {names[code]: code for code in used}
    for code, name in sorted(names.items()):
        if code[:3] in {"E06", "E07", "E08", "E09"} and name in now:
            yield code, name, county(code), "" if code in used else now[name]


def county(code: str) -> str:
    [found] = [name for name, runs in RUNS.items() if any(within(code, run) for run in runs)]
    return found


def within(code: str, run: str) -> bool:
    first, _, last = run.partition("-")
    return code[:3] == first[:3] and int(first[3:]) <= int(code[3:]) <= int(last or first[3:])


def write(name: str, header: str, rows: Iterable) -> None:
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


if __name__ == "__main__":
    main(*sys.argv[1:])
