"""Chat platforms: `base` says what one must do, the others do it."""
