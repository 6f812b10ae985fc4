# Unit tests of notify.
