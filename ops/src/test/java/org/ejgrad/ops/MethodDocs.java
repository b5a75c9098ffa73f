// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Methods with their descriptions and bodies, read from the source of this project. */
final class MethodDocs {
  /** A documented method: how it is called, what its description says, what it does. */
  record Method(
      String type, String name, String parameters, String result, String doc, String body) {
    /** As a user writes it: {@code clip(double low, double high)}. */
    String spelling() {
      boolean fluent = type.equals("Expr") || type.endsWith("Methods");
      return (fluent && !isStatic() ? "" : type + ".") + name + "(" + parameters + ")";
    }

    private boolean isStatic() {
      return result.contains("static ");
    }

    boolean givesExpr() {
      return result.endsWith("Expr");
    }
  }

  private static final Pattern METHOD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@Override\\s+)?"
              + "((?:public |default |static )+(?:<[^>]*> )?[\\w<>\\[\\]., ?]+) (\\w+)\\(([^)]*)\\)"
              + "\\s*(?:throws [\\w, ]+)?\\{(.*?)\\n  \\}",
          Pattern.DOTALL);

  private MethodDocs() {}

  /** What users write: of expressions, of losses, and the entry points. */
  static List<Method> ofUsers() {
    Path home = Path.of("src/main/java/org/ejgrad/ops");
    List<Method> methods = new ArrayList<>(of(home.resolve("Expr.java")));
    try (Stream<Path> files = Files.list(home)) {
      files
          .filter(file -> file.getFileName().toString().endsWith("Methods.java"))
          .sorted()
          .forEach(file -> methods.addAll(of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    methods.addAll(of(home.resolve("Losses.java")));
    methods.addAll(of(home.resolve("Autograd.java")));
    return methods;
  }

  /** Those that make the ops of the module graph. */
  static List<Method> ofStructure() {
    return of(Path.of("../graph/src/main/java/org/ejgrad/graph/Structure.java"));
  }

  private static List<Method> of(Path file) {
    String type = file.getFileName().toString().replace(".java", "");
    List<Method> methods = new ArrayList<>();
    Matcher matcher = METHOD.matcher(read(file));
    while (matcher.find()) {
      methods.add(
          new Method(
              type,
              matcher.group(3),
              matcher.group(4).replaceAll("\\s+", " ").strip(),
              matcher.group(2).strip(),
              plain(matcher.group(1)),
              matcher.group(5)));
    }
    return methods;
  }

  /** A description without marks, up to its first tag. */
  private static String plain(String doc) {
    String text = doc.replaceAll("\\n\\s*\\* ?", "\n").replaceAll("(?s)\\n\\s*@\\w.*", "");
    text =
        text.replaceAll("\\{@link #?([^}]*)\\}", "`$1`").replaceAll("\\{@code ([^}]*)\\}", "`$1`");
    return text.replaceAll("<[/a-z]+>", " ").replaceAll("\\s+", " ").strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
