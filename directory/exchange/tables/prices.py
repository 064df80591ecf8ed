"""Prices as a cell says them: "Free", "£3 per session; £2 for members", and back."""

import re

from directory.listings.values import shown_number

FREE = frozenset({"free", "no", "none", "no charge", "no cost", "free of charge", "nil", "it is free", "gratis"})
_AMOUNT = re.compile(
    r"(?:£|gbp\s*)?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{1,2}))?\s*(p|pence)?(?![\w.])(.*)", re.I | re.S
)
# "£1 to £3" is two amounts, and none of them the price.
_SPAN = re.compile(r"\s*(?:-|–|—|to|or|/)\s*[£\d]", re.I)


def read(text: str) -> list[dict]:
    """The prices in a cell; words that name no amount are kept as they are."""
    return [_one(piece) for piece in map(str.strip, re.split("[;\n]", text)) if piece]


def cell(options: list[dict]) -> str:
    """All prices, in one cell."""
    return "; ".join(filter(None, map(said, options)))


def said(option: dict) -> str:
    """One price in words that `read` understands."""
    amount, currency = option.get("amount"), option.get("currency", "GBP")
    words = " ".join((option.get("amount_description") or "").replace(";", ",").split())
    if amount is None or currency != "GBP":
        own = " ".join((option.get("option") or "").replace(";", ",").split())
        return own or words or (f"{currency} {amount}" if amount is not None else "")
    if amount == 0 and not words:
        return "Free"
    return " ".join(filter(None, (f"£{amount:,.2f}".removesuffix(".00"), words)))


def _one(piece: str) -> dict:
    if piece.lower().strip(" .!") in FREE:
        return {"amount": 0, "currency": "GBP"}
    found = _AMOUNT.fullmatch(piece)
    if not found or _SPAN.match(found[4]):
        return {"option": piece}
    pounds, pence, small, words = found.groups()
    amount = float(f"{pounds.replace(',', '')}.{pence or 0}") / (100 if small else 1)
    words = words.strip(" ,:–-")
    return {"amount": shown_number(amount), "currency": "GBP"} | ({"amount_description": words} if words else {})
