"""Where each field of a listing came from and when, and what its source and we say differently."""
