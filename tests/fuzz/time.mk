# Fuzz targets of time.
