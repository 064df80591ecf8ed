"""A referral's document is given to its service and its practice, to nobody else, and leaves its trace."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from core.audit import AuditEntry
from core.config import ROOT
from core.db import db
from referrals.intake.safeguarding.words import Concern
from referrals.messages.prsb import pdf
from referrals.words import AccessNeed, RiskKind

FORMS = ("", ".json", ".pdf", ".fhir.json")


def exports() -> list[str]:
    db.session.rollback()
    rows = select(AuditEntry).where(AuditEntry.action == "referral.export")
    return [entry.details["form"] for entry in db.session.scalars(rows.order_by(AuditEntry.created_at))]


def test_the_service_and_the_practice_get_it_in_every_form(people, refer, browse):
    said = {"safeguarding": Concern.YES, "safeguarding_details": "Her nephew keeps her money"}
    path = f"/referrals/{refer(own_words='I miss my garden', **said)}/document"
    for actor in (people.clinician, people.service_lead):
        browser = browse(actor)
        page = browser.open(path)
        assert "I miss my garden" in page.words and "Ring in the morning" in page.words
        told = browser.open(f"{path}.json").response
        assert told.json["sections"]["Person demographics"]["Person name"]["Person family name"] == ["Lee"]
        assert "attachment" in told.headers["Content-Disposition"]
        assert f"{path}.fhir.json" in [link["href"] for link in page.soup.find_all("a")]
        bundle = browser.open(f"{path}.fhir.json").response
        assert bundle.mimetype == "application/fhir+json" and "fhir.json" in bundle.headers["Content-Disposition"]
        assert {"Patient", "Practitioner", "ServiceRequest", "Task"} <= {
            entry["resource"]["resourceType"] for entry in bundle.json["entry"]
        }
        for text in (page.words, told.get_data(as_text=True)):
            assert "nephew" not in text and "Safeguarding: what was said of it" in text
        assert "nephew" not in bundle.get_data(as_text=True)
    assert exports() == ["page", "json", "fhir"] * 2


def test_it_is_nobody_elses(people, refer, browse):
    path = f"/referrals/{refer()}/document"
    for form in FORMS:
        browse(people.other_clinician).open(path + form, status=404)
        browse(people.other_link_worker).open(path + form, status=404)
    assert exports() == []


@pytest.mark.skipif(not pdf.is_available(), reason="what PDF is drawn with is not installed here")
def test_the_pdf_is_tagged_and_says_what_the_page_says(people, refer, browse):
    path = f"/referrals/{refer(own_words='I miss my garden')}/document.pdf"
    response = browse(people.link_worker).client.get(path)
    document = PdfReader(io.BytesIO(response.data))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "en" and "/StructTreeRoot" in root
    text = " ".join(page.extract_text() for page in document.pages)
    assert "I miss my garden" in text and "Ann Lee" in text


@pytest.mark.skipif(not pdf.is_available(), reason="what PDF is drawn with is not installed here")
def test_every_sheet_says_whose_it_is_and_the_first_what_to_heed(people, refer, browse):
    said = {"risks": [RiskKind.FALLS], "risk_details": "A loose stair", "access_needs": [AccessNeed.BSL]}
    long = {"need": "A walk " * 280, "own_words": "Music 🎻❤️ " * 150, "reason_for_social_prescribing": "No cure " * 200}
    path = f"/referrals/{refer(**said, **long)}/document.pdf"
    response = browse(people.link_worker).client.get(path)
    sheets = [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(response.data)).pages]
    assert len(sheets) > 1
    for sheet in sheets:
        assert "Ann Lee, born 1 February 1960, NHS number 999" in sheet and "reference FB-" in sheet
    for words in (AccessNeed.BSL.words, "A loose stair", "Ring in the morning"):
        assert sheets[0].index(words) < sheets[0].index("Person demographics"), words
    assert "[violin]" in " ".join(sheets)


def test_a_picture_is_spelled_for_fonts_that_have_none():
    assert pdf.spelled("Music 🎻 and 👍🏽, ❤️ ✓ नि‍") == "Music [violin] and [thumbs up sign], ❤ ✓ नि‍"


def test_on_paper_from_the_browser_stands_the_document_and_nothing_of_the_site(people, refer, browse):
    page = browse(people.link_worker).open(f"/referrals/{refer()}/document")
    main = page.soup.find("main")
    document = main.select_one(".app-document")
    assert "Person demographics" in document.get_text() and not document.find("a")
    assert all(link.find_parent(class_="app-screen-only") for link in main.find_all("a"))
    styles = (ROOT / "static" / "footbridge.css").read_text()
    printed = styles[styles.index("A referral's document on paper") :]
    for hidden in (".nhsuk-header", ".app-acting"):
        assert f"body:has(.app-document) {hidden}" in printed


def test_where_no_pdf_can_be_made_the_page_says_so(people, refer, browse, monkeypatch):
    monkeypatch.setattr(pdf, "weasyprint", None)
    path = f"/referrals/{refer()}/document"
    page = browse(people.link_worker).open(path)
    assert "This page can be printed" in page.words and "Save as PDF" not in page.words
    response = browse(people.link_worker).client.get(f"{path}.pdf")
    assert response.headers["Location"].endswith(path)
