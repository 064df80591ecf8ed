"""What a service takes, from where and how soon, as its lead sets it: asked before anybody fills in a referral."""
