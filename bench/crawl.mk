# Benchmarks of crawl.
