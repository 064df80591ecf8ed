"""Pages as tagged PDF (PDF/UA-1), where WeasyPrint and the libraries that it draws with are installed."""

import re
import unicodedata

from core.config import ROOT

try:
    import weasyprint
except (ImportError, OSError):  # without Pango it does not even import
    weasyprint = None


# Emoji and other pictures, with what joins them or changes their colour; and what asks for the coloured form of a sign.
PICTURE = re.compile("[\U0001f000-\U0001f3fa\U0001f400-\U0001faff][\ufe0f\U0001f3fb-\U0001f3ff]*\u200d?")
IN_COLOUR = "\ufe0f"
STYLES = ROOT / "static" / "document.css"


def is_available() -> bool:
    """Whether PDF can be made here."""
    return weasyprint is not None


def of_page(html: str) -> bytes:
    """A page as PDF. Nothing that the page names is fetched, from the network or from the disk."""
    page = weasyprint.HTML(string=spelled(html), url_fetcher=_refuse)
    return page.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[weasyprint.CSS(string=STYLES.read_text())])


def spelled(text: str) -> str:
    """The text with its pictures by their names: fonts for documents have no emoji and would leave an empty box."""
    return PICTURE.sub(lambda found: _named(found.group()[0]), text).replace(IN_COLOUR, "")


def _named(picture: str) -> str:
    name = unicodedata.name(picture, "").lower()
    return f"[{name or 'picture'}]"


def _refuse(address: str, *_args, **_kwargs):
    raise ValueError("a document fetches nothing")
