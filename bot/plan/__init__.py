"""What was promised: the plan of one year, its files, and how a person's words find a part of it."""
