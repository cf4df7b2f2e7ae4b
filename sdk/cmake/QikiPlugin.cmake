# SPDX-License-Identifier: MIT
# qiki_add_plugin(ID SOURCES file... [LIBRARIES target...]) builds ID.so: hidden symbols, one export, reproducible arithmetic. A folder
# ID.conformance in the source folder, scenarios that state a digest, comes along: the check self.vectors runs them.
set(QIKI_VERSION_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/qiki.map)

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
  if(IS_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${id}.conformance)
    add_custom_command(TARGET ${id} POST_BUILD COMMAND ${CMAKE_COMMAND} -E copy_directory
      ${CMAKE_CURRENT_SOURCE_DIR}/${id}.conformance $<TARGET_FILE_DIR:${id}>/${id}.conformance)
  endif()
  if(QIKI_SANITIZE)
    target_link_options(${id} PRIVATE -Wl,-z,nodelete) # or a report names no file once the library is closed
  else()
    target_link_options(${id} PRIVATE -Wl,--no-undefined)
  endif()
endfunction()
