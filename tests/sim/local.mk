# The simulations are unit tests of the engine: tests/unit/engine.mk lists them.
