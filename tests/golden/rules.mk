# Golden tests of rules.
