"""What tests of every room lean on: a browser, a throw-away PostgreSQL."""
