"""The floor every room stands on: database, audit, outbox, forms, pages, security; it knows no group and no person."""
