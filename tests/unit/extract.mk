# Unit tests of extract.
