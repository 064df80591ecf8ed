"""Who gets which referral: link workers' hours, places, skills and leave, how loaded they are, and whom to suggest."""
