# SPDX-License-Identifier: MIT
# cmake -D FROM=folder -D TO=folder -P QikiScenarios.cmake - makes TO what FROM is: nothing else stays in it, and it goes with FROM. A build
# in the source folder has both in one.
file(REAL_PATH "${FROM}" from)
file(REAL_PATH "${TO}" to)
if(from STREQUAL to)
  return()
endif()
file(REMOVE_RECURSE "${TO}")
if(IS_DIRECTORY "${FROM}")
  file(COPY "${FROM}/" DESTINATION "${TO}")
endif()
