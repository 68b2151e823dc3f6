"""Every figure in docs/figures.md, measured: each a ratio or a limit, in one run."""
