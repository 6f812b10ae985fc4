# System tests of daemon.
