# Unit tests of time.
