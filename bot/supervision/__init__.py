"""What is asked and decided: extensions, coordination, closing, nudges. Pure."""
