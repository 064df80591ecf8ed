"""Which browser the journeys find, and how it is started."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import chromium

ROOT = Path(__file__).resolve().parents[2]


def test_playwrights_own_download_is_found(tmp_path, monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert chromium.find() is None
    with pytest.raises(LookupError, match="No Chromium found"):
        chromium.launch_options()
    browser = tmp_path / "chromium-1200" / "chrome-linux64" / "chrome"
    browser.parent.mkdir(parents=True)
    browser.touch(mode=0o755)
    assert chromium.find() == str(browser)


def test_the_environment_s_word_goes_before_what_is_found(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    assert chromium.launch_options()["executable_path"] == "/somewhere/chromium"


def test_the_browser_starts_as_whoever_runs_the_tests():
    # In a process of its own, for the journeys of this session may have a Playwright running.
    program = (
        "from playwright.sync_api import sync_playwright as playwright\n"
        "from tests.support import chromium\n"
        "with playwright() as started: print(started.chromium.launch(**chromium.launch_options()).version)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert re.match(r"\d{3}\.", done.stdout), done.stderr
