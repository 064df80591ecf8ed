"""Whom a screen must name that shows positions."""

# The words that Ordnance Survey, Royal Mail and the Office for National Statistics ask for under the Open
# Government Licence. The year is that of the edition: change it when newer files are put in.
POSTCODES = (
    "Contains OS data © Crown copyright and database right 2025. "
    "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
    "Contains National Statistics data © Crown copyright and database right 2025."
)

# The Creative Commons Attribution licence asks for the name, the licence and what was changed.
PLACE_NAMES = (
    "Names and positions of towns and villages are a selection from GeoNames, available under the Creative Commons "
    "Attribution 4.0 licence."
)

# Nominatim answers from OpenStreetMap's data, whose Open Database Licence asks for its source.
OPENSTREETMAP = (
    "Some positions were found with OpenStreetMap: © OpenStreetMap contributors, available under the "
    "Open Database Licence."
)
