"""Where a page's time goes, function by function."""

import cProfile
import io
import pstats
import re

from core.config import ROOT

SHOWN = 15


def of(app, addresses: dict[str, list[str]]) -> dict[str, str]:
    """For each name the functions in which its pages spend most, without what they call; in milliseconds a page."""
    client = app.test_client()
    return {name: _of(client, some) for name, some in addresses.items()}


def _of(client, addresses: list[str]) -> str:
    for address in addresses:
        client.get(address)
    profile = cProfile.Profile()
    profile.enable()
    for address in addresses:
        client.get(address)
    profile.disable()
    found = io.StringIO()
    pstats.Stats(profile, stream=found).sort_stats("tottime").print_stats(SHOWN)
    lines = found.getvalue().splitlines()
    begin = next(at for at, line in enumerate(lines) if line.lstrip().startswith("ncalls"))
    return "\n".join(_line(line, len(addresses)) for line in lines[begin + 1 :] if line.strip())


def _line(line: str, pages: int) -> str:
    calls, own, _, whole, _, where = line.split(None, 5)
    place = re.sub(r"^.*/(?:site-packages|lib/python[\d.]+)/", "", where.replace(f"{ROOT}/", ""))
    times = int(calls.split("/")[0]) / pages
    return f"{float(own) / pages * 1000:8.2f} ms {float(whole) / pages * 1000:8.2f} ms {times:8.0f} times  {place}"
