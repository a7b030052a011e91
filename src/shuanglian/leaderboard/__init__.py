"""The leaderboard: systems' predictions, scored, as one page that needs no network, and as Markdown tables."""
