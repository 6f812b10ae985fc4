/* Stubs: pages whose only work is to send the visitor to another address. */
#ifndef GONGKAI_LIB_EXTRACT_STUB_H
#define GONGKAI_LIB_EXTRACT_STUB_H

#include <stdbool.h>

#include "base/arena.h"
#include "extract/document.h"

/* Does the page send its visitor away at once, by <meta http-equiv=refresh> or by script? *target is the address as
 * written, in `arena`, or NULL where a script computes it. */
bool stub_sends_away(const struct document *document, struct arena *arena, const char **target);

#endif
