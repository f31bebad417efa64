"""Wording: one file per message and language, and the messages made of it."""
