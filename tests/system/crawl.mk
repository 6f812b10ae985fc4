# System tests of crawl.
