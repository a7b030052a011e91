"""Publishing: what has to hold before, what changes on the Hub, and the commits and the tag that change it."""
