"""What the bot answers: commands, replies, buttons."""
