# Unit tests of match.
