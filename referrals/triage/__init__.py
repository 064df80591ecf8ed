"""What a service does with a request before the first conversation: the triage page, its rules and its answers."""
