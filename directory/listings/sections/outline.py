"""What each page about a listing asks: for every question its words, and where its answer stands in the document."""

from collections.abc import Iterator
from typing import Any, NamedTuple


class Ask(NamedTuple):
    """One question: `path` leads to its answer from what it is about; `needed` is said where there is none."""

    path: str
    label: str
    hint: str = ""
    editors: bool = False
    needed: str = ""


class Part(NamedTuple):
    """What a listing may have several of: `begin` draws an empty one where there is none, which begins as `new`.

    Where it `adds` not, there is another page for that.
    """

    path: str
    one: str
    asks: tuple[Ask, ...]
    parts: tuple["Part", ...] = ()
    editors: bool = False
    begin: bool = False
    adds: bool = True
    new: dict[str, Any] = {}


class Section(NamedTuple):
    """One page; `key` stands in its address. A page without questions here has a form of its own, see forms.py."""

    key: str
    title: str
    asks: tuple[Ask, ...] = ()
    parts: tuple[Part, ...] = ()
    editors: bool = False


def _for_editors(*asks: tuple[str, ...]) -> tuple[Ask, ...]:
    return tuple(Ask(*ask)._replace(editors=True) for ask in asks)


TERMS = Ask("attributes", "Terms", "A line for each, like “Topics: Singing”", editors=True)

LANGUAGE = (
    Ask("name", "Language"),
    Ask("note", "Note about this language", "For example, on Tuesdays only"),
    *_for_editors(("code", "Code of the language", "For example, pl (ISO 639)")),
)
PHONE = Part(
    "phones",
    "telephone number",
    (
        Ask("number", "Telephone number", needed="Enter the telephone number"),
        Ask("description", "When or what it is for", "For example, weekday mornings"),
        Ask("extension", "Extension"),
        *_for_editors(
            ("type", "Kind of line", "For example, voice, text or fax"),
        ),
    ),
    (Part("languages", "language of this line", LANGUAGE, editors=True),),
    begin=True,
)
ADDRESS = Part(
    "location.addresses",
    "address",
    (
        Ask("address_1", "Address"),
        Ask("address_2", "More of the address"),
        Ask("city", "Town or city"),
        Ask("state_province", "County"),
        Ask("postal_code", "Postcode", "We find the place on the map from this"),
        *_for_editors(
            ("attention", "For the attention of"),
            ("region", "Region"),
            ("country", "Country", "Two letters, like GB"),
            ("address_type", "Kind of address"),
        ),
        TERMS,
    ),
    begin=True,
    new={"country": "GB", "address_type": "physical"},
)
ACCESS = Part(
    "location.accessibility",
    "access feature",
    (
        Ask("description", "What the building has", "For example, a step-free entrance, a hearing loop, parking"),
        Ask("details", "More about this"),
        *_for_editors(("accessibility", "As its source said it"), ("url", "Page about it")),
        TERMS,
    ),
    begin=True,
)
PLACES = Part(
    "service_at_locations",
    "place",
    (
        Ask("where", "What kind of place is it?"),
        Ask("location.name", "Name of the place", "For example, St Brendan’s Hall"),
        Ask("location.description", "About the place", "For example, which door to use"),
        Ask("location.transportation", "How to get there", "For example, buses that stop near"),
        Ask("location.url", "Website of the place"),
        *_for_editors(
            ("description", "What is different at this place"),
            ("location.alternate_name", "Other name of the place"),
            ("location.latitude", "Latitude", "In degrees. Leave it empty to find it from the postcode"),
            ("location.longitude", "Longitude"),
            ("location.external_identifier", "Number of the place", "For example, its UPRN"),
            ("location.external_identifier_type", "What number that is", "For example, UPRN"),
        ),
        Ask("location.attributes", *TERMS[1:]),
    ),
    (ADDRESS, ACCESS, Part("location.languages", "language spoken there", LANGUAGE, editors=True)),
    begin=True,
    new={"location": {"location_type": "physical"}},
)
PRICES = Part(
    "cost_options",
    "price",
    (
        Ask("amount", "Price in pounds", "Enter 0 if it is free"),
        Ask("amount_description", "What the price is for", "For example, per session"),
        Ask("option", "Who pays this price", "For example, members"),
        Ask("valid_from", "From"),
        Ask("valid_to", "Until"),
        *_for_editors(
            ("currency", "Currency", "Three letters, if it is not pounds"),
        ),
    ),
    begin=True,
    new={"currency": "GBP"},
)
AREAS = Part(
    "service_areas",
    "area",
    (
        Ask("name", "Area", "A town, a district or a county, like Havant"),
        Ask("service_area", "The area in other words", "For example, villages north of the motorway"),
        *_for_editors(
            ("description", "About this area"),
            ("extent", "Its outline"),
            ("extent_type", "How the outline is written"),
            ("uri", "Its address in the official list", "For example, that of its ONS code"),
        ),
    ),
    begin=True,
)
SESSIONS = Part(
    "schedules",
    "session",
    (
        Ask("service_at_location_id", "Which place is it at?"),
        Ask("attending_type", "How people take part", "For example, online, by telephone, at home"),
        Ask("schedule_link", "Page with its dates"),
        *_for_editors(
            ("freq", "How often (FREQ)"),
            ("interval", "Every how many weeks or months (INTERVAL)"),
            ("byday", "Days (BYDAY)", "For example, TU,TH or 2MO"),
            ("bymonthday", "Days of the month (BYMONTHDAY)", "For example, 1,15"),
            ("opens_at", "Starts at"),
            ("closes_at", "Ends at"),
            ("dtstart", "First session (DTSTART)"),
            ("until", "Last session (UNTIL)"),
            ("valid_from", "These details are good from"),
            ("valid_to", "These details are good until"),
            ("description", "Description"),
            ("notes", "Notes"),
        ),
    ),
    adds=False,
)
CONTACTS = Part(
    "contacts",
    "contact",
    (
        Ask("name", "Name of the contact", "Anyone can see this"),
        Ask("title", "What they do", "For example, secretary"),
        Ask("email", "Email address of the contact"),
        *_for_editors(
            ("department", "Department"),
        ),
        TERMS,
    ),
    (PHONE,),
    begin=True,
)
IDENTIFIERS = Part(
    "organization.organization_identifiers",
    "registered number",
    (
        Ask("identifier_scheme", "Who gave the number"),
        Ask("identifier", "Number", "For example, a charity number like 1234567", needed="Enter the number"),
        *_for_editors(
            ("identifier_type", "What the number is called"),
        ),
        TERMS,
    ),
    begin=True,
)

