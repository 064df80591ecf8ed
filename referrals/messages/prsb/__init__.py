"""The referral as a document shaped like PRSB's Social Prescribing Information Standard v1.1: JSON, page and PDF."""
