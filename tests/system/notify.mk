# System tests of notify.
