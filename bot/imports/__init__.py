"""A published report or a spreadsheet becomes a draft plan folder, with a review page for the clerk."""
