# Fuzz targets of crawl.
