"""The page 互校: every finding and group, with the articles it speaks of."""
