# Golden tests of cli.
