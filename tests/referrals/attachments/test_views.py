"""Documents of a referral: added and saved by its practice and its service, strangers find nothing."""

import io

import pytest

from core.db import db, transaction
from core.refusals import Refused
from referrals.attachments import operations, queries
from referrals.attachments.models import Attachment, AttachmentContent
from referrals.intake.models import Referral
from tests.support.documents import a_pdf, a_picture


def upload(browser, referral_id, data: bytes, name="Letter.pdf", *, status=302):
    path = f"/referrals/{referral_id}/attachments"
    fields = {key: values[0] for key, values in browser.open(path).fields().items()}
    return browser.post(path, fields | {"file": (io.BytesIO(data), name)}, status=status)


def only_one() -> Attachment:
    db.session.expire_all()
    return db.session.query(Attachment).one()


def test_a_document_goes_from_the_practice_to_the_service_to_be_saved_only(people, refer, browse):
    referral_id, clinician = refer(), browse(people.clinician)
    upload(clinician, referral_id, a_pdf(), name='..\\x/"Let\r\nter".PDF')
    kept = only_one()
    address = f"/referrals/attachments/{kept.id}"
    assert kept.name.endswith(".pdf") and "\n" not in kept.name and "/" not in kept.name
    worker = browse(people.link_worker)
    assert "Documents (1)" in worker.open(f"/referrals/{referral_id}").words
    with worker.app.app_context():
        answer = worker.client.get(address)
    assert answer.data == a_pdf() and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    for stranger in (people.other_clinician, people.other_link_worker):
        browse(stranger).open(address, status=404)
    browse(people.directory_editor).open(address, status=403)
    browse().open(address, status=302)


def test_a_page_that_calls_itself_a_pdf_is_refused_beside_its_field(people, refer, browse):
    referral_id, clinician = refer(), browse(people.clinician)
    page = upload(clinician, referral_id, b"<script>alert(1)</script>", status=422)
    assert page.errors() == {"file": "The file must be a PDF, or a picture as JPEG or PNG"}
    assert "Choose a file" in str(upload(clinician, referral_id, b"", name="", status=422).errors())
    assert db.session.query(Attachment).count() == 0


def test_who_added_it_removes_it_and_its_bytes_are_gone(people, refer, browse):
    referral_id, clinician = refer(), browse(people.clinician)
    upload(clinician, referral_id, a_picture("PNG"), name="Scan")
    path = f"/referrals/attachments/{only_one().id}/remove"
    worker = browse(people.link_worker)
    assert "of another organisation: ask them to remove it" in worker.open(path).words
    with pytest.raises(Refused, match="of another organisation"), transaction():
        operations.remove(people.link_worker, only_one(), version=only_one().version)
    page = clinician.send(clinician.open(path))
    assert "Scan.png removed" in page.words and "No documents yet" in page.words
    assert only_one().removed_by_name == "Dr Priya Shah" and db.session.query(AttachmentContent).count() == 0
    clinician.open(path, status=404)


def test_there_are_only_so_many_and_none_for_a_referral_that_has_ended(people, refer, step, monkeypatch):
    monkeypatch.setattr(operations, "MOST", 1)
    referral_id = refer()

    def attach():
        with transaction():
            referral = db.session.get(Referral, referral_id)
            operations.attach(people.clinician, referral, name="Letter", data=a_pdf())

    attach()
    with pytest.raises(Refused, match="remove one"):
        attach()
    step(people.clinician, referral_id, "withdraw", words="Moved away")
    with pytest.raises(Refused, match="Withdrawn"):
        attach()
    assert len(queries.of(db.session.get(Referral, referral_id))) == 1


def test_what_the_service_adds_is_kept_from_a_practice_that_is_not_to_be_told(people, refer, browse):
    referral_id, clinician, worker = refer(tell_gp=False), browse(people.clinician), browse(people.link_worker)
    path = f"/referrals/{referral_id}/attachments"
    upload(worker, referral_id, a_pdf(), name="What came of it.pdf")
    browse(people.colleague).open(f"/referrals/attachments/{only_one().id}", status=404)
    upload(clinician, referral_id, a_pdf(), name="Letter.pdf")
    assert "What came of it" in worker.open(path).words and "reads what it added itself" in worker.open(path).words
    page = clinician.open(path)
    assert "Letter.pdf" in page.words and "What came of it" not in page.words
