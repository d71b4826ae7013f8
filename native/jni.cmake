# libdevio.so: the core, and the glue that the JVM loads.

# FindJNI wants JAVA_HOME or a path it knows, and libraries that headless JDKs lack.
find_program(DEVIO_JAVAC javac HINTS ${JAVA_HOME} ENV JAVA_HOME PATH_SUFFIXES bin)
if(DEVIO_JAVAC)
  file(REAL_PATH "${DEVIO_JAVAC}" javac)
  cmake_path(GET javac PARENT_PATH jdk)
  cmake_path(GET jdk PARENT_PATH jdk)
endif()
find_path(DEVIO_JNI_INCLUDE_DIR jni.h HINTS ${jdk} ${JAVA_HOME} ENV JAVA_HOME PATH_SUFFIXES include)
if(NOT DEVIO_JAVAC OR NOT DEVIO_JNI_INCLUDE_DIR)
  message(FATAL_ERROR "javac or jni.h not found. Install a JDK (17 or newer), set JAVA_HOME, "
    "or build the C core alone with -DDEVIO_JNI=OFF")
endif()

# The declarations in Java decide: a signature or a constant that drifts does not compile here.
set(engine "${PROJECT_SOURCE_DIR}/java/devio/src/main/java/org/devio/engine")
set(directory "${CMAKE_CURRENT_BINARY_DIR}/javac-headers")
set(classes NativeAio NativeBlockDevice NativeEvent)
list(TRANSFORM classes REPLACE "(.+)" "${engine}/\\1.java" OUTPUT_VARIABLE declarations)
list(TRANSFORM classes REPLACE "(.+)" "${directory}/org_devio_engine_\\1.h" OUTPUT_VARIABLE headers)
add_custom_command(
  OUTPUT ${headers}
  COMMAND "${DEVIO_JAVAC}" -encoding UTF-8 -proc:none -h "${directory}" -d "${directory}/classes" ${declarations}
  DEPENDS ${declarations}
  COMMENT "Writing JNI headers"
  VERBATIM)

# MODULE: loaded by path, so neither soname nor version links.
add_library(devio MODULE aio_jni.c blockdev_jni.c event_jni.c ${headers})
target_include_directories(devio PRIVATE "${directory}")
target_include_directories(devio SYSTEM PRIVATE "${DEVIO_JNI_INCLUDE_DIR}" "${DEVIO_JNI_INCLUDE_DIR}/linux")
# Every JNI function takes an environment and a class, used or not.
target_compile_options(devio PRIVATE -Wno-unused-parameter)
target_link_libraries(devio PRIVATE devio-core)
target_link_options(devio PRIVATE
  "LINKER:-z,relro,-z,now" "LINKER:--version-script=${CMAKE_CURRENT_SOURCE_DIR}/devio.map")
set_property(TARGET devio APPEND PROPERTY LINK_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/devio.map")
if(NOT DEVIO_SANITIZE) # whose symbols come from the program, not from a library
  target_link_options(devio PRIVATE "LINKER:-z,defs")
endif()

# Executable on Debian too: rpm strips only what is.
install(TARGETS devio LIBRARY DESTINATION ${DEVIO_JNI_DIR} COMPONENT jni
  PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
