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
  /**
   * A documented method: how it is called, what its description says, what it does.
   *
   * @param tags what is said of parameters and exceptions, a line each
   */
  record Method(
      String type,
      String name,
      String parameters,
      String result,
      String doc,
      List<String> tags,
      String body) {
    /** As a user writes it: {@code clip(double low, double high)}. */
    String spelling() {
      boolean fluent = type.equals("Expr") && !isStatic();
      return (fluent ? "" : type + ".") + name + "(" + parameters + ")";
    }

    /** As {@link PublicMethods} calls it. */
    String key() {
      String erased = parameters;
      while (erased.contains("<")) {
        erased = erased.replaceAll("<[^<>]*>", "");
      }
      String types = erased.replaceAll(" \\w+(?=,|$)", "").replace("...", "[]");
      return type + "." + name + "(" + types + ")";
    }

    private boolean isStatic() {
      return result.contains("static ");
    }

    boolean givesExpr() {
      return result.endsWith("Expr") || result.endsWith(" States");
    }
  }

  private static final Pattern METHOD =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@Override\\s+)?"
              + "((?:public |default |static )+(?!record|interface)(?:<[^>]*> )?[\\w<>\\[\\]., ?]+) (\\w+)\\(([^)]*)\\)"
              + "\\s*(?:throws [\\w, ]+)?\\{(.*?)\\n  \\}",
          Pattern.DOTALL);

  private static final Pattern TAG =
      Pattern.compile("\\n\\s*@(param|throws) (\\w+)((?:(?!\\n\\s*@).)*)", Pattern.DOTALL);

  /** The types other than expressions that have methods of users. */
  private static final List<String> OTHER_TYPES =
      List.of(
          "SparseConstant", "Losses", "Normalization", "Dropout", "Images", "Control", "Autograd");

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
    for (String type : OTHER_TYPES) {
      methods.addAll(of(home.resolve(type + ".java")));
    }
    return methods;
  }

  /** Those that make the ops of the module graph. */
  static List<Method> ofStructure() {
    return of(Path.of("../graph/src/main/java/org/ejgrad/graph/Structure.java"));
  }

  private static List<Method> of(Path file) {
    String name = file.getFileName().toString().replace(".java", "");
    String type = name.endsWith("Methods") ? "Expr" : name;
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
              tags(matcher.group(1)),
              matcher.group(5)));
    }
    return methods;
  }

  /** A description without marks and examples, up to its first tag. */
  private static String plain(String doc) {
    String text = unstarred(doc).replaceAll("(?s)\\n\\s*@\\w.*", "");
    return words(text.replaceAll("(?s)<pre>.*?</pre>", " "));
  }

  private static List<String> tags(String doc) {
    List<String> tags = new ArrayList<>();
    Matcher tag = TAG.matcher(unstarred(doc));
    while (tag.find()) {
      String subject = tag.group(1).equals("param") ? "`" + tag.group(2) + "`: " : "";
      String what = words(tag.group(3));
      tags.add(subject.isEmpty() ? "`" + tag.group(2) + "` " + what : subject + what);
    }
    return tags;
  }

  private static String unstarred(String doc) {
    return doc.replaceAll("\\n\\s*\\* ?", "\n");
  }

  private static String words(String text) {
    String linked = text.replaceAll("\\{@link(?:plain)?\\s+#?([^}]*)\\}", "`$1`").replace('#', '.');
    String code = linked.replaceAll("\\{@code ([^}]*)\\}", "`$1`");
    return code.replaceAll("<[/a-z]+>", " ").replaceAll("\\s+", " ").strip();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
