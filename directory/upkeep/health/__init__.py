"""How far the directory can be trusted as a whole: counts, their lists, and how they were on each day."""
