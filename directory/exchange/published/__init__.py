"""The directory as Open Referral UK publishes it: `/api/oruk/v3`."""
