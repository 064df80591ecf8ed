"""What a file really is, told from its bytes: a PDF without anything that acts, or a picture, which is drawn anew."""

import io
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

LARGEST = 10 * 1024**2  # bytes
MOST_PIXELS = 40_000_000  # a telephone's largest photograph, and half as much again
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF = "application/pdf"
ENDINGS = {PDF: ".pdf", "image/jpeg": ".jpg", "image/png": ".png"}
QUALITY = 90  # of a JPEG that is drawn anew, in Pillow's scale to 95
# What a document's own catalogue may hold that runs or hides something. A letter needs none of it.
ACTS = frozenset({"/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/XFA"})
DEPTH = 6


class NotTaken(ValueError):
    """Why this file is not taken, in words for the person."""


class Content(NamedTuple):
    """A file that may be kept: its media type and its bytes."""

    media_type: str
    data: bytes


def check(data: bytes) -> Content:
    """What to keep of a file of `data` bytes. Raises NotTaken for anything but a harmless PDF, JPEG or PNG."""
    if not data:
        raise NotTaken("The file is empty")
    if len(data) > LARGEST:
        raise NotTaken(f"The file must be {LARGEST // 1024**2} MB or smaller")
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    return _picture(data)


def _pdf(data: bytes) -> Content:
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted
        acts = not locked and _acts(reader.trailer["/Root"])
        pages = 0 if locked else len(reader.pages)
    except Exception:  # what a broken PDF makes its reader raise is no list that anybody keeps
        raise NotTaken("The PDF cannot be read: save or print it as a PDF again") from None
    if locked:
        raise NotTaken("The PDF is locked with a password: save it without one")
    if acts:
        raise NotTaken("The PDF holds programs or other files: print it as a PDF again")
    if not pages:
        raise NotTaken("The PDF has no pages")
    return Content(PDF, data)


def _acts(item, depth: int = DEPTH) -> bool:
    """Whether the catalogue, or what it leads to short of the pages, holds something that acts."""
    item = item.get_object() if hasattr(item, "get_object") else item
    if not isinstance(item, DictionaryObject) or depth == 0:
        return False
    if ACTS & set(item) or item.get("/S") in ACTS:
        return True
    return any(_acts(value, depth - 1) for key, value in item.items() if key not in {"/Pages", "/Parent", "/Outlines"})


def _picture(data: bytes) -> Content:
    """The picture drawn anew and upright: where it was taken and whatever else hid in the file is not in it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=tuple(PICTURES))
            if picture.width * picture.height > MOST_PIXELS:
                raise NotTaken("The picture has too many pixels: save it smaller")
            kind = picture.format
            upright = ImageOps.exif_transpose(picture)
            upright.load()
    except NotTaken:
        raise
    except Exception:  # as for a PDF
        raise NotTaken("The file must be a PDF, or a picture as JPEG or PNG") from None
    return Content(PICTURES[kind], _drawn(upright, kind))


def _drawn(picture: Image.Image, kind: str) -> bytes:
    clean = picture.convert("RGB") if kind == "JPEG" else picture.convert("RGBA" if _see_through(picture) else "RGB")
    clean.info.clear()
    out = io.BytesIO()
    clean.save(out, kind, **({"quality": QUALITY} if kind == "JPEG" else {}))
    return out.getvalue()


def _see_through(picture: Image.Image) -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info
