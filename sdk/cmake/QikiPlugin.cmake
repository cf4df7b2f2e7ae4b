# SPDX-License-Identifier: MIT
# qiki_add_plugin(ID SOURCES file... [LIBRARIES target...]) builds ID.so: hidden symbols, one export, reproducible arithmetic.
set(QIKI_VERSION_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/qiki.map)

function(qiki_add_plugin id)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBRARIES")
  add_library(${id} MODULE ${arg_SOURCES})
  target_link_libraries(${id} PRIVATE qiki::sdk ${arg_LIBRARIES})
  set_target_properties(${id} PROPERTIES PREFIX "" C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden
                        VISIBILITY_INLINES_HIDDEN ON LINK_DEPENDS ${QIKI_VERSION_SCRIPT})
  if(QIKI_PLUGIN_OUTPUT_DIRECTORY)
    set_target_properties(${id} PROPERTIES LIBRARY_OUTPUT_DIRECTORY ${QIKI_PLUGIN_OUTPUT_DIRECTORY})
  endif()
  target_compile_features(${id} PRIVATE cxx_std_20 c_std_11)
  target_compile_options(${id} PRIVATE -ffp-contract=off -fno-math-errno $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  target_link_options(${id} PRIVATE -Wl,--version-script=${QIKI_VERSION_SCRIPT} -Wl,-z,now,-z,relro -Wl,--exclude-libs,ALL
                      -Wl,--build-id=sha1)
  if(QIKI_SANITIZE)
    target_link_options(${id} PRIVATE -Wl,-z,nodelete) # or a report names no file once the library is closed
  else()
    target_link_options(${id} PRIVATE -Wl,--no-undefined)
  endif()
endfunction()
