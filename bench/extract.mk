# Benchmarks of extract.
