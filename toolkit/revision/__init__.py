"""What a changed source costs: `init` and `update` over a whole project, and the theme's own words as messages."""
