"""Asking Nominatim through geopy, with an adapter that answers from memory: no test goes to the network."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import AdapterHTTPError, BaseSyncAdapter
from geopy.exc import GeocoderTimedOut, GeocoderUnavailable

from directory.places.distances import Point
from directory.places.geocoding import NominatimServer, NotReached

GUILDHALL = [{"lat": "50.7976", "lon": "-1.0927", "display_name": "Guildhall, Portsmouth"}]


class Answering(BaseSyncAdapter):
    """Gives `answer` to every question, or raises it, and remembers what was asked."""

    is_available = True

    def __init__(self, answer) -> None:
        super().__init__(proxies=None, ssl_context=None)
        self.answer, self.asked = answer, []

    def get_json(self, url, *, timeout, headers):
        return json.loads(self.get_text(url, timeout=timeout, headers=headers))

    def get_text(self, url, *, timeout, headers):
        self.asked.append((url, timeout, headers))
        if isinstance(self.answer, Exception):
            raise self.answer
        return json.dumps(self.answer)


def server_that_answers(answer):
    adapter = Answering(answer)
    server = NominatimServer(
        "maps.example",
        user_agent="Footbridge (https://footbridge.example)",
        seconds=5,
        adapter_factory=lambda **_: adapter,
    )
    return server, adapter


def test_the_position_of_an_address():
    server, adapter = server_that_answers(GUILDHALL)
    assert server.locate("Guildhall Square, Portsmouth") == Point(50.7976, -1.0927)
    [(url, seconds, headers)] = adapter.asked
    parts, query = urlsplit(url), parse_qs(urlsplit(url).query)
    assert (parts.scheme, parts.hostname) == ("https", "maps.example")
    assert query["q"] == ["Guildhall Square, Portsmouth"] and query["countrycodes"] == ["gb"]
    assert headers["User-Agent"] == "Footbridge (https://footbridge.example)" and seconds == 5


def test_an_address_that_nobody_knows():
    assert server_that_answers([])[0].locate("Nowhere Street") is None


@pytest.mark.parametrize(
    "answer",
    [
        GeocoderTimedOut("late"),
        GeocoderUnavailable("away"),
        AdapterHTTPError("no", status_code=403, headers={}, text=""),
        AdapterHTTPError("no", status_code=429, headers={}, text=""),
        {"error": "broken"},
        [{"lat": "north", "lon": "-1"}],
        [{"lat": None, "lon": "-1"}],
        [{"display_name": "no position"}],
        [{"lat": "nan", "lon": "nan"}],
        [{"lat": "40.7", "lon": "-74.0", "display_name": "Another Portsmouth"}],
    ],
    ids=str,
)
def test_a_server_that_is_away_or_talks_nonsense(answer):
    with pytest.raises(NotReached):
        server_that_answers(answer)[0].locate("Guildhall Square")
