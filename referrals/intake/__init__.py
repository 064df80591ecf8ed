"""The request: what a clinician asks, the service's queue, and what is decided about it."""
