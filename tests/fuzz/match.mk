# Fuzz targets of match.
