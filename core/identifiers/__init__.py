"""Identifiers and addresses that people type: one module for each, every one either a normal form or a NotValid."""

from core.identifiers.not_valid import NotValid

__all__ = ["NotValid"]
