"""What a listing tells people, line by line, for the one who is asked whether it is right: all that its page shows."""

from collections.abc import Iterator

from core import clock
from directory.listings import shown, spoken, trust_facts
from directory.listings.models import Service

Line = tuple[str, str]


def told(service: Service) -> list[Line]:
    """Labels and words, in the order of the public page; empty words where the listing does not say.

    What the form does not ask about stands here only where the listing says it.
    """
    seldom = (*_seldom_said(service), *_about_the_organisation(service))
    return [*_what_it_is(service), *_where_and_when(service), *_who_and_how(service), *filter(_says, seldom)]


def _what_it_is(service: Service) -> Iterator[Line]:
    yield "Name", service.name
    yield "Organisation", service.organization.name if service.organization else ""
    yield "Is it running?", f"{service.status.words}. {service.status.sentence}"
    yield "Notice", service.alert or ""
    yield "Description", service.description or ""


def _where_and_when(service: Service) -> Iterator[Line]:
    places = shown.places(service)
    yield "When", _paragraphs(map(_session, shown.sessions(service, dated=True)))
    yield "Where", _paragraphs(map(_place, places))
    yield "Access", "\n".join(words for place in places for words in place.access)
    yield "Cost", "\n".join(shown.prices(service))


def _who_and_how(service: Service) -> Iterator[Line]:
    yield "Age", spoken.ages(service)
    yield "Who it is for", service.eligibility_description or ""
    yield "How to join", service.application_process or ""
    yield "Languages", ", ".join(shown.languages(service))
    yield "Contact", _paragraphs(map(_person, shown.people(service)))
    yield "Email", _address(shown.email(service.email))
    yield "Website", _address(shown.website(service.url))
    yield "Topics", ", ".join(term.label for terms in shown.topics(service).values() for term in terms)


def _seldom_said(service: Service) -> Iterator[Line]:
    yield "For people in", "\n".join(shown.areas(service))
    yield "Room", trust_facts.of(service, clock.today()).room_told(clock.today())
    yield "Waiting time", service.wait_time or ""
    yield "Interpreters", service.interpretation_services or ""
    yield "Accreditation", service.accreditations or ""


def _about_the_organisation(service: Service) -> Iterator[Line]:
    if about := service.organization:
        yield f"About {about.name}", about.description or ""
        yield "Website of the organisation", _address(shown.website(about.website)) if about.description else ""


def _says(line: Line) -> bool:
    return bool(line[1])


def _paragraphs(texts) -> str:
    return "\n\n".join(filter(None, texts))


def _session(session: shown.Session) -> str:
    """The session as its page has it: "Fridays 10am to midday, at The Boat Shed, next on …"; a line for each note."""
    words = ", at ".join(filter(None, (session.words, session.place)))
    return "\n".join((", ".join(filter(None, (words, session.next))), *session.notes))


def _place(place: shown.Place) -> str:
    """A place, a line for each part; of a confidential one nobody is told more, not even here."""
    return "\n".join(filter(None, (*place.lines, place.description, place.travel)))


def _person(person: shown.Person) -> str:
    numbers = (": ".join(filter(None, (phone.note, phone.words))) for phone in person.phones)
    return "\n".join(filter(None, (person.name, *numbers, _address(person.email))))


def _address(link: shown.Linked | None) -> str:
    return link.words if link else ""
