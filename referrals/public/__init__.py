"""Requests from people without an account, kept apart from referrals until the service has checked them."""
