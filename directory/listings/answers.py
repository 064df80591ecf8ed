"""Between a listing's document and the short form that people fill in: what the form does not ask is left as it is.

`answers_of` gives the answers that the form begins with. `with_answers` puts answers back, group by group, and only
where a group says something else than before: so a form sent back untouched changes nothing at all.
"""

import copy
from collections.abc import Callable
from typing import Any

from core.identifiers import NotValid, telephone
from core.text import tidy
from directory.listings.session_answers import breaks, put_breaks, put_sessions, sessions
from directory.listings.taking_part import put_taking_part, taking_part
from directory.listings.taxonomies import OWN
from directory.listings.where_and_when import place, put, put_place

FREE, PAID, AS_IS = "free", "paid", "as it is"
PLAIN = {
    "text": (
        "name",
        "description",
        "eligibility_description",
        "application_process",
        "fees_description",
        "alert",
        "email",
        "url",
    ),
    "number": ("minimum_age", "maximum_age"),
}


def answers_of(document: dict) -> dict[str, Any]:
    """What the form says of a listing, by the names of its fields."""
    answers: dict[str, Any] = {name: tidy(document.get(name, "")) for name in PLAIN["text"]}
    answers |= {name: document.get(name) for name in PLAIN["number"]}
    answers["organisation"] = tidy((document.get("organization") or {}).get("name", ""))
    for group in GROUPS:
        answers |= group(document)
    return answers


def with_answers(document: dict, answers: dict[str, Any]) -> dict:
    """The document with the answers in it. The organization is for the caller to choose."""
    before = answers_of(document)
    after = copy.deepcopy(document)
    for name in (*PLAIN["text"], *PLAIN["number"]):
        if answers.get(name, before[name]) != before[name]:
            put(after, name, answers[name])
    for group, put_back in GROUPS.items():
        known = group(document)
        said = {name: answers.get(name, value) for name, value in known.items()}
        if said != known:
            put_back(after, said)
    return after


def _running(document: dict) -> dict:
    return {"running": document.get("status", "active")}


def _put_running(document: dict, said: dict) -> None:
    document["status"] = said["running"]


def _topics(document: dict) -> dict:
    terms = [one["taxonomy_term"] for one in document.get("attributes", []) if _term_id(one)]
    own = {term["id"] for term in terms if term.get("taxonomy", OWN) == OWN}
    imported = {term["id"] for term in terms} - own
    return {"topics": sorted(own), "imported_terms": sorted(imported), "new_topics": ""}


def _put_topics(document: dict, said: dict) -> None:
    chosen = dict.fromkeys([*said["topics"], *said["imported_terms"]])
    kept = [one for one in document.get("attributes", []) if _term_id(one) in (None, *chosen)]
    there = {_term_id(one) for one in kept}
    kept += [_topic({"id": term_id}) for term_id in chosen if term_id not in there]
    named = dict.fromkeys(" ".join(name.split()) for name in said["new_topics"].split(","))
    put(document, "attributes", kept + [_topic({"name": name}) for name in named if name])


def _term_id(attribute: dict) -> str | None:
    return (attribute.get("taxonomy_term") or {}).get("id")


def _topic(term: dict) -> dict:
    return {"link_type": "topic", "taxonomy_term": term}


def _cost(document: dict) -> dict:
    """One price is asked for; a list of prices is left as it is."""
    options = document.get("cost_options", [])
    one = options[0] if len(options) == 1 and "amount" in options[0] else {}
    priced = bool(one.get("amount"))
    return {
        "cost": AS_IS if not one else PAID if priced else FREE,
        "amount": one["amount"] if priced else None,
        "amount_description": tidy(one.get("amount_description", "")) if priced else "",
    }


def _put_cost(document: dict, said: dict) -> None:
    if said["cost"] == AS_IS:
        if _cost(document)["cost"] != AS_IS:
            document.pop("cost_options", None)
        return
    options = document.get("cost_options", [])
    one = dict(options[0]) if len(options) == 1 else {"currency": "GBP"}
    one["amount"] = said["amount"] or 0 if said["cost"] == PAID else 0
    put(one, "amount_description", said["amount_description"] if said["cost"] == PAID else "")
    document["cost_options"] = [one]


def _phones(document: dict) -> list[list[dict]]:
    """Every list of telephone numbers in it, those of contacts first."""
    return [*(contact.get("phones", []) for contact in document.get("contacts", [])), document.get("phones", [])]


def _contact(document: dict) -> dict:
    contact = next(iter(document.get("contacts", [])), {})
    phone = next((phones[0] for phones in _phones(document) if phones), {})
    return {"contact_name": tidy(contact.get("name", "")), "telephone": dialled(phone.get("number", ""))}


def dialled(number: str) -> str:
    """A number as people read it out; what is no number stays as it is."""
    try:
        return telephone.spoken(telephone.parse(number, short=True))
    except NotValid:
        return tidy(number)


def _put_contact(document: dict, said: dict) -> None:
    known = _contact(document)
    contacts = document.setdefault("contacts", [])
    if not contacts and (said["contact_name"] or said["telephone"] != known["telephone"]):
        contacts.append({})
    if contacts:
        put(contacts[0], "name", said["contact_name"])
    if said["telephone"] != known["telephone"]:
        _put_telephone(document, contacts[0], said["telephone"])
    put(document, "contacts", [one for one in contacts if one.keys() - {"id"}])


def _put_telephone(document: dict, contact: dict, number: str) -> None:
    phones = next((phones for phones in _phones(document) if phones), None)
    if phones is None:
        put(contact, "phones", [{"number": number}] if number else [])
    elif number:
        phones[0]["number"] = number
    else:
        del phones[0]


def _languages(document: dict) -> dict:
    return {"languages": ", ".join(_language(one) for one in document.get("languages", []) if _language(one))}


def _language(one: dict) -> str:
    return tidy(one.get("name") or one.get("code") or "")


def _put_languages(document: dict, said: dict) -> None:
    known = {_language(one).lower(): one for one in document.get("languages", [])}
    names = dict.fromkeys(" ".join(name.split()) for name in said["languages"].split(","))
    put(document, "languages", [known.get(name.lower()) or {"name": name} for name in names if name])


GROUPS: dict[Callable[[dict], dict], Callable[[dict, dict], None]] = {
    _running: _put_running,
    _topics: _put_topics,
    taking_part: put_taking_part,
    place: put_place,
    sessions: put_sessions,
    breaks: put_breaks,
    _cost: _put_cost,
    _contact: _put_contact,
    _languages: _put_languages,
}
