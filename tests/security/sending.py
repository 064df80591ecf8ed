"""Sending answers to a form, with what is true of every answer to it."""

import re
from html import unescape

from core.text import printable, tidy

CLEAR = {200, 302, 303, 400, 401, 403, 404, 409, 410, 413, 422, 429}
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7919*104729}}"


# Jinja escapes quotation marks and both brackets in what was typed, so that each of these ends where it seems to.
FORM = re.compile("<form[ >].*?</form>", re.S)
FIELD = re.compile("(<textarea[^>]*>)(.*?)</textarea>|(<input[^>]*>)", re.S)
ATTRIBUTE = re.compile('([a-z-]+)="([^"]*)"')
SUMMARY = re.compile('<div[^>]*class="nhsuk-error-summary.*?</ul>', re.S)
LINK = re.compile('href="#([^"]*)"')


def send(house, form, pairs, wrong: list[str], told: str, **kwargs):
    """Send it and check what is true of every answer."""
    answer = house.ask(form.who, form.action, "POST", pairs, **kwargs)
    page = answer.get_data(as_text=True)
    if answer.status_code not in CLEAR:
        wrong.append(f"{form}: {told}: {answer.status_code}")
    if "<script>alert(" in page or "onerror=alert(2)>" in page or str(7919 * 104729) in page:
        wrong.append(f"{form}: {told}: markup is not escaped")
    if answer.status_code in {409, 422}:
        wrong += [f"{form}: {told}: {problem}" for problem in _problems(form, pairs, page)]
    return answer


def _problems(form, pairs, page: str):
    """What the page of a refused form owes to the person."""
    summary = SUMMARY.search(page)
    if summary is None:
        yield "no error summary"
    else:
        for link in LINK.findall(summary.group()):
            if f' id="{link}"' not in page:
                yield f"the summary leads to #{link}, which is not there"
    held = held_in(page)
    for name, typed in pairs:
        field = next((field for field in form.fields if field.name == name), None)
        if field and field.is_text and field.kind != "password" and not _is_held(typed, held.get(name, [])):
            yield f"what was typed in {name} is lost"


def held_in(page: str) -> dict[str, list[str]]:
    """What stands in the fields of a page’s forms; read by hand, for a parser would take half of these tests’ time."""
    held: dict[str, list[str]] = {}
    for markup in FORM.findall(page):
        for area, inside, line in FIELD.findall(markup):
            said = dict(ATTRIBUTE.findall(area or line))
            if "name" in said:
                value = inside if area else said.get("value", "")
                held.setdefault(unescape(said["name"]), []).append(unescape(value))
    return held


def _is_held(typed, held: list[str]) -> bool:
    """The same letters; what no page can hold (NUL) or nobody types (more than 20 in a date's box) aside."""
    if isinstance(typed, bytes):  # what is no text is read as the signs that were sent, and what is text stays
        return any("and" in one for one in held)
    wanted = _letters(typed)
    return any(_letters(one) == wanted or (len(one) == 20 and wanted.startswith(_letters(one))) for one in held)


def _letters(text: str) -> str:
    return "".join(printable(tidy(text)).replace("\ufffd", "").split())


def after(house, answer) -> None:
    """Put everything back if something may have changed."""
    if answer.status_code < 400 or answer.status_code in {401, 429}:
        house.put_back()
