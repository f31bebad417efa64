"""A bot that keeps a government district's annual plan: asks, reminds, records and reports in the departments' chats."""
