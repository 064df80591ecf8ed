"""Referrals: a clinician asks, a link worker talks with the person and connects them to groups, the clinician is told."""
