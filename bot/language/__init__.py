"""Chinese text, pure: normal form, numbers, dates, working days."""
