# Benchmarks of rules.
