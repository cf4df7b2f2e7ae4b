# SPDX-License-Identifier: MIT
# Writes host/observe/version.hpp into the build tree: version, commit, compiler, versions of the libraries.
set(QIKI_COMMIT unknown)
find_package(Git QUIET)
if(Git_FOUND)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --short=12 HEAD WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
  execute_process(COMMAND ${GIT_EXECUTABLE} rev-parse --path-format=absolute --git-path logs/HEAD
                  WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
                  OUTPUT_VARIABLE log OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  if(NOT failed)
    set(QIKI_COMMIT ${commit})
    if(EXISTS "${log}") # configure again when the commit changes
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${log}")
    endif()
  endif()
endif()

string(STRIP "${CMAKE_BUILD_TYPE} ${QIKI_SANITIZE}" QIKI_BUILD_TYPE)
find_package(PkgConfig REQUIRED)
foreach(pair LUA:lua5.4-c++ SLEEF:sleef SPDLOG:spdlog XXHASH:libxxhash)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 name)
  list(GET pair 1 package)
  pkg_check_modules(QIKI_${name} QUIET ${package})
  if(NOT QIKI_${name}_FOUND)
    set(QIKI_${name}_VERSION "not found")
  endif()
endforeach()
find_package(Boost 1.74 REQUIRED)
set(QIKI_BOOST_VERSION ${Boost_VERSION})
configure_file(${PROJECT_SOURCE_DIR}/host/observe/version.hpp.in ${PROJECT_BINARY_DIR}/generated/host/observe/version.hpp @ONLY)
