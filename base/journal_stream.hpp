// SPDX-License-Identifier: MIT
#pragma once

namespace kith {

/// Whether stderr is the journal's own stream, as systemd gives it to a service. Where it is,
/// people beside the person may read what is said there.
bool stderr_is_journal();

} // namespace kith
