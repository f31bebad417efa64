"""A bot that keeps a government district's annual plan: reminds, reads reports and tells the departments' chats."""
