"""Label Studio: what is sent there is checked first, and what comes back is compared with it."""
