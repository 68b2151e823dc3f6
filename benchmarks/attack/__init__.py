"""``python -m benchmarks.attack``: well-formed input in bad patterns, beside one polite client.

Everything goes to 127.0.0.1, is bounded in number and in time, and ends only what it has started.
"""
