"""Where listings come from: other directories' feeds, fetched politely, their runs and what was refused."""
