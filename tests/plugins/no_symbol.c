/* SPDX-License-Identifier: MIT
 * A library that is no plugin at all. */
int kith_something_else(void);
int kith_something_else(void) { return 1; }
