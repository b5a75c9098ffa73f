// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a tutorial prints, for tests. */
public final class Printed {
  private final String text;

  private Printed(String text) {
    this.text = text;
  }

  /** Runs it and keeps what it prints. */
  public static Printed by(Consumer<PrintStream> tutorial) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, UTF_8)) {
      tutorial.accept(out);
    }
    return new Printed(bytes.toString(UTF_8));
  }

  /** All of it, with \n between lines. */
  public String text() {
    return text.replace(System.lineSeparator(), "\n");
  }

  /** The one line that starts with this, spaces before it aside. */
  public String line(String start) {
    List<String> found =
        text.lines().map(String::strip).filter(line -> line.startsWith(start)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " lines start with '" + start + "' in:\n" + text);
    }
    return found.get(0);
  }

  /** The numbers after that start, those between words included. */
  public double[] numbers(String start) {
    return Stream.of(line(start).substring(start.length()).split("[^-+.0-9eE]+"))
        .filter(word -> word.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
