# Unit tests of crawl.
