"""Referrals: a clinician asks, a link worker talks with the person, connects them to groups and tells the clinician."""
