"""The inbox, the outbox and the pacing of sends."""
