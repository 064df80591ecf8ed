"""An editor keeps the directory's words: a term merged, a list taken in, a collection that everyone reads."""

import pytest

from tests.journeys.cast import EDITOR, sign_in

pytestmark = pytest.mark.page_only


def test_an_editor_merges_a_term_and_takes_a_list_in(window, tmp_path):
    editor = sign_in(window(), EDITOR).follow("Taxonomies").sees("For whom").follow("Topics")
    editor.follow("Arts and crafts").follow("merge this term into the other")
    editor.page.get_by_label("Merge into").select_option(label="Topics: Music")
    editor.press("Merge").sees("Arts and crafts is merged")

    terms = tmp_path / "sports.csv"
    terms.write_text("name,parent\nBowls,\nLawn bowls,Bowls\nTennis,Nets\n")
    editor.follow("Taxonomies").press("Import a list of terms").fill("What is this taxonomy called?", "Sports")
    editor.page.get_by_label("File").set_input_files(terms)
    editor.press("Continue").sees("Row 4, Tennis", "Lawn bowls, under Bowls")
    editor.press("Import these terms").sees("2 added", "Lawn bowls")

    editor.follow("Taxonomies")
    editor.follow("Words that mean the same").sees("lonely, loneliness").press("Add words")
    editor.fill("Words and phrases that mean the same", "kites\nflying", exact=False).press("Add these words")


def test_an_editor_gathers_a_collection_and_everyone_reads_it(window):
    editor = sign_in(window(), EDITOR).follow("Taxonomies").follow("Collections").press("Add a collection")
    editor.fill("Name", "Sing with us").fill("Introduction", "Loudly.").press("Add this collection")
    editor.press("Add a listing").fill("Words in the name", "Tidemark").press("Find").follow("Tidemark Singers")
    editor.fill("Why it is in this collection", "By ear.", exact=False).press("Add this listing")
    editor.follow("Change line or place", exact=False).press("Save")
    public = window().open("/directory/collections").sees("Getting out after a bereavement").follow("Sing with us")
    public.sees("Loudly.", "1 group", "Tidemark Singers", "By ear.")
