"""The faults that an acknowledged referral must survive, tried on the real server in processes of its own."""
