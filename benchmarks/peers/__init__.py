"""Bots by other libraries that do the same work, for comparison; each is a program of its own."""
