"""Settings: safe defaults, then instance/config.py, then the environment, then the caller."""

import os
import secrets
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

import click

ROOT = Path(__file__).resolve().parent.parent

FROM_ENVIRONMENT = (
    "ASK_APART",
    "ASK_EVERY",
    "ASK_MOST_A_NIGHT",
    "ASK_REMINDERS",
    "ASK_SOONEST",
    "ASK_TELL_AFTER",
    "BASE_URL",
    "CONCERN_HOURS",
    "FEED_FOLDER",
    "FEED_PRIVATE_HOSTS",
    "GEOCODER_HOST",
    "LISTING_HIDDEN_AFTER",
    "LISTING_UNCONFIRMED_AFTER",
    "MAIL_FROM",
    "MAP_TILES",
    "MAP_TILES_ATTRIBUTION",
    "MINIMUM_AGE",
    "OUTBOX_FOLDER",
    "PLACES_FOLDER",
    "PROMISE_WARNING_DAYS",
    "POSTCODE_FOLDER",
    "PUBLIC_FORM_SECONDS",
    "QUEUE_LOOK_HOUR",
    "SAFEGUARDING_CONTACT",
    "SECRET_KEY",
    "SMTP_HOST",
    "SMTP_PASSWORD",
    "SMTP_PORT",
    "SMTP_TLS",
    "SMTP_USERNAME",
    "TRUSTED_PROXIES",
)

WHOLE_NUMBERS = (
    *("ASK_APART", "ASK_EVERY", "ASK_MOST_A_NIGHT", "ASK_SOONEST", "ASK_TELL_AFTER"),
    *("CONCERN_HOURS", "LISTING_HIDDEN_AFTER", "LISTING_UNCONFIRMED_AFTER", "MINIMUM_AGE"),
    "PROMISE_WARNING_DAYS",
    "QUEUE_LOOK_HOUR",
    "PUBLIC_FORM_SECONDS",
)

# A number of the range that is kept for drama.
INVENTED_SAFEGUARDING_CONTACT = "Safeguarding team, 01632 960 118 (invented for this demonstration: it reaches nobody)"


# Where a server of one's own is, unless it is said otherwise; and where a demonstration that runs says so (dev.py).
OWN_ADDRESS = "http://127.0.0.1:5000"
ADDRESS_FILE = "address.txt"


class Mode(StrEnum):
    """What this installation is for."""

    PRODUCTION = "production"
    DEMONSTRATION = "demonstration"
    TESTING = "testing"


class BadSettings(click.ClickException):
    """The application cannot start with these settings; the message, all that the shell prints, says what to mend."""


def load(app, settings: dict) -> None:
    """Fill `app.config`; raises BadSettings where production would not be safe."""
    app.config.from_mapping(_defaults(Path(app.instance_path)))
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_mapping({name: os.environ[name] for name in FROM_ENVIRONMENT if os.environ.get(name)})
    for name, key in (("DATABASE_URL", "SQLALCHEMY_DATABASE_URI"), ("FOOTBRIDGE_MODE", "MODE")):
        if os.environ.get(name):
            app.config[key] = os.environ[name]
    app.config.from_mapping(settings)
    _settle(app)


def _defaults(instance: Path) -> dict:
    return {
        "MODE": Mode.PRODUCTION,
        "SECRET_KEY": "",
        "SQLALCHEMY_DATABASE_URI": f"sqlite:///{instance / 'footbridge.db'}",
        "BASE_URL": OWN_ADDRESS,
        "SERVICE_NAME": "Footbridge",
        "MAIL_FROM": "Footbridge <no-reply@footbridge.invalid>",
        "OUTBOX_FOLDER": str(instance / "outbox"),
        "POSTCODE_FOLDER": str(ROOT / "build" / "postcodes"),
        "PLACES_FOLDER": str(ROOT / "build" / "places"),
        # What the feeds said last; and the hosts inside a network that feeds may be fetched from, with spaces between.
        "FEED_FOLDER": str(instance / "feeds"),
        "FEED_PRIVATE_HOSTS": "",
        "GEOCODER_HOST": "nominatim.openstreetmap.org",
        "GEOCODER_SECONDS": 5,
        # Where the map's pictures come from, such as https://tiles.example/{z}/{x}/{y}.png; the coast alone without.
        "MAP_TILES": "",
        "MAP_TILES_ATTRIBUTION": "",
        "ASSETS_FOLDER": str(ROOT / "build" / "assets"),
        "SMTP_HOST": "",
        "SMTP_PORT": 587,
        "SMTP_TLS": "starttls",
        "TRUSTED_PROXIES": 0,
        "SESSION_IDLE": timedelta(minutes=30),
        "SESSION_LONGEST": timedelta(hours=12),
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(hours=1),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PASSWORD_COST": {},
        # What referrers are promised: that somebody speaks with the person within so many working days.
        "FIRST_CONTACT_WORKING_DAYS": 10,
        # How many working days before a promise breaks the service is told, and nobody else.
        "PROMISE_WARNING_DAYS": 2,
        # How long a link to a shared shortlist opens.
        "SHORTLIST_LASTS": timedelta(days=90),
        # A check on a group, such as insurance, ends soon this long before its last day.
        "CHECK_ENDS_SOON": timedelta(days=30),
        # A group is written to about checks that ended or end soon at most this often, and no more this long after.
        "CHECK_ASKED_EVERY": timedelta(days=30),
        "CHECK_ASKED_FOR": timedelta(days=90),
        # How many days after somebody confirmed a listing its group is asked again, as a rule (the table of
        # directory/upkeep/asking/rhythm.py makes it more or less), and the fewest that this may come to.
        "ASK_EVERY": 105,
        "ASK_SOONEST": 28,
        # How many days letters to one address are apart at least, whatever they are about.
        "ASK_APART": 14,
        # How many days each reminder waits after the letter before it; and an editor is told, after the last.
        "ASK_REMINDERS": "14 28",
        "ASK_TELL_AFTER": 14,
        # The most listings that one night begins to ask about, or tells an editor of: a new directory goes bit by bit.
        "ASK_MOST_A_NIGHT": 500,
        # After how many days without a word a listing is shown as unconfirmed, and takes no new introductions.
        "LISTING_UNCONFIRMED_AFTER": 183,
        "LISTING_HIDDEN_AFTER": 365,
        # From which hour of a working day, in London, the leads of a queue that nobody has looked through are told.
        "QUEUE_LOOK_HOUR": 14,
        # Within how many hours, nights and weekends included, a lead looks at a safeguarding concern.
        "CONCERN_HOURS": 4,
        # The youngest who may be referred, in whole years, until a service says otherwise; 0 where they take everybody.
        "MINIMUM_AGE": 18,
        # The public form is filled in by nobody in fewer seconds; how long the code may be typed before what was asked
        # is deleted; and how long the service keeps what it answered without taking it in.
        "PUBLIC_FORM_SECONDS": 5,
        "ENQUIRY_PROVED_WITHIN": timedelta(days=1),
        "ENQUIRY_KEPT": timedelta(days=180),
        # Whom a referrer tells of abuse or neglect here, as it is to be read: the team's name and its number.
        "SAFEGUARDING_CONTACT": "",
    }


