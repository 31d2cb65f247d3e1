// SPDX-License-Identifier: MIT
#pragma once

#include <systemd/sd-bus.h>

namespace kith::daemon {

inline constexpr const char* kObjectPath = "/org/kith/Kith1";
inline constexpr const char* kInterface = "org.kith.Kith1";

/// The one interface; its user data is a Commands*.
const sd_bus_vtable* control_vtable();

} // namespace kith::daemon
