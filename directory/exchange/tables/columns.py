"""Our columns: the field that each fills, the words over it in our own export, and what other tables call it."""

import re
from typing import NamedTuple

from rapidfuzz import fuzz, process

ALIKE = 88  # of 100: "Postcodes" is our postcode, "Post held" is not


class Column(NamedTuple):
    """One of ours: its name in the code, the words over it, and other words for it, small and plain."""

    name: str
    words: str
    also: tuple[str, ...]


def _column(name: str, words: str, also: str = "") -> Column:
    return Column(name, words, tuple(filter(None, (one.strip() for one in also.split(",")))))


ID, NAME, POSTCODE = "id", "name", "postcode"
COLUMNS = {
    column.name: column
    for column in (
        _column(ID, "Listing id", "id, ref, reference, uid, unique id, record id, service id, identifier, key"),
        _column(
            NAME,
            "Name",
            "name of listing, listing, listing name, title, group, group name, service, service name, activity,"
            "activity name, club, club name, project, project name, name of group, name of service, what",
        ),
        _column("alternate_name", "Other name", "alternate name, also known as, aka, known as, short name"),
        _column(
            "organisation",
            "Organisation",
            "organization, organisation name, organization name, provider, provider name, run by, delivered by,"
            "charity, company, who runs it, lead organisation, host",
        ),
        _column("charity_number", "Charity number", "charity no, registered charity number, charity registration"),
        _column("company_number", "Company number", "company no, companies house number, company registration number"),
        _column(
            "description",
            "What it is",
            "description, about, details, summary, information, info, service description, what we do, what happens,"
            "about the group, overview, notes",
        ),
        _column("status", "Is it running?", "status, running, active, is it active, state, live"),
        _column(
            "topics",
            "Topics",
            "topic, tags, tag, categories, category, keywords, type, theme, themes",
        ),
        _column(
            "place_name",
            "Name of the place",
            "venue, venue name, place, place name, location, location name, building, site, where, hall",
        ),
        _column(
            "address",
            "Address",
            "address 1, address line 1, street, street address, venue address, address1, addr1, line 1, road",
        ),
        _column("address_2", "Address, second line", "address 2, address line 2, address2, line 2, locality, village"),
        _column("town", "Town or city", "town, city, post town, town city, area town"),
        _column("county", "County", "region, state, province, state province"),
        _column(POSTCODE, "Postcode", "post code, postal code, zip, zip code, pcode, venue postcode, pc"),
        _column("latitude", "Latitude", "lat, y"),
        _column("longitude", "Longitude", "long, lng, lon, x"),
        _column("confidential", "Confidential address", "confidential, address is confidential, secret address"),
        _column(
            "access",
            "Access",
            "accessibility, access needs, disabled access, wheelchair access, accessible, access information,"
            "facilities",
        ),
        _column(
            "service_area",
            "For people in",
            "service area, area, area covered, area served, catchment, coverage",
        ),
        _column(
            "sessions",
            "When",
            "sessions, schedule, times, timetable, opening hours, opening times, hours, day and time,"
            "days and times, when is it, session times, meeting times, date and time",
        ),
        _column("days", "Days", "day, weekday, day of week, day of the week, which day, meeting day"),
        _column("opens_at", "Starts at", "start, start time, starts, opens, opens at, opening time, from, time from"),
        _column("closes_at", "Ends at", "end, end time, ends, finish, finish time, closes, closing time, until"),
        _column(
            "prices",
            "Cost",
            "price, prices, fee, charge, charges, cost per session, how much, entry, amount",
        ),
        _column("fees_description", "More about the cost", "fees, fees description, cost details, payment, cost notes"),
        _column("minimum_age", "Youngest age", "minimum age, min age, age from, from age, lowest age, age min"),
        _column("maximum_age", "Oldest age", "maximum age, max age, age to, to age, highest age, age max"),
        _column("ages", "Ages", "age, age range, age group, ages covered, age limit"),
        _column(
            "eligibility_description",
            "Who it is for",
            "eligibility, who for, for whom, audience, target group, target audience, who can come, criteria, for",
        ),
        _column(
            "application_process",
            "How to join",
            "how to apply, referral, referral route, how to refer, joining, booking, how to book, access route,"
            "how to access, referral process, application process",
        ),
        _column("wait_time", "Waiting time", "wait time, waiting list, wait"),
        _column(
            "contact_name",
            "Name of the contact",
            "contact, contact name, contact person, organiser, leader",
        ),
        _column(
            "telephone",
            "Telephone number",
            "telephone, phone, tel, phone number, tel no, contact number, mobile, telephone no, contact telephone,"
            "contact phone, call, ring",
        ),
        _column("email", "Email address", "email, e mail, e mail address, mail, contact email, email contact"),
        _column("url", "Website", "web, web site, url, link, web address, website address, homepage, web page, www"),
        _column("languages", "Languages", "language, languages spoken, spoken languages"),
        _column(
            "interpretation_services",
            "Interpreters",
            "interpreter, interpretation, interpretation services",
        ),
        _column("accreditations", "Accreditation", "accreditations, accredited, quality mark"),
        _column("alert", "Notice", "alert, warning, news, important"),
        _column("assured_date", "Last checked", "assured date, last assured, checked on, last verified, date checked"),
    )
}
# What may be said once for every row; a cell that says something stands before it.
FOR_ALL = ("organisation", "topics", "town", "service_area")


def plain(words: str) -> str:
    """Small letters and digits with single spaces: "E-mail  Address:" is "e mail address"."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


_KNOWN = {plain(words): column.name for column in COLUMNS.values() for words in reversed((column.words, *column.also))}
_KNOWN |= {plain(column.words): column.name for column in COLUMNS.values()}


def guess(header: list[str]) -> list[str]:
    """The name of our column for each of theirs, "" where none fits; none of ours twice, the surest first."""
    sure = [_KNOWN.get(plain(words), "") for words in header]
    taken, found = set(), []
    for name in sure:
        found.append("" if name in taken else name)
        taken.add(name)
    for at, words in enumerate(header):
        if not found[at] and (name := _likely(words)) and name not in taken:
            found[at] = name
            taken.add(name)
    return found


def _likely(words: str) -> str:
    """By likeness, for words that are nearly ours."""
    best = process.extractOne(plain(words), _KNOWN.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
    return _KNOWN[best[0]] if best and len(plain(words)) > 3 else ""
