"""Whom a screen must name that shows positions taken from postcodes."""

# The Open Government Licence of Code-Point Open (edition of October 2025) asks for these words.
ATTRIBUTION = (
    "Contains OS data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Contains National Statistics data © Crown copyright and database right 2025."
)
