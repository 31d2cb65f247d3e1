# SPDX-License-Identifier: MIT
# kith::warnings: what every target of ours compiles with.
add_library(kith_warnings INTERFACE)
add_library(kith::warnings ALIAS kith_warnings)
target_compile_options(kith_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>
  $<$<BOOL:${KITH_WERROR}>:-Werror>
  # libstdc++ 12's own stable_sort uses what it calls deprecated; clang says so at every use.
  $<$<CXX_COMPILER_ID:Clang>:-Wno-error=deprecated-declarations>)
