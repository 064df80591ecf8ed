"""What can be learned from referrals that came back: why, where they should have gone, and what to ask first."""
