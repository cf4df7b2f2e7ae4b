# SPDX-License-Identifier: MIT
# The flags of everything built here: warnings are errors, arithmetic is reproducible, sanitizers reach all parts.
set(CMAKE_C_STANDARD 11)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

set(QIKI_SANITIZE "" CACHE STRING "Sanitizers of the whole build: address,undefined or thread")

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Wno-missing-field-initializers
                    -ffp-contract=off -fno-math-errno -fdiagnostics-color=auto)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  add_compile_options(--param=ggc-min-heapsize=1000000) # 1 GB before it looks for what it may forget: a tenth of its time
endif()
if(QIKI_SANITIZE)
  add_compile_definitions(QIKI_SANITIZED) # gcc and clang have different words for it
  add_compile_options(-fsanitize=${QIKI_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${QIKI_SANITIZE})
endif()
