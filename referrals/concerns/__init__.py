"""Safeguarding concerns: raised with one click, looked at in time by a named lead, and never closed away unsettled."""
