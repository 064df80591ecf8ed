"""Pages as tagged PDF (PDF/UA-1), where WeasyPrint and the libraries that it draws with are installed."""

from core.config import ROOT

try:
    import weasyprint
except (ImportError, OSError):  # without Pango it does not even import
    weasyprint = None


STYLES = ROOT / "static" / "document.css"


def is_available() -> bool:
    """Whether PDF can be made here."""
    return weasyprint is not None


def of_page(html: str) -> bytes:
    """A page as PDF. Nothing that the page names is fetched, from the network or from the disk."""
    page = weasyprint.HTML(string=html, url_fetcher=_refuse)
    return page.write_pdf(pdf_variant="pdf/ua-1", stylesheets=[weasyprint.CSS(string=STYLES.read_text())])


def _refuse(address: str, *_args, **_kwargs):
    raise ValueError("a document fetches nothing")
