"""An editor brings in a table of 500 rows, twelve of them wrong, and merges a listing that is there twice."""

import uuid

from core.db import transaction
from directory.exchange.duplicates import operations as duplicates
from directory.listings import operations as listings
from tests.directory.listings.examples import EDITOR as ACTOR
from tests.journeys.cast import EDITOR, sign_in

# What is wrong with each twentieth row, by our word for the column: twelve in all.
WRONG = [("Name", ""), ("Postcode", "PO99"), ("Mail", "nobody"), ("Oldest", "minus one")] * 3
HEADER = ["Name", "Postcode", "When", "Cost", "Mail", "Oldest"]


def rows() -> str:
    lines = []
    for number in range(500):
        row = dict.fromkeys(HEADER, "") | {"Name": f"Quilters {number}", "Postcode": "PO1 2DY", "Cost": "£2 a session"}
        row["When"] = "Wednesdays 10-12" if number % 2 else "by arrangement"
        if number % 20 == 0 and number < 240:
            column, text = WRONG[number // 20]
            row[column] = text
        lines.append(",".join(row.values()))
    return "\n".join([",".join(HEADER), *lines])


def test_a_table_of_500_rows_is_matched_previewed_and_imported_with_12_bad_rows_explained(window):
    editor = sign_in(window(), EDITOR).follow("Listings").follow("Import a table")
    editor.fill("What is this list called?", "Quilting in Fratton")
    upload = {"name": "quilters.csv", "mimeType": "text/csv", "buffer": rows().encode()}
    editor.page.get_by_label("File", exact=True).set_input_files(upload)
    editor.press("Continue").sees("quilters.csv has 500 rows", "For example: by arrangement · Wednesdays 10-12")
    assert editor.page.get_by_label("Mail", exact=True).input_value() == "email"
    editor.page.get_by_label("Oldest", exact=True).select_option(label="Oldest age")
    editor.fill("Organisation", "Fratton Quilters").press("Show what would happen")
    editor.sees("Nothing is written yet", "“PO99” is not a full UK postcode", "there is no name", "“minus one” is not")
    assert editor.page.locator("tbody tr").count() == 12
    editor.page.set_default_timeout(60_000)  # 500 listings are written, however busy the machine is
    editor.press("Import 488 listings").sees("Imported", "“nobody” is not an email address")
    assert editor.page.locator("tbody tr").count() == 12
    editor.open("/directory/listings?words=Quilters").sees("488 listings")


def test_a_duplicate_is_merged_and_its_old_address_leads_on(window, site):
    with site.app_context(), transaction():
        ids = [str(listings.add_listing(ACTOR, document=document).id) for document in LIGHTHOUSES]
        pair = duplicates.pair_up(ACTOR, one=uuid.UUID(ids[0]), other=uuid.UUID(ids[1]))
        keep = "The first" if str(pair.left_id) == ids[0] else "The second"
    editor = sign_in(window(), EDITOR).follow("Listings").follow("Listings that may be there twice")
    editor.follow("Lighthouse Painters", exact=False).sees("The names are the same", "Both are at PO1 2DY")
    editor.choose(keep).answer("Sessions", "From both").press("Merge them")
    editor.sees("Lighthouse Painters", "Bring a brush.", "Mondays from 10am", "Fridays from 2pm")
    public = window().open(f"/directory/listings/{ids[1]}").sees("Fridays from 2pm", "Mondays from 10am")
    assert public.path.endswith(ids[0])


PLACE = {"location": {"addresses": [{"postal_code": "PO1 2DY", "address_1": "1 Quay", "address_type": "physical"}]}}
LIGHTHOUSES = [
    {"name": "Lighthouse Painters", "service_at_locations": [PLACE], "schedules": [schedule], **more}
    for schedule, more in (
        ({"freq": "WEEKLY", "interval": 1, "byday": "MO", "opens_at": "10:00"}, {}),
        ({"freq": "WEEKLY", "interval": 1, "byday": "FR", "opens_at": "14:00"}, {"description": "Bring a brush."}),
    )
]
