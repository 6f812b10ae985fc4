/* What every store must do, whatever it is made of. Each kind of store runs these tests on stores of its own. */
#ifndef GONGKAI_TESTS_STORE_SUITE_H
#define GONGKAI_TESTS_STORE_SUITE_H

#include "store/store.h"

/* Runs all of them; `open` gives an empty store each time, which the suite closes. Returns the number of failures. */
int store_suite_run(const char *name, struct store *(*open)(void));

#endif
