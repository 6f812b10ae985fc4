# Fuzz targets of extract.
