"""Stories, each told by people in a real browser against the demonstration with a real council's listings on top."""
