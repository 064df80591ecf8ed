"""Which browser the journeys find, and how it is started."""

import os

import pytest

from tests.support import chromium


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


@pytest.mark.parametrize(("user", "flag"), [(0, True), (1000, False)])
def test_only_root_gives_up_the_browser_s_sandbox(monkeypatch, user, flag):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    options = chromium.launch_options()
    assert options["executable_path"] == "/somewhere/chromium"
    assert ("--no-sandbox" in options["args"]) is flag
