"""What a file is: told from its bytes, whatever it calls itself; pictures are drawn anew."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from referrals.attachments import contents
from referrals.attachments.contents import NotTaken, check
from tests.support.documents import a_pdf, a_picture


def test_a_pdf_stays_as_it_is():
    data = a_pdf()
    assert check(data) == ("application/pdf", data)


def acting(**keys):
    """What makes a PDF do `S` when it is opened."""
    action = DictionaryObject({NameObject(f"/{key}"): value for key, value in keys.items()})
    return lambda writer: writer.root_object.update({NameObject("/OpenAction"): action})


@pytest.mark.parametrize(
    "change",
    [
        acting(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)")),
        acting(S=NameObject("/Launch"), F=TextStringObject("cmd.exe")),
        lambda writer: writer.add_attachment("hidden.exe", b"MZ"),
    ],
    ids=["JavaScript", "a command", "a file inside"],
)
def test_a_pdf_that_acts_or_hides_is_not_taken(change):
    with pytest.raises(NotTaken, match="programs or other files"):
        check(a_pdf(change))


def test_a_locked_pdf_is_told_so():
    with pytest.raises(NotTaken, match="password"):
        check(a_pdf(lambda writer: writer.encrypt("secret", algorithm="AES-256")))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 and nothing else", "cannot be read"),
        (b"<script>alert(1)</script>", "must be a PDF"),
        (b"GIF89a" + bytes(100), "must be a PDF"),
        (b"\xff\xd8\xff" + bytes(100), "must be a PDF"),
        (bytes(contents.LARGEST + 1), "10 MB or smaller"),
    ],
    ids=["empty", "broken PDF", "markup", "GIF", "broken JPEG", "too large"],
)
def test_what_is_not_taken_is_told_why(data, words):
    with pytest.raises(NotTaken, match=words):
        check(data)


def test_a_picture_is_drawn_anew_without_its_place_and_what_was_glued_to_it():
    exif = Image.Exif()
    exif[0x010E] = "Taken at 1 Hidden Lane"
    taken = check(a_picture(exif=exif.tobytes()) + b"<script>glued</script>")
    assert taken.media_type == "image/jpeg"
    assert b"Hidden" not in taken.data and b"glued" not in taken.data
    assert Image.open(io.BytesIO(taken.data)).size == (8, 6)


def test_a_picture_that_lay_on_its_side_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    assert Image.open(io.BytesIO(check(a_picture(exif=exif.tobytes())).data)).size == (6, 8)


@pytest.mark.parametrize("mode", ["P", "L", "RGBA", "1", "LA"])
def test_every_sort_of_png_is_taken(mode):
    out = io.BytesIO()
    Image.new(mode, (3, 2)).save(out, "PNG")
    assert check(out.getvalue()).media_type == "image/png"


def test_a_picture_of_too_many_pixels_is_not_even_opened(monkeypatch):
    monkeypatch.setattr(contents, "MOST_PIXELS", 40)
    with pytest.raises(NotTaken, match="too many pixels"):
        check(a_picture())


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n"]))
def test_rubbish_is_refused_and_nothing_worse(data, beginning):
    with pytest.raises(NotTaken):
        check(beginning + data)
