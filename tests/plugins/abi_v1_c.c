/* SPDX-License-Identifier: MIT */
#define V1_NAME "abi_v1_c"
#include "abi_v1/abi_v1_body.h"
