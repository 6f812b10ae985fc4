# Benchmarks of match.
