# SPDX-License-Identifier: MIT
# qiki_add_plugin(ID SOURCES file... [LIBRARIES target...]) builds ID.so: hidden symbols, one export, reproducible arithmetic. A folder
# ID.conformance in the source folder, scenarios that state a digest, comes along: the check self.vectors runs them.
set(QIKI_VERSION_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/qiki.map)
set(QIKI_SCENARIOS_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/QikiScenarios.cmake)

function(qiki_add_plugin id)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "qiki_add_plugin(${id}): expected SOURCES file... [LIBRARIES target...], found ${ARGN}")
  endif()
  add_library(${id} MODULE ${arg_SOURCES})
  set_property(GLOBAL APPEND PROPERTY QIKI_PLUGINS ${id})
  target_link_libraries(${id} PRIVATE qiki::sdk ${arg_LIBRARIES})
  set_target_properties(${id} PROPERTIES PREFIX "" C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
                        VISIBILITY_INLINES_HIDDEN ON LINK_DEPENDS ${QIKI_VERSION_SCRIPT})
  if(QIKI_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(${id} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${QIKI_PLUGIN_OUTPUT_DIRECTORY})
  endif()
  get_property(languages GLOBAL PROPERTY ENABLED_LANGUAGES)
  if("C" IN_LIST languages)
    target_compile_features(${id} PRIVATE c_std_11)
  endif()
  if("CXX" IN_LIST languages)
    target_compile_features(${id} PRIVATE cxx_std_20)
  endif()
  # A unique symbol would pin the library in memory; errno would turn a square root into a call.
  target_compile_options(${id} PRIVATE -ffp-contract=off -fno-math-errno
                         $<$<COMPILE_LANG_AND_ID:CXX,GNU>:-fno-gnu-unique>)
  target_link_options(${id} PRIVATE -Wl,--version-script=${QIKI_VERSION_SCRIPT} -Wl,-z,now,-z,relro -Wl,--exclude-libs,ALL
                      -Wl,--build-id=sha1)
  # The copy is of the plugin's target: made anew when a file of it, or the list of them, is newer than the plugin.
  set(brought ${CMAKE_CURRENT_SOURCE_DIR}/${id}.conformance)
  set(list ${CMAKE_CURRENT_BINARY_DIR}/${id}.conformance.txt)
  file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS ${brought}/*)
  if(scenarios OR EXISTS ${list}) # also when the last of them is gone
    list(JOIN scenarios "\n" names)
    file(CONFIGURE OUTPUT ${list} CONTENT "${names}\n" @ONLY) # written when the names are others
    set_property(TARGET ${id} APPEND PROPERTY LINK_DEPENDS ${scenarios} ${list})
    add_custom_command(TARGET ${id} POST_BUILD COMMAND ${CMAKE_COMMAND} -D FROM=${brought} -D TO=$<TARGET_FILE_DIR:${id}>/${id}.conformance
                       -P ${QIKI_SCENARIOS_SCRIPT} VERBATIM)
  endif()
  if(QIKI_SANITIZE)
    target_link_options(${id} PRIVATE -Wl,-z,nodelete) # or a report names no file once the library is closed
  else()
    target_link_options(${id} PRIVATE -Wl,--no-undefined)
  endif()
endfunction()
