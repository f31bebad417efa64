"""Who may see and do what: rooms, roles, invitation codes."""
