"""The real postcodes, where the shared data lies beside the repo."""

import csv
from pathlib import Path

import pytest

POSTCODES = Path(__file__).parents[3] / "shared" / "data" / "postcodes" / "unit_postcodes_PO.csv"


@pytest.fixture(scope="session")
def real_postcodes():
    """Every located postcode of the PO area."""
    if not POSTCODES.exists():
        pytest.skip("needs ../shared/data/postcodes/unit_postcodes_PO.csv")
    with POSTCODES.open(newline="") as lines:
        return {row["postcode"] for row in csv.DictReader(lines) if row["latitude"]}