NOTICE = Ask("alert", "Notice", "Something people must know now. It stands at the top of the page")
HOW_TO_JOIN = Ask("application_process", "How to join", "For example, just come, or ring first")
EMAIL = Ask("email", "Email address")
OTHER_PHONES = PHONE._replace(one="telephone number without a contact", begin=False)

SECTIONS = (
    Section(
        "about",
        "What it is",
        (
            Ask("name", "Name of the listing", needed="Enter the name of the listing"),
            Ask("alternate_name", "Another name that people know it by"),
            Ask("description", "What it is", "What happens there, in words that anyone understands"),
            Ask("status", "Is it running?"),
            NOTICE,
        ),
    ),
    Section(
        "people",
        "Who it is for",
        (
            Ask("minimum_age", "Youngest age"),
            Ask("maximum_age", "Oldest age"),
            Ask("eligibility_description", "Who it is for", "For example, carers who live in Havant"),
        ),
        (AREAS,),
    ),
    Section("sessions", "When"),
    Section("places", "Where", parts=(PLACES,)),
    Section("session-details", "More about each session", parts=(SESSIONS,)),
    Section(
        "cost",
        "Cost",
        (
            Ask("fees_description", "More about the cost"),
            *_for_editors(
                ("fees", "The cost as its source said it"),
            ),
        ),
        (PRICES,),
    ),
    Section(
        "contact",
        "How to join and get in touch",
        (
            HOW_TO_JOIN,
            Ask("wait_time", "Waiting time", "For example, two weeks"),
            EMAIL,
            Ask("url", "Website"),
        ),
        (CONTACTS, OTHER_PHONES),
    ),
    Section(
        "languages",
        "Languages",
        (Ask("interpretation_services", "Interpreters", "For example, British Sign Language on request"),),
        (Part("languages", "language", LANGUAGE, begin=True),),
    ),
    Section(
        "organisation",
        "The organisation",
        (
            *_for_editors(
                ("organization.name", "Name of the organisation"),
            ),
            Ask("organization.alternate_name", "Other name of the organisation"),
            Ask("organization.description", "About the organisation"),
            Ask("organization.email", "Email address of the organisation"),
            Ask("organization.website", "Website of the organisation"),
            Ask("organization.logo", "Address of its logo on the web"),
            Ask("organization.legal_status", "What kind of organisation it is", "For example, a charity"),
            Ask("organization.year_incorporated", "Year in which it was founded"),
            *_for_editors(
                ("organization.uri", "Its address in an official list"),
                ("organization.parent_organization_id", "Id of the organisation that it belongs to"),
            ),
            Ask("organization.attributes", *TERMS[1:]),
        ),
        (IDENTIFIERS,),
    ),
    # A group suggests topics, and an editor decides: see docs/decisions/topics.md.
    Section("topics", "Topics", editors=True),
    Section("taking-part", "How people take part"),
    Section(
        "more",
        "More",
        (
            Ask("accreditations", "Accreditation", "For example, a quality mark"),
            Ask("licenses", "Licences"),
            *_for_editors(
                ("assured_date", "Last checked on"),
                ("assurer_email", "Email address of whoever checks it", "Only editors see this"),
            ),
        ),
        (
            Part(
                "funding",
                "source of funding",
                (Ask("source", "Who pays for it", needed="Enter who pays for it"),),
                begin=True,
            ),
        ),
    ),
)
# For whoever has two minutes: what changes most often, the times among it, on one page.
SHORT = Section(
    "short",
    "What changes most often",
    (NOTICE, HOW_TO_JOIN, EMAIL),
    (PRICES, CONTACTS._replace(begin=False, adds=False), OTHER_PHONES),
)
BY_KEY = {section.key: section for section in (*SECTIONS, SHORT)}


def for_whom(asked: tuple, editor: bool) -> Iterator:
    """The pages, questions or parts that an editor, or somebody else, is asked."""
    return (one for one in asked if editor or not one.editors)
