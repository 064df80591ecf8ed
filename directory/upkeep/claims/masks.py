"""An e-mail address as far as it has to be known again, not written to."""


def masked(email: str) -> str:
    """Its first letter and everything from the @ on: "s…@choir.example"."""
    name, at, host = email.rpartition("@")
    return f"{name[:1]}…{at}{host}"
