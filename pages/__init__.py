"""The pages that belong to no room: the way in, what we owe every visitor, and whether the house stands."""
