"""The papers of the plan: ledger, bulletin, calendar, pictures; from data to bytes, with no effects."""
