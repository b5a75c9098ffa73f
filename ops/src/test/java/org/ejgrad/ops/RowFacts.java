// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ejgrad.graph.Shape;

/** What rows of the op table say about an op, as lines of a page. */
final class RowFacts {
  private static final int MOST_SHAPES = 4;
  private static final int MOST_MESSAGES = 4;

  private final List<OpRow> rows;

  RowFacts(List<OpRow> rows) {
    this.rows = rows;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** Of several rows and columns, where there are such. */
  String shapes() {
    Set<String> seen = shapes(RowFacts::isTelling);
    if (seen.size() < 2) {
      seen.addAll(shapes(shapes -> !isEmpty(shapes)));
    }
    boolean empty = rows.stream().flatMap(row -> row.shapes.stream()).anyMatch(RowFacts::isEmpty);
    return String.join("; ", seen) + (empty ? "; also without rows or columns" : "");
  }

  private Set<String> shapes(Predicate<List<Shape>> wanted) {
    Set<String> seen = new LinkedHashSet<>();
    for (OpRow row : rows) {
      for (List<Shape> shapes : row.shapes) {
        if (wanted.test(shapes) && seen.size() < MOST_SHAPES) {
          seen.add(mapping(shapes, row.build.apply(inputs(shapes)).shape()));
        }
      }
    }
    return seen;
  }

  static String mapping(List<Shape> from, Shape to) {
    return from.stream().map(Shape::toString).collect(Collectors.joining(", ")) + " -> " + to;
  }

  /** Of matrices with several rows and columns, which show most of a rule. */
  static boolean isTelling(List<Shape> shapes) {
    return shapes.stream().anyMatch(shape -> shape.rows() > 1 && shape.cols() > 1);
  }

  private static boolean isEmpty(List<Shape> shapes) {
    return shapes.stream().anyMatch(shape -> shape.elements() == 0);
  }

  static List<Expr> inputs(List<Shape> shapes) {
    List<Expr> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(Autograd.input("x" + inputs.size(), shape.rows(), shape.cols()));
    }
    return inputs;
  }

  String domains() {
    Set<String> seen = new LinkedHashSet<>();
    for (OpRow row : rows) {
      seen.add(domains(row.domains));
    }
    return String.join("; ", seen);
  }

  static String domains(List<Domain> domains) {
    Set<String> words = new LinkedHashSet<>();
    domains.forEach(domain -> words.add(words(domain)));
    return String.join(" and ", words);
  }

  private static String words(Domain domain) {
    return switch (domain) {
      case ANY -> "any numbers";
      case POSITIVE -> "numbers above 0";
      case NOT_ZERO -> "numbers other than 0";
      case INSIDE_ONE -> "numbers inside (-1, 1)";
      case BETWEEN -> "numbers between whole numbers and halves";
      case PROBABILITY -> "numbers inside (0, 1)";
      case APART -> "numbers that differ from those beside them";
      case DISTINCT -> "numbers that all differ";
      case DOMINANT -> "regular matrices, symmetric part positive definite, spectrum distinct";
      case INDEX -> "whole numbers from 0";
      case TRUTH -> "0 or 1";
    };
  }

  /** Whether numbers are drawn so that they keep away from kinks, ties or jumps. */
  boolean hasKinks() {
    return rows.stream().flatMap(row -> row.domains.stream()).anyMatch(RowFacts::avoidsKinks);
  }

  private static boolean avoidsKinks(Domain domain) {
    return switch (domain) {
      case NOT_ZERO, BETWEEN, APART, DISTINCT -> true;
      default -> false;
    };
  }

  boolean hasSpecials() {
    return rows.stream().anyMatch(row -> !row.specials.isEmpty());
  }

  void specials(PageText page) {
    if (!hasSpecials()) {
      return;
    }
    page.line("- special points:\n");
    page.table("as", "at", "value", "slope");
    for (OpRow row : rows) {
      for (OpRow.Special special : row.specials) {
        page.row(
            row.title,
            numbers(special.x()),
            Formulas.number(special.y()),
            numbers(special.slopes()));
      }
    }
    page.line("");
  }

  static String numbers(List<Double> values) {
    return values.stream().map(Formulas::number).collect(Collectors.joining(", "));
  }

  void refused(PageText page) {
    Set<String> messages = new LinkedHashSet<>();
    rows.forEach(row -> row.wrongs.forEach(wrong -> messages.add(message(wrong))));
    if (!messages.isEmpty()) {
      page.line("- refused:");
      messages.stream().limit(MOST_MESSAGES).forEach(text -> page.line("  - `" + text + "`"));
    }
  }

  /** Without the line of the user's file. */
  private static String message(OpRow.Wrong wrong) {
    try {
      return "nothing: " + wrong.program().get();
    } catch (RuntimeException refused) {
      return String.valueOf(refused.getMessage())
          .lines()
          .findFirst()
          .orElse("")
          .replaceAll("(, at|(?<=[.]) At) [^,]*$", "");
    }
  }
}
