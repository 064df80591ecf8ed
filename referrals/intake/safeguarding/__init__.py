"""What a referrer said of safeguarding: kept apart from the referral, and read by those alone who need it to act."""
