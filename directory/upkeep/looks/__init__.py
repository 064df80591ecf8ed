"""How often the page of a listing was looked at: a number for each day, and nothing of who looked."""
