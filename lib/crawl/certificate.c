/* The expiry date of a certificate. */
#include "crawl/certificate.h"

#include <string.h>

int64_t
certificate_expiry(const struct curl_certinfo *chain)
{
	static const char label[] = "Expire date:";

	if (chain == NULL || chain->num_of_certs < 1)
		return 0;
	for (const struct curl_slist *line = chain->certinfo[0]; line != NULL; line = line->next) {
		time_t expires;

		if (strncmp(line->data, label, sizeof(label) - 1) != 0)
			continue;
		expires = curl_getdate(line->data + sizeof(label) - 1, NULL);
		return expires > 0 ? (int64_t)expires : 0;
	}
	return 0;
}
