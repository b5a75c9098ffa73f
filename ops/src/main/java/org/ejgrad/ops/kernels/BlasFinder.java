// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops.kernels;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds and loads a native library for netlib. Its calls must be single-threaded, so that the same
 * bits come out whatever the number of threads: either the environment says so, which OpenBLAS
 * reads when it is loaded, or it is told by {@code java.lang.foreign}. netlib has no call for that,
 * and bytedeco's own Java classes load another copy of the library beside the one that netlib would
 * use.
 */
final class BlasFinder {
  private static final String PROPERTY = ProductTiers.PROPERTY;
  private static final String JAR = "org.bytedeco:openblas:0.3.31-1.5.13";
  private static final String NETLIB_PATH = "dev.ludovic.netlib.blas.nativeLibPath";

  /** What netlib takes where it is told no path. */
  private static final String SYSTEM_LIBRARY = "libblas.so.3";

  /** What {@link BlasCalls} has netlib call. */
  private static final List<String> CALLED = List.of("dgemm_", "sgemm_");

  /** In the order in which OpenBLAS asks for them: the first that holds a number counts. */
  private static final List<String> THREADS =
      List.of("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS");

  private static final String REMEDY =
      "set OPENBLAS_NUM_THREADS=1 in the environment, or use Java 22 or later";

  private final LibraryFiles files;
  private final Map<String, String> environment;
  private final Consumer<String> warnings;

  /** A library, or why there is none. */
  record Found(@Nullable BlasLibrary library, String reason) {}

  /**
   * @param environment of the process. Not modified.
   * @param warnings takes what the log should say
   */
  BlasFinder(LibraryFiles files, Map<String, String> environment, Consumer<String> warnings) {
    this.files = files;
    this.environment = environment;
    this.warnings = warnings;
  }

  /**
   * @param asked auto, bytedeco, system or a path
   * @throws IllegalStateException if what is asked for by name is absent or does not load
   */
  Found find(String asked) {
    return switch (asked) {
      case "auto" -> automatic();
      case "bytedeco" -> forcedJar();
      case "system" -> system();
      default -> forcedPath(asked);
    };
  }

  private Found automatic() {
    try {
      if (!files.isOnClassPath()) {
        return new Found(null, "no " + jar() + " on the class path, which would bring OpenBLAS");
      }
      if (isSingleThreadedByEnvironment() || OpenBlasCalls.isPossible()) {
        BlasLibrary library = fromJar();
        if (library.isSingleThreaded()) {
          return new Found(library, "from the class path, " + library.threads());
        }
      }
      return new Found(
          null, "OpenBLAS on the class path is not used, its threads cannot be set; " + REMEDY);
    } catch (IllegalStateException | LinkageError e) {
      String message = "OpenBLAS on the class path does not load, going on without it: " + e;
      warnings.accept(message);
      return new Found(null, message);
    }
  }

  private Found forcedJar() {
    try {
      if (!files.isOnClassPath()) {
        throw new IllegalStateException(
            PROPERTY
                + ": bytedeco needs a jar that is absent. Add "
                + jar()
                + " to the class path.");
      }
      return forced(fromJar());
    } catch (LinkageError e) {
      throw doesNotLoad("bytedeco", e);
    }
  }

  private Found system() {
    try {
      return forced(open(null));
    } catch (IllegalStateException | LinkageError e) {
      throw doesNotLoad("system", e);
    }
  }

  private Found forcedPath(String asked) {
    String path = files.existing(asked);
    if (path == null) {
      throw new IllegalStateException(
          PROPERTY
              + ": must be auto, none, bytedeco, system or the path of a library, got "
              + asked
              + ". Correct the path, or leave the property out.");
    }
    try {
      files.load(path);
      return forced(open(path));
    } catch (LinkageError e) {
      throw doesNotLoad(asked, e);
    }
  }

  private Found forced(BlasLibrary library) {
    String asked = "asked for by -D" + PROPERTY + ", ";
    return new Found(
        library,
        asked
            + (library.isSingleThreaded()
                ? library.threads()
                : "on threads of its own, so bits may depend on their number; " + REMEDY));
  }

  private static IllegalStateException doesNotLoad(String asked, Throwable cause) {
    return new IllegalStateException(
        PROPERTY + ": " + asked + " must load, got " + cause + ". Leave the property out.", cause);
  }

  private String jar() {
    return JAR + " with classifier " + files.classifier();
  }

  private BlasLibrary fromJar() {
    List<String> paths = files.extract();
    try {
      for (String path : paths) {
        files.load(path);
      }
      return open(paths.get(paths.size() - 1));
    } finally {
      files.delete(paths);
    }
  }

  /** Hands a library that is loaded to netlib; without a path, netlib takes the system's. */
  private BlasLibrary open(@Nullable String path) {
    for (String function : CALLED) {
      if (path != null && !files.names(path, function)) {
        throw new UnsatisfiedLinkError(path + ": no BLAS library, " + function + " is missing");
      }
    }
    if (files.isNetlibInUse()) {
      throw new IllegalStateException(
          "netlib: must not be loaded before, got one with a library of its own. Use EJGrad first.");
    }
    String name = path == null ? SYSTEM_LIBRARY : path;
    String config = OpenBlasCalls.makeSingleThreaded(name).orElse("");
    String threads =
        !config.isEmpty()
            ? "one thread a call, set by java.lang.foreign"
            : isSingleThreadedByEnvironment() ? "one thread a call, set by the environment" : "";
    String known = path == null ? "system BLAS" : "OpenBLAS";
    return new BlasLibrary(netlib(path), config.isEmpty() ? known : config.trim(), threads);
  }

  private static BLAS netlib(@Nullable String path) {
    Optional<String> before = Optional.ofNullable(System.getProperty(NETLIB_PATH));
    if (path != null) {
      System.setProperty(NETLIB_PATH, path);
    }
    try {
      return NativeBLAS.getInstance();
    } catch (IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalStateException("netlib: must load its native part, got " + e + ".", e);
    } finally {
      if (path != null) {
        before.ifPresentOrElse(
            old -> System.setProperty(NETLIB_PATH, old), () -> System.clearProperty(NETLIB_PATH));
      }
    }
  }

  private boolean isSingleThreadedByEnvironment() {
    for (String name : THREADS) {
      String value = environment.getOrDefault(name, "").trim();
      if (value.matches("[1-9][0-9]*")) {
        return value.equals("1");
      }
    }
    return false;
  }
}
