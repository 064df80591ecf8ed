"""One door to the settings for rooms that may not import Flask."""

from typing import Any

from flask import current_app


def setting(name: str) -> Any:
    """The setting called `name`; a name that does not exist is an error."""
    return current_app.config[name]
