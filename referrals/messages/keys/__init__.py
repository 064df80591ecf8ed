"""Keys with which a practice's clinical system sends referrals: whose they are, made, known again and withdrawn."""
