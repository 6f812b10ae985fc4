# engine: the life of duties. Pure.
EXTRA_DIST += include/engine/engine.h
