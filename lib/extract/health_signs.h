/* The words and code by which pages that are no content give themselves away. Each returns the sign found, or NULL. */
#ifndef GONGKAI_LIB_EXTRACT_HEALTH_SIGNS_H
#define GONGKAI_LIB_EXTRACT_HEALTH_SIGNS_H

#include "model/observation.h"
#include "text.h"

/* In the source of a page with little visible text: gates of content networks and web application firewalls. */
const char *sign_of_challenge(const char *source);

/* In a title or a line: "您访问的页面不存在". */
const char *sign_of_absence(struct piece text);

/* In the source: a domain that is for sale. */
const char *sign_of_parking(const char *source);

/* In the source: code that fetches content and writes it into the page. */
const char *sign_of_script_filling(const char *source);

/* In a line: "暂无信息". */
bool says_blank(struct piece text);

/* Is the JSON text a report of an error rather than data? *outcome says which kind. */
bool json_is_error(const char *text, size_t length, enum outcome *outcome);

#endif
