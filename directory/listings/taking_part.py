"""The form's answers about how people take part and join: attributes of two taxonomies, by the words of ways.py."""

from directory.listings.ways import ATTENDANCE, JOINED, JOINING, TAKING_PART, said

# Of each question: the taxonomy whose terms answer it, and how its words are recognised.
ASKED = {"attendance": (TAKING_PART, ATTENDANCE), "joining": (JOINING, JOINED)}


def taking_part(document: dict) -> dict[str, list[str]]:
    """What is chosen of each question."""
    return {
        question: sorted(word.value for word in said(_names(document, taxonomy), table))
        for question, (taxonomy, table) in ASKED.items()
    }


def put_taking_part(document: dict, chosen: dict[str, list[str]]) -> None:
    """Take away the terms that say something else than what is chosen, and add what no term says yet."""
    attributes = document.get("attributes", [])
    for question, (taxonomy, table) in ASKED.items():
        wanted = set(chosen[question])
        attributes = [one for one in attributes if _fits(one, taxonomy, table, wanted)]
        there = {word.value for one in attributes for word in _said_by(one, taxonomy, table)}
        attributes += [_attribute(taxonomy, word) for word in chosen[question] if word not in there]
    if attributes:
        document["attributes"] = attributes
    else:
        document.pop("attributes", None)


def tags(document: dict) -> set[str]:
    """What its other attributes say, by the id or else the name of the term: what it is about, not how to take part."""
    terms = (one.get("taxonomy_term") or {} for one in document.get("attributes", []))
    others = {taxonomy for taxonomy, _ in ASKED.values()}
    return {term.get("id") or term.get("name", "") for term in terms if term.get("taxonomy") not in others}


def _names(document: dict, taxonomy: str) -> list[str]:
    return [name for one in document.get("attributes", []) if (name := _name(one, taxonomy))]


def _name(attribute: dict, taxonomy: str) -> str:
    term = attribute.get("taxonomy_term") or {}
    return term.get("name", "") if term.get("taxonomy") == taxonomy else ""


def _said_by(attribute: dict, taxonomy: str, table: dict) -> set:
    return said([_name(attribute, taxonomy)], table)


def _fits(attribute: dict, taxonomy: str, table: dict, wanted: set[str]) -> bool:
    return {word.value for word in _said_by(attribute, taxonomy, table)} <= wanted


def _attribute(taxonomy: str, word: str) -> dict:
    return {"link_type": taxonomy, "taxonomy_term": {"name": word, "taxonomy": taxonomy}}
