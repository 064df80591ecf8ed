"""The clock jumps: a year on, over 29 February, over both ends of summer time, a year back. Work goes on."""

import datetime as dt
import re
from urllib.parse import urljoin, urlsplit

from core.clock import LONDON
from core.templating import hour, moment
from tests.reliability.client import Client
from tests.reliability.referring import Sending, check, filled, listed, walk_through

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=365)
MOMENTS = {
    "today": NOW,
    "a year on": NOW + YEAR,
    "29 February": dt.datetime(2028, 2, 29, 12, 0, tzinfo=dt.UTC),
    "1 March of another year": dt.datetime(2029, 3, 1, 0, 5, tzinfo=dt.UTC),
    "before summer time begins": dt.datetime(2027, 3, 28, 0, 40, tzinfo=dt.UTC),
    "after summer time began": dt.datetime(2027, 3, 28, 1, 20, tzinfo=dt.UTC),
    "before summer time ends": dt.datetime(2026, 10, 25, 0, 40, tzinfo=dt.UTC),
    "after summer time ended": dt.datetime(2026, 10, 25, 1, 20, tzinfo=dt.UTC),
    "a year back": NOW - YEAR,
    "today again": NOW + dt.timedelta(minutes=5),
}
LEFT_WAITING = "a year on"
BORN = dt.date(1960, 2, 29)
BIRTHDAY = {"date_of_birth-day": "29", "date_of_birth-month": "2", "date_of_birth-year": "1960"}
CONVERSATION = {"attendance": "attended", "method": "telephone"}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SENT = re.compile(r"Sent (\d+ \w+ \d{4} at \S+)")
BELOW_ZERO = re.compile(r"(?<![\w-])[-−]\d+ (working |more )?(minute|hour|day|week|month|year)")
MOST_PAGES = 60
TIMELESS = {"/accessibility", "/privacy", "/acknowledgements", "/open-data", "/account", "/account/password"}


def test_the_clock_jumps(houses, clock):
    house = houses(**clock.environment())
    with house.inside():
        clinician, link_worker, _ = house.people.clinician, house.people.link_worker, house.people.service_lead
    house.start()
    made: list[tuple[dt.datetime, Sending]] = []
    for name, put_to in MOMENTS.items():
        clock.put(put_to)
        client = house.client(clinician)
        made.append((put_to, _refer(client, clock)))
        worker = house.client(link_worker)
        if name != LEFT_WAITING:
            _take_and_talk(worker, made[-1][1], clock)
        for someone in (client, worker):
            _open_everything(someone, name)
    newest_first = [one.reference for _, one in sorted(made, key=lambda entry: entry[0], reverse=True)]
    assert listed(client) == newest_first
    check(house, [one for _, one in made])


def _refer(client: Client, clock) -> Sending:
    """A referral of somebody born on 29 February; its receipt shows the English time."""
    checked = walk_through(client)
    sending = filled(client, checked)
    sending.fields |= BIRTHDAY
    before = moment(clock.now())
    sending.send().read_receipt()
    assert sending.reference, sending.answer.errors()
    shown = client.open(sending.receipt).words
    assert SENT.search(shown)[1] in {before, moment(clock.now())}
    return sending


def _take_and_talk(client: Client, sending: Sending, clock) -> None:
    """Take the referral and write down that one has just spoken with the person."""
    record = client.open(sending.receipt.removesuffix("/receipt"))
    today = clock.now().astimezone(LONDON).date()
    age = today.year - BORN.year - ((today.month, today.day) < (BORN.month, BORN.day))
    assert f"({age} years)" in record.words
    taken = client.send(record, action="/steps/take")
    assert taken.status == 200, taken.words
    referral_id = UUID.search(sending.receipt).group()
    form = client.open(f"/referrals/caseload/{referral_id}/record")
    spoken = {"happened_time": hour(clock.now().astimezone(LONDON).time())}
    assert client.send(form, CONVERSATION | spoken).status == 200


def _open_everything(client: Client, when: str) -> None:
    """Open one page of each kind that links lead to from the start page."""
    waiting, seen = ["/"], {"/", *TIMELESS}
    opened = 0
    while waiting:
        path = waiting.pop(0)
        page = client.open(path)
        opened += 1
        assert page.status == 200, f"{when}: {path} answered {page.status}"
        assert not BELOW_ZERO.search(page.words), f"{when}: {path}: {BELOW_ZERO.search(page.words)}"
        for link in page.soup.select("a[href]"):
            address = urlsplit(urljoin(path, link["href"]))
            kind = UUID.sub("*", address.path)
            if not address.netloc and address.scheme in {"", "http"} and kind not in seen:
                seen.add(kind)
                waiting.append(address.path)
    assert 8 <= opened <= MOST_PAGES, f"{when}: {opened} pages"
