"""Where the browser of the journeys is and how it is started; standard library only, for dev.py asks too."""

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSIDE_PLAYWRIGHTS_CACHE = (
    "chromium-*/chrome-linux*/chrome",
    "chromium_headless_shell-*/chrome-linux*/headless_shell",
    "chromium_headless_shell-*/chrome-headless-shell-linux*/chrome-headless-shell",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
    "chromium-*/chrome-win*/chrome.exe",
)
# A quiet browser: the journeys count every request that leaves the machine as a fault of the page.
QUIET = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync")


def find() -> str | None:
    """The path of a Chromium: the environment's word, a command on PATH, then Playwright's own downloads."""
    if told := os.environ.get("CHROMIUM"):
        return told
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    cache = playwrights_cache()
    downloads = (path for pattern in INSIDE_PLAYWRIGHTS_CACHE for path in sorted(cache.glob(pattern), reverse=True))
    return next((str(path) for path in downloads if os.access(path, os.X_OK)), None)


def playwrights_cache() -> Path:
    """The folder that `playwright install` fills on this system."""
    if told := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        return Path(told)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library/Caches/ms-playwright"
    if sys.platform == "win32":
        return home / "AppData/Local/ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "ms-playwright"


def launch_options() -> dict:
    """Keyword arguments for Playwright's `chromium.launch`; raises LookupError where there is no browser."""
    path = find()
    if path is None:
        raise LookupError("No Chromium found: run `python3 dev.py test`, which gets one, or set CHROMIUM to its path.")
    # No sandbox: it does not start as root or in most containers, and only our own pages are opened.
    return {"executable_path": path, "headless": True, "args": list(QUIET), "chromium_sandbox": False}
