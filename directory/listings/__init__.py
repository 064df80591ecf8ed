"""Listings: what a group offers, where, when, for whom and at what cost, in the nouns of Open Referral UK."""
