// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.MethodDocs.Method;

/** The page of all ops, written from the op table, the reverse rules and the descriptions. */
final class OpPage {
  private static final int MOST_SHAPES = 4;
  private static final int MOST_MESSAGES = 4;

  private static final Pattern FACTORY = Pattern.compile("Structure\\.(\\w+)\\(");

  private static final String HEAD =
      """
      # The ops of EJGrad

      Written by the op table of the tests and by the reverse rules themselves; do not edit. For each op: how it is written,
      what it computes, shapes, where its tests draw numbers (at least 0.1 from kinks and poles), its reverse rule on symbols,
      documented values and slopes at special points, and what it refuses.

      In a rule, `y` is the result, `yBar` its cotangent and `xBar` that of the input `x`. `carry(a, b)` is the elementwise
      product, and 0 where one of the two is 0, so that a cotangent of 0 stays 0 whatever the slope. Rules are expressions of
      ops on this page, so every op has derivatives of every order.

      """;

  private final StringBuilder page = new StringBuilder(HEAD);
  private final List<OpRow> rows = OpTable.rows();
  private final List<Method> methods =
      MethodDocs.ofUsers().stream().filter(Method::givesExpr).toList();
  private final List<Method> structure = MethodDocs.ofStructure();
  private final List<Method> composed = new ArrayList<>();
  private final List<String> withoutDerivative = new ArrayList<>();

  private OpPage() {}

  static String text() {
    OpPage page = new OpPage();
    page.write();
    return page.page.toString().replaceAll("\n{3,}", "\n\n");
  }

  private void write() {
    Set<String> ops = new TreeSet<>(rows.stream().map(row -> row.op).toList());
    methods.stream()
        .filter(method -> isOp(method) && !method.doc().isEmpty())
        .filter(method -> ops.stream().noneMatch(op -> applies(method, op)))
        .forEach(composed::add);
    line("## Ops with a rule of their own");
    for (String op : ops) {
      section(op, rows.stream().filter(row -> row.op.equals(op)).toList());
    }
    line("## Composed of the ops above");
    line("\nTheir derivatives are those of their parts.");
    composed.forEach(this::section);
    line("\n## What has no derivative, and why\n");
    table("op", "why");
    withoutDerivative.forEach(page::append);
  }

  /**
   * Leaves, transformations of whole functions and the way to apply an op of your own are not ops.
   */
  private static boolean isOp(Method method) {
    return !method.type().equals("Autograd")
        && !method.name().equals("of")
        && !method.name().equals("apply");
  }

  /** A composed method, with what its own rows of the table say. */
  private void section(Method method) {
    line("\n### `" + method.spelling() + "`\n");
    page.append(method.doc()).append('\n');
    List<OpRow> own = rows.stream().filter(row -> isOf(row, method)).toList();
    if (!own.isEmpty()) {
      line("\n- shapes: " + shapes(own));
      line("- drawn from: " + domains(own));
      specials(own);
      refused(own);
    }
  }

  /** Rows of methods are titled by their names. */
  private static boolean isOf(OpRow row, Method method) {
    return row.title.split(" ", 2)[0].equals(method.name());
  }

  private void section(String op, List<OpRow> all) {
    List<Method> spellings = methods.stream().filter(method -> applies(method, op)).toList();
    List<OpRow> direct =
        all.stream()
            .filter(
                row ->
                    composed.stream().noneMatch(method -> isOf(row, method))
                        || spellings.stream().anyMatch(method -> isOf(row, method)))
            .toList();
    List<OpRow> own = direct.isEmpty() ? all : direct;
    String title =
        spellings.isEmpty()
            ? op.substring(op.indexOf('.') + 1) + ", inside other ops"
            : spellings.stream()
                .map(method -> "`" + method.spelling() + "`")
                .collect(Collectors.joining(", "));
    line("\n### " + title + "\n");
    for (Method method : spellings) {
      page.append(method.doc()).append('\n');
    }
    line("\n- op: " + op);
    line("- shapes: " + shapes(own));
    line("- drawn from: " + domains(own));
    Optional<Node> application = application(op, own);
    if (application.isPresent()) {
      derivative(title, op, application.get());
    } else {
      line("- made by the compiler, from programs that are differentiated already");
    }
    specials(own);
    refused(own);
  }

  private void derivative(String title, String op, Node application) {
    RuleText rule = new RuleText(application);
    if (!rule.lines().isEmpty()) {
      line("- rule, for " + application.op().orElseThrow().label() + ":");
      line("\n  ```");
      rule.lines().forEach(text -> line("  " + text));
      line("  ```\n");
    }
    int inputs = application.inputCount();
    if (rule.without().size() == inputs) {
      withoutDerivative.add(cells(title, jumps(op)));
    } else if (rule.isZero()) {
      withoutDerivative.add(
          cells(title, "Its value is constant but for jumps: slope 0 everywhere, also at a jump."));
    } else {
      for (int k : rule.without()) {
        String role = application.op().orElseThrow().role(k, inputs);
        withoutDerivative.add(cells(title + ": input `" + role + "`", notNeeded(op, role)));
      }
    }
  }

  private static String notNeeded(String op, String role) {
    if (op.startsWith("graph.")) {
      return "It orders the computation; what depends on it is computed again by the rule.";
    }
    return switch (role) {
      case "lu", "qr", "cholesky", "factor" ->
          "It is a factor of `a`, and the rule is stated in `a`: no derivative is lost.";
      case "uses" -> "It is looked at, to see which vectors are used, and not computed with.";
      case "slope" -> "It is the value; the rule states its derivatives in the other inputs.";
      default -> "It chooses elements and measures nothing; the other inputs have derivatives.";
    };
  }

