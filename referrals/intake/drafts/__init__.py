"""What a clinician has begun to write and not sent: kept sealed, for them alone, for a few days."""