def _kept_address(instance: Path) -> str:
    """Where the demonstration that was started last is, so that links of a command run by hand lead to it too."""
    try:
        return (instance / ADDRESS_FILE).read_text("utf-8").strip() or OWN_ADDRESS
    except OSError:
        return OWN_ADDRESS


def _settle(app) -> None:
    """Work out what follows from the settings, and refuse what would not be safe."""
    config = app.config
    config["MODE"] = _mode(config["MODE"])
    if config["MODE"] is Mode.DEMONSTRATION and config["BASE_URL"] == OWN_ADDRESS:
        config["BASE_URL"] = _kept_address(Path(app.instance_path))
    config["SQLALCHEMY_DATABASE_URI"] = _driver(config["SQLALCHEMY_DATABASE_URI"])
    base = urlsplit(config["BASE_URL"])
    secure = base.scheme == "https"
    config["TESTING"] = config["MODE"] is Mode.TESTING
    config["SESSION_COOKIE_SECURE"] = secure
    config["SESSION_COOKIE_NAME"] = "__Host-footbridge" if secure else "footbridge"
    config["SMTP_PORT"], config["TRUSTED_PROXIES"] = int(config["SMTP_PORT"]), int(config["TRUSTED_PROXIES"])
    config["FEED_PRIVATE_HOSTS"] = str(config["FEED_PRIVATE_HOSTS"]).lower().split()
    for name in WHOLE_NUMBERS:
        config[name] = int(config[name])
    config["ASK_REMINDERS"] = tuple(map(int, str(config["ASK_REMINDERS"]).split()))
    if config["MODE"] is Mode.DEMONSTRATION:
        config["SAFEGUARDING_CONTACT"] = config["SAFEGUARDING_CONTACT"] or INVENTED_SAFEGUARDING_CONTACT
    if config["MODE"] is Mode.PRODUCTION:
        _refuse_unsafe(config, base)
    elif not config["SECRET_KEY"]:
        config["SECRET_KEY"] = _own_secret(Path(app.instance_path))
    if config["MODE"] is not Mode.TESTING and not config["TRUSTED_HOSTS"]:
        config["TRUSTED_HOSTS"] = sorted({base.hostname, "127.0.0.1", "localhost"})


def _mode(word: str) -> Mode:
    try:
        return Mode(word)
    except ValueError:
        raise BadSettings(f"FOOTBRIDGE_MODE must be one of {', '.join(Mode)}, not {word!r}.") from None


def _driver(url: str) -> str:
    """Name the PostgreSQL driver, so that an ordinary postgresql:// address works."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if separator and scheme in {"postgres", "postgresql"} else url


def _refuse_unsafe(config, base) -> None:
    if len(config["SECRET_KEY"]) < 32:
        raise BadSettings(
            "Footbridge does not start in production without its secret: set SECRET_KEY to 32 or more random "
            'characters, for example from: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    if base.scheme != "https":
        raise BadSettings("Footbridge does not start in production without BASE_URL, an address with https://.")


def _own_secret(instance: Path) -> str:
    """The secret of a demonstration: made once, kept beside its database, readable by its owner only."""
    path = instance / "secret-key"
    instance.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return path.read_text()