  private static String jumps(String op) {
    if (op.endsWith("StopGradient")) {
      return "It exists to stop derivatives.";
    }
    if (op.startsWith("ops.Factorization.")) {
      return "The rules of what is computed from a factor are stated in the matrix: no derivative is"
          + " lost.";
    }
    return op.endsWith("DropoutMask")
        ? "It draws a mask for each whole number; between whole numbers there is none."
        : "It turns a comparison, a label or an index into whole numbers, which only jump.";
  }

  private void specials(List<OpRow> own) {
    boolean first = true;
    for (OpRow row : own) {
      for (OpRow.Special special : row.specials) {
        if (first) {
          line("- special points:\n");
          table("as", "at", "value", "slope");
        }
        first = false;
        row(
            row.title,
            numbers(special.x()),
            RuleText.number(special.y()),
            numbers(special.slopes()));
      }
    }
    if (!first) {
      page.append('\n');
    }
  }

  private void refused(List<OpRow> own) {
    Set<String> messages = new LinkedHashSet<>();
    own.forEach(row -> row.wrongs.forEach(wrong -> messages.add(message(wrong))));
    if (!messages.isEmpty()) {
      line("- refused:");
      messages.stream().limit(MOST_MESSAGES).forEach(message -> line("  - `" + message + "`"));
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

  /** Of several rows and columns, where there are such. */
  private static String shapes(List<OpRow> own) {
    Set<String> seen = shapes(own, OpPage::isTelling);
    if (seen.size() < 2) {
      seen.addAll(shapes(own, shapes -> !isEmpty(shapes)));
    }
    boolean empty = own.stream().flatMap(row -> row.shapes.stream()).anyMatch(OpPage::isEmpty);
    return String.join("; ", seen) + (empty ? "; also without rows or columns" : "");
  }

  private static Set<String> shapes(List<OpRow> own, Predicate<List<Shape>> wanted) {
    Set<String> seen = new LinkedHashSet<>();
    for (OpRow row : own) {
      for (List<Shape> shapes : row.shapes) {
        if (wanted.test(shapes) && seen.size() < MOST_SHAPES) {
          String from = shapes.stream().map(Shape::toString).collect(Collectors.joining(", "));
          seen.add(from + " -> " + row.build.apply(inputs(shapes)).shape());
        }
      }
    }
    return seen;
  }

  private static boolean isEmpty(List<Shape> shapes) {
    return shapes.stream().anyMatch(shape -> shape.elements() == 0);
  }

  private static String domains(List<OpRow> own) {
    Set<String> seen = new LinkedHashSet<>();
    for (OpRow row : own) {
      seen.add(
          row.domains.stream()
              .map(domain -> domain.name().toLowerCase(Locale.ROOT).replace('_', ' '))
              .collect(Collectors.joining(" and ")));
    }
    return String.join("; ", seen);
  }

  /** The op where a row builds it, of matrices of several rows and columns if it takes them. */
  private static Optional<Node> application(String op, List<OpRow> own) {
    for (boolean anyShape : new boolean[] {false, true}) {
      for (OpRow row : own) {
        for (List<Shape> shapes : row.shapes) {
          if (anyShape || isTelling(shapes)) {
            Optional<Node> found =
                find(op, row.build.apply(inputs(shapes)).node(), new HashSet<>());
            if (found.isPresent()) {
              return found;
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isTelling(List<Shape> shapes) {
    return shapes.stream().anyMatch(shape -> shape.rows() > 1 && shape.cols() > 1);
  }

  private static Optional<Node> find(String op, Node node, Set<Node> seen) {
    if (node.op().isPresent() && OpNames.of(node.op().get()).equals(op)) {
      return Optional.of(node);
    }
    for (Node input : node.inputs()) {
      if (seen.add(input)) {
        Optional<Node> found = find(op, input, seen);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a method's body applies an op: by its constant, its class, or the graph's factory. */
  private boolean applies(Method method, String op) {
    String name = op.substring(op.indexOf('.') + 1);
    String body = method.body();
    if (op.startsWith("graph.")) {
      // The outermost call makes the result; what is inside prepares operands.
      Matcher call = FACTORY.matcher(body);
      return call.find()
          && structure.stream()
              .filter(factory -> factory.name().equals(call.group(1)))
              .anyMatch(factory -> makes(factory.body(), name));
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    return body.contains("new " + name + "(")
        || (name.startsWith("ElementwiseWithNumber.") && mentions(body, "Table." + last))
        || mentions(body, name);
  }

  private static boolean makes(String body, String type) {
    return body.contains("new " + type + "(") || body.contains(type + ".of(");
  }

  private static boolean mentions(String body, String constant) {
    return constant.contains(".")
        && body.matches("(?s).*\\b" + constant.replace(".", "\\.") + "\\b.*");
  }

  private static List<Expr> inputs(List<Shape> shapes) {
    List<Expr> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(Autograd.input("x" + inputs.size(), shape.rows(), shape.cols()));
    }
    return inputs;
  }

  private static String numbers(List<Double> values) {
    return values.stream().map(RuleText::number).collect(Collectors.joining(", "));
  }

  private void table(String... heads) {
    row(heads);
    page.append("| --- ".repeat(heads.length)).append("|\n");
  }

  private void row(String... cells) {
    page.append(cells(cells));
  }

  private static String cells(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      row.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    return row.append('\n').toString();
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
