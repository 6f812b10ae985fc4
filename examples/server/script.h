/* The server's script: which paths misbehave, and how. A text file that tests rewrite while the server runs:
 *
 *	# path prefix       what         argument
 *	/zwgk/jd/           status       503
 *	/zwgk/jd/           hang
 *	/zwgk/jd/           challenge              a cookie gate with status 412, as several vendors do
 *	/zwgk/jd/           gate                   the same gate with status 200
 *	/zwgk/jd/           home                   redirects to /
 *	/zwgk/jd/           shell                  a frame that a script would fill
 *	/zwgk/jd/           slow         1500      milliseconds before the answer
 *	/zwgk/jd/           truncate     400       bytes of the body, then the connection breaks
 *	/jyj/               type         text/html; charset=gb2312
 *
 * A prefix "=/path" means exactly that request, with its query. The first line that fits decides. */
#ifndef GONGKAI_EXAMPLES_SERVER_SCRIPT_H
#define GONGKAI_EXAMPLES_SERVER_SCRIPT_H

#include "base/status.h"

enum behaviour {
	BEHAVE_WELL,
	BEHAVE_STATUS,
	BEHAVE_HANG,
	BEHAVE_CHALLENGE,
	BEHAVE_GATE,
	BEHAVE_HOME,
	BEHAVE_SHELL,
	BEHAVE_SLOW,
	BEHAVE_TRUNCATE,
};

struct behaviour_of_path {
	enum behaviour behaviour;
	int number;             /* of STATUS, SLOW, TRUNCATE */
	char content_type[128]; /* "" where the script says nothing */
};

/* What the script says about a request target ("/a/b?c"). `path` NULL or no such file: behave well.
 * STATUS_INVALID for a line that is none of the above; *line then tells which. */
MUST_USE enum status script_read(const char *path, const char *target, struct behaviour_of_path *result,
    unsigned *line);

#endif
