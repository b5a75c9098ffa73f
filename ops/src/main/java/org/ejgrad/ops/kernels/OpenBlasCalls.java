// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of OpenBLAS that netlib has no door to, by {@code java.lang.foreign}, which Java has from
 * release 22 on: by method handles, the only ones here, since this compiles for Java 17.
 */
final class OpenBlasCalls {
  private static final String FOREIGN = "java.lang.foreign.";
  private static final int FIRST_RELEASE = 22;
  private static final long LONGEST_TEXT = 256;

  private OpenBlasCalls() {}

  /** Whether this Java has what it takes. */
  static boolean isPossible() {
    return Runtime.version().feature() >= FIRST_RELEASE;
  }

  /**
   * Makes every call of the library single-threaded.
   *
   * @param path a library that is loaded, or the name of one of the system
   * @return what the library says of itself, or empty if it cannot be reached or is no OpenBLAS
   */
  static Optional<String> makeSingleThreaded(String path) {
    if (!isPossible()) {
      return Optional.empty();
    }
    try {
      Native library = new Native(path);
      library.call("openblas_set_num_threads", null, "JAVA_INT").invoke(1);
      int threads = (int) library.call("openblas_get_num_threads", "JAVA_INT").invoke();
      if (threads != 1) {
        return Optional.empty();
      }
      return Optional.of(library.text(library.call("openblas_get_config", "ADDRESS").invoke()));
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      // No such function, or access to native code is denied: the caller says what that means.
      System.getLogger(OpenBlasCalls.class.getName())
          .log(System.Logger.Level.DEBUG, "OpenBLAS cannot be reached by java.lang.foreign", e);
      return Optional.empty();
    }
  }

  /** One library. Types are named by strings, since Java 17 does not know them. */
  private static final class Native {
    private final MethodHandles.Lookup lookup = MethodHandles.lookup();
    private final Object symbols;
    private final Object linker;

    Native(String path) throws Throwable {
      Class<?> arena = type("Arena");
      Object forever = lookup.findStatic(arena, "global", MethodType.methodType(arena)).invoke();
      symbols =
          lookup
              .findStatic(
                  type("SymbolLookup"),
                  "libraryLookup",
                  MethodType.methodType(type("SymbolLookup"), String.class, arena))
              .invoke(path, forever);
      linker =
          lookup
              .findStatic(type("Linker"), "nativeLinker", MethodType.methodType(type("Linker")))
              .invoke();
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
      return Class.forName(FOREIGN + name);
    }

    /** A function by its name and the names of the layouts of what it returns and takes. */
    MethodHandle call(String name, @Nullable String result, String... arguments) throws Throwable {
      MethodType find = MethodType.methodType(Optional.class, String.class);
      Optional<?> address =
          (Optional<?>)
              lookup.findVirtual(type("SymbolLookup"), "find", find).invoke(symbols, name);
      Class<?> descriptor = type("FunctionDescriptor");
      Class<?> layout = type("MemoryLayout");
      List<Object> layouts = new ArrayList<>();
      for (String argument : arguments) {
        layouts.add(layout(argument));
      }
      MethodHandle describe;
      if (result == null) {
        MethodType of = MethodType.methodType(descriptor, layout.arrayType());
        describe = lookup.findStatic(descriptor, "ofVoid", of);
      } else {
        MethodType of = MethodType.methodType(descriptor, layout, layout.arrayType());
        describe = lookup.findStatic(descriptor, "of", of);
        layouts.add(0, layout(result));
      }
      MethodType link =
          MethodType.methodType(
              MethodHandle.class,
              type("MemorySegment"),
              descriptor,
              type("Linker$Option").arrayType());
      return (MethodHandle)
          lookup
              .findVirtual(type("Linker"), "downcallHandle", link)
              .invokeWithArguments(
                  linker, address.orElseThrow(), describe.invokeWithArguments(layouts));
    }

    private Object layout(String name) throws Throwable {
      String type = name.equals("ADDRESS") ? "AddressLayout" : "ValueLayout$OfInt";
      return lookup.findStaticGetter(type("ValueLayout"), name, type(type)).invoke();
    }

    /** The text that a C pointer shows. */
    String text(Object pointer) throws Throwable {
      Class<?> segment = type("MemorySegment");
      Object text =
          lookup
              .findVirtual(segment, "reinterpret", MethodType.methodType(segment, long.class))
              .invoke(pointer, LONGEST_TEXT);
      return (String)
          lookup
              .findVirtual(segment, "getString", MethodType.methodType(String.class, long.class))
              .invoke(text, 0L);
    }
  }
}
