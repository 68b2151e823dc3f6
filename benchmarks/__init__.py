"""Every figure that the README promises, measured: each a ratio or a limit, in one run."""
