"""Small documents for tests: a PDF and pictures, made by the libraries that read them."""

import io

from PIL import Image
from pypdf import PdfWriter


def a_pdf(change=None, pages: int = 1) -> bytes:
    """A PDF of blank pages; `change` may do something to its writer first."""
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(width=200, height=200)
    if change:
        change(writer)
    writer.write(out)
    return out.getvalue()


def a_picture(kind: str = "JPEG", size: tuple[int, int] = (8, 6), **options) -> bytes:
    """A grey picture of `size` pixels."""
    out = io.BytesIO()
    Image.new("RGB", size, "grey").save(out, kind, **options)
    return out.getvalue()
