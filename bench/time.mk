# Benchmarks of time.
