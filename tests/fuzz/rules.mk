# Fuzz targets of rules.
