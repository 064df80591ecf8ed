"""Whom a screen must name that shows positions."""

# The Open Government Licence of Code-Point Open (edition of October 2025) asks for these words.
POSTCODES = (
    "Contains OS data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Contains National Statistics data © Crown copyright and database right 2025."
)

# Nominatim answers from OpenStreetMap's data, whose Open Database Licence asks for its source.
OPENSTREETMAP = (
    "Some positions were found with OpenStreetMap: © OpenStreetMap contributors, available under the "
    "Open Database Licence."
)
