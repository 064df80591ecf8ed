"""Who is here, for which organisation, and what they may do."""
