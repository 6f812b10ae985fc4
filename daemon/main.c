/* gongkaid: the daemon. Reads the command line and starts what it asks for. */
#include "config.h"

#include "base/message.h"
#include "crawl/fetch.h"
#include "daemon/daemon.h"

int
main(int argc, char **argv)
{
	struct options options;
	int exit_status;

	message_start();
	if (!options_read(argc, argv, &options, &exit_status))
		return exit_status;
	if (options.mode == MODE_CHECK)
		return check_configuration(&options);
	if (fetch_start() != STATUS_OK)
		return EXIT_TROUBLE;
	exit_status = daemon_run(&options);
	fetch_stop();
	return exit_status;
}
