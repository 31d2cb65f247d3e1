// SPDX-License-Identifier: MIT
#pragma once

namespace kith::host {

/// Leaves this thread, and all it starts, the system calls a plugin needs; every other one answers
/// EPERM (clone3 and openat2 ENOSYS, so that the C library takes the older ones). What it has open
/// it may use; what is gone: sockets other than what it is handed, programs, processes, signals to
/// others, memory to write and run, owners, modes and dates of files, watching folders. False if
/// the kernel will not have it.
bool restrict_syscalls();

} // namespace kith::host
