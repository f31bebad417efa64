"""What has been done: readings of replies, standings, trajectories and lamps. Pure."""
