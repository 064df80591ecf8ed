"""Listings on their way in and out: Open Referral UK's files, read as real feeds write them."""
