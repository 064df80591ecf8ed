"""The day by which first contact is promised: reckoned from a service’s real queue, kept, renewed, never forgotten."""
