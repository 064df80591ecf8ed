"""Checks on groups, such as insurance: what was seen of each, until when it holds, and what a service asks for."""
