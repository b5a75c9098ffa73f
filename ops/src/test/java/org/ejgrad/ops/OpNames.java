// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;

/** What each op is called in the op table, and which there are in the compiled classes. */
final class OpNames {
  private OpNames() {}

  /** The class below org.ejgrad, and the constant for an enum: {@code ops.RowOps.SOFTMAX_ROWS}. */
  static String of(Op op) {
    if (op instanceof ElementwiseWithNumber withNumber) {
      return className(op.getClass()) + "." + withNumber.function().name();
    }
    if (op instanceof Factor factor) {
      return className(Factorization.class) + "." + factor.kind().name();
    }
    if (op instanceof PartOfFactor part) {
      return className(FactorPart.class) + "." + part.kind().name();
    }
    return op instanceof Enum<?> constant
        ? className(constant.getDeclaringClass()) + "." + constant.name()
        : className(op.getClass());
  }

  /** All ops of the modules graph and ops, found by listing their compiled main classes. */
  static Set<String> compiled() {
    Set<String> names = new TreeSet<>();
    for (Class<?> anchor : List.of(Node.class, Expr.class)) {
      for (Class<?> found : classesBeside(anchor)) {
        boolean concrete =
            !found.isInterface() && Op.class.isAssignableFrom(found) && !isConstantBody(found);
        if (!concrete) {
          continue;
        }
        if (found == ElementwiseWithNumber.class) {
          for (ElementwiseWithNumber.Table function : ElementwiseWithNumber.Table.values()) {
            names.add(className(found) + "." + function.name());
          }
        } else if (found == Factor.class) {
          for (Factorization kind : Factorization.values()) {
            names.add(className(Factorization.class) + "." + kind.name());
          }
        } else if (found == PartOfFactor.class) {
          for (FactorPart kind : FactorPart.values()) {
            names.add(className(FactorPart.class) + "." + kind.name());
          }
        } else if (found.isEnum()) {
          for (Object constant : found.getEnumConstants()) {
            names.add(of((Op) constant));
          }
        } else {
          names.add(className(found));
        }
      }
    }
    return names;
  }

  private static boolean isConstantBody(Class<?> found) {
    return !found.isEnum() && Enum.class.isAssignableFrom(found);
  }

  private static String className(Class<?> op) {
    return op.getName().substring("org.ejgrad.".length()).replace('$', '.');
  }

  /** The classes in the directory or jar that this class was loaded from. */
  static List<Class<?>> classesBeside(Class<?> anchor) {
    try {
      URI place = anchor.getProtectionDomain().getCodeSource().getLocation().toURI();
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        return classesUnder(path, anchor.getClassLoader());
      }
      try (FileSystem jar = FileSystems.newFileSystem(path, Map.of())) {
        return classesUnder(jar.getPath("/"), anchor.getClassLoader());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Class<?>> classesUnder(Path root, ClassLoader loader)
      throws IOException, ClassNotFoundException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root)) {
      files = walk.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    List<Class<?>> classes = new ArrayList<>();
    for (Path file : files) {
      String name = root.relativize(file).toString().replace('\\', '/').replace('/', '.');
      name = name.substring(0, name.length() - ".class".length());
      if (!name.endsWith("package-info")) {
        classes.add(Class.forName(name, false, loader));
      }
    }
    return classes;
  }
}
