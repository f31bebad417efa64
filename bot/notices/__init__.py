"""Who must hear what, and when. Pure."""
