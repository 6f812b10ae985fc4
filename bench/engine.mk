# Benchmarks of engine.
