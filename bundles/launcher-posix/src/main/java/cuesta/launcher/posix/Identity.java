package cuesta.launcher.posix;

/** Whom a command runs as. */
record Identity(String name, int uid, int gid) {}
