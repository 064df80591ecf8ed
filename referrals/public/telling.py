"""What whoever asked, and the service, are written about a request: its reference, and nothing of anybody."""

import uuid

from accounts.models import Organisation
from core.identifiers import telephone
from core.links import link
from core.outbox import operations as outbox
from referrals.intake import queries as intake
from referrals.public import codes
from referrals.public.models import Enquiry
from referrals.public.queries import ToCheck
from referrals.public.words import Proof

PAGE_OF_ASKER = "/referrals/public/sent/{token}"
PAGE_OF_SERVICE = "/referrals/enquiries/{id}"
PAGE_OF_ALL = "/referrals/enquiries"
# The kinds of reminders: of everything that is late, and of one request that names something urgent.
UNCHECKED, URGENT = "enquiry.unchecked", "enquiry.urgent"
NAMED = 20  # references in one letter; the page has them all
CODE_WORDS = "Your code is {code}. It works once, for {minutes} minutes."


def code_words(code: str) -> str:
    """The code and how long it works: all that a text message says."""
    return CODE_WORDS.format(code=codes.spoken(code), minutes=int(codes.LASTS.total_seconds() // 60))


def send_code(to: str, code: str) -> None:
    """Send the code to an e-mail address; the letter repeats nothing that was typed, for it may be somebody else's."""
    text = (
        f"{code_words(code)}\nEnter it on the page that you have open.\n\n"
        "If you have not asked for a code, you need not do anything: without it nothing is sent."
    )
    outbox.post(to=to, subject="Your code", text=text, kind="enquiry.code")


def tell_sent(enquiry: Enquiry, token: str) -> None:
    """Give a proved address the reference, and the page that says what becomes of it."""
    _tell(
        enquiry,
        "sent",
        f"Request {enquiry.reference} has been sent",
        "Somebody reads it, and makes contact in the way that you said is safe.",
        f"\nSee what becomes of it:\n{link(PAGE_OF_ASKER.format(token=token))}\n",
    )


def tell_answered(enquiry: Enquiry) -> None:
    """Say that it is answered, where the address is proved; the answer itself is on the page."""
    words = "Open the page of your request, by the link in our first email, to read the answer."
    _tell(enquiry, "answered", f"Request {enquiry.reference} has been answered", words)


def _tell(enquiry: Enquiry, kind: str, subject: str, sentence: str, more: str = "") -> None:
    if not (enquiry.is_proved and enquiry.proof is Proof.EMAIL):
        return
    number = enquiry.service.telephone
    ring = f"\nQuestions? Ring {telephone.spoken(number)} and give the reference.\n" if number else ""
    text = f"{subject}.\n{sentence}\n{more}{ring}"
    outbox.post(to=enquiry.asker_email, subject=subject, text=text, kind=f"enquiry.{kind}", about=enquiry)


def tell_service(enquiry: Enquiry) -> None:
    """Tell those who lead the service, or everybody at one without a lead, that something waits to be checked."""
    if enquiry.urgent_signs:
        said = "A new request that names something urgent", "Check it today."
    else:
        said = "A new request from the public form", "It waits to be checked."
    _tell_service(enquiry, "enquiry.new", *said)


def remind_of_urgent(enquiry: Enquiry) -> int:
    """Say that something urgent is still not checked, without saying what; returns how many were told."""
    return _tell_service(enquiry, URGENT, "Not checked yet: a request that names something urgent", "Check it today.")


def _tell_service(enquiry: Enquiry, kind: str, what: str, sentence: str) -> int:
    subject = f"{what}: {enquiry.reference}"
    address = link(PAGE_OF_SERVICE.format(id=enquiry.id))
    text = f"{subject}.\n{sentence}\n\nOpen the request:\n{address}\n"
    return _post(enquiry.service_id, enquiry, kind, subject, text)


def remind(late: list[ToCheck]) -> int:
    """One letter on everything that a service should have checked by now; returns how many were told."""
    service = late[0].enquiry.service
    subject = f"Requests from the public form that nobody has checked: {len(late)}"
    lines = [f"{one.enquiry.reference}: {one.enquiry.waiting_days} working days" for one in late[:NAMED]]
    text = f"{subject}.\nThe oldest:\n\n" + "\n".join(lines) + f"\n\nOpen the requests:\n{link(PAGE_OF_ALL)}\n"
    return _post(service.id, service, UNCHECKED, subject, text)


def _post(service_id: uuid.UUID, about: Enquiry | Organisation, kind: str, subject: str, text: str) -> int:
    people = intake.leads_of(service_id) or intake.link_workers_of(service_id)
    for person in people:
        outbox.post(to=person.email, subject=subject, text=text, kind=kind, about=about)
    return len(people)
