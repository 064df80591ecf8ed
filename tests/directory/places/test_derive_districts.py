"""Working the tables about districts out of unit postcodes, on a handful of them."""

import gzip
import json

from directory.places import derive_districts
from directory.places.derive_districts import county, main

NAMES = {"E06000044": "Portsmouth", "E07000090": "Havant", "E08000019": "Sheffield", "E08000039": "Sheffield"}


def test_both_tables(tmp_path, monkeypatch):
    monkeypatch.setattr(derive_districts, "HERE", tmp_path)
    with gzip.open(tmp_path / "units.csv.gz", "wt") as file:
        file.write("postcode,latitude,longitude,quality,admin_district_code\n")
        # 60 postcodes of one district, 39 of another, one of a third: less than 2%, a slip.
        codes = ["E07000090"] * 39 + ["E06000044"] * 60 + ["E08000039"]
        file.writelines(f"PO7 5AA,50.{80 + index % 2},-1.0,10,{code}\n" for index, code in enumerate(codes))
        file.write("PO1 2DY,50.7,-1.1,10,\n")
    (tmp_path / "names.json").write_text(json.dumps(NAMES | {"W06000022": "Newport", "E07000026": "Allerdale"}))
    folder = tmp_path / "postcodes"
    folder.mkdir()
    (folder / "po.csv").write_text("PO7 5AA,10,464340,100350\n")
    (folder / "eh.csv").write_text("EH1 1AA,10,325874,673709\n")
    main(str(tmp_path / "units.csv.gz"), str(tmp_path / "names.json"), str(folder))
    assert (tmp_path / "sectors.csv").read_text().splitlines() == [
        "sector,latitude,longitude,districts",
        "EH1 1,55.951,-3.189,",
        "PO1 2,50.700,-1.100,",
        "PO7 5,50.805,-1.000,E06000044 E07000090",
    ]
    assert (tmp_path / "districts.csv").read_text().splitlines() == [
        "code,name,county,now",
        "E06000044,Portsmouth,Hampshire,",
        "E07000090,Havant,Hampshire,",
        "E08000019,Sheffield,South Yorkshire,E08000039",
        "E08000039,Sheffield,South Yorkshire,",
    ]


def test_counties_are_runs_of_codes_of_one_kind():
    assert county("E07000094") == "Hampshire" and county("E07000095") == "Hertfordshire"
    assert county("E06000008") == "Lancashire" and county("E09000033") == "London"
