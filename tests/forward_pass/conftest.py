from hypothesis import settings

# A shared machine may stand still for a moment: time is for the benchmarks to judge.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
