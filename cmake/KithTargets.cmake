# SPDX-License-Identifier: MIT

# kith_add_room(NAME SOURCES ... [USES targets ...] [LIBRARIES third-party ...])
# One static library a room, as kith::NAME. Includes are written from the top of the tree.
function(kith_add_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  add_library(kith_${name} STATIC ${ROOM_SOURCES})
  add_library(kith::${name} ALIAS kith_${name})
  target_include_directories(kith_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(kith_${name} PUBLIC ${ROOM_USES} PRIVATE kith::warnings ${ROOM_LIBRARIES})
endfunction()

# kith_add_plugin(NAME SOURCES ... [LIBRARIES ...])
# A shared library NAME.so that exports kith_plugin_v1 alone, with its manifest
# NAME.plugin.yaml (taken from the same folder) beside it.
function(kith_add_plugin name)
  cmake_parse_arguments(PLUGIN "NO_INSTALL" "OUTPUT_DIRECTORY" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT PLUGIN_OUTPUT_DIRECTORY)
    set(PLUGIN_OUTPUT_DIRECTORY "${KITH_PLUGIN_DIR}")
  endif()
  set(target kith_plugin_${name})
  set(exports "${PROJECT_SOURCE_DIR}/cmake/plugin.map")
  set(manifest "${CMAKE_CURRENT_SOURCE_DIR}/${name}.plugin.yaml")
  add_library(${target} MODULE ${PLUGIN_SOURCES})
  set_target_properties(${target} PROPERTIES
    PREFIX "" OUTPUT_NAME "${name}" LIBRARY_OUTPUT_DIRECTORY "${PLUGIN_OUTPUT_DIRECTORY}"
    LINK_DEPENDS "${exports}")
  target_link_options(${target} PRIVATE -Wl,--no-undefined "-Wl,--version-script=${exports}")
  target_link_libraries(${target} PRIVATE kith::plugin_api kith::warnings ${PLUGIN_LIBRARIES})
  add_custom_command(TARGET ${target} POST_BUILD
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different "${manifest}" "${PLUGIN_OUTPUT_DIRECTORY}/${name}.plugin.yaml"
    VERBATIM)
  set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${manifest}")
  if(NOT PLUGIN_NO_INSTALL)
    install(TARGETS ${target} LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/kith/plugins")
    install(FILES "${manifest}" DESTINATION "${CMAKE_INSTALL_LIBDIR}/kith/plugins")
  endif()
endfunction()

# kith_add_test(NAME SOURCES ... [USES targets ...] [LABELS ...])
# One Catch2 program a room under test, registered with ctest as NAME.
function(kith_add_test name)
  cmake_parse_arguments(T "" "" "SOURCES;USES;LABELS" ${ARGN})
  add_executable(${name} ${T_SOURCES})
  target_link_libraries(${name} PRIVATE kith_test_main kith::warnings ${T_USES})
  target_compile_definitions(${name} PRIVATE KITH_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data")
  add_test(NAME ${name} COMMAND ${name})
  if(T_LABELS)
    set_tests_properties(${name} PROPERTIES LABELS "${T_LABELS}")
  endif()
endfunction()
