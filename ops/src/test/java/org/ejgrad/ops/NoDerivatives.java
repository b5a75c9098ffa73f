// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;

/** What has no derivative, and why, gathered from reverse rules while a page is written. */
final class NoDerivatives {
  private static final String ONLY_JUMPS =
      "It turns a comparison, a label or an index into whole numbers, which only jump.";
  private static final String STEPS =
      "Its value is constant but for jumps: slope 0 everywhere, also at a jump.";
  private static final String CHOOSES =
      "It chooses and measures nothing; the other arguments have derivatives.";

  /** Inputs that hold what is computed from another input, by which rules are stated. */
  private static final Set<String> CARRIED =
      Set.of("lu", "qr", "cholesky", "factor", "uses", "slope");

  private final Map<String, String> ofMethods = new LinkedHashMap<>();
  private final Map<String, String> ofArguments = new LinkedHashMap<>();
  private final Map<String, String> inside = new LinkedHashMap<>();
  private final Map<String, List<String>> carried = new TreeMap<>();

  /** The ops of which nothing has a derivative, and by which users call them. */
  private final List<String> opsOfMethods = new ArrayList<>();

  /**
   * An op with a rule.
   *
   * @param title what the page calls it
   * @param ofUsers whether a method of users is this op
   */
  void add(String title, boolean ofUsers, Node application, RuleText rule) {
    Op op = application.op().orElseThrow();
    String name = OpNames.of(op);
    if (name.startsWith("ops.Factorization.")) {
      carried.computeIfAbsent("whole", key -> new ArrayList<>()).add(title);
    } else if (rule.without().size() == application.inputCount() || rule.isZero()) {
      (ofUsers ? ofMethods : inside).put(title, whole(name, rule));
      if (ofUsers) {
        opsOfMethods.add(name);
      }
    } else {
      for (int k : rule.without()) {
        String role = op.role(k, application.inputCount());
        boolean orders = name.startsWith("graph.");
        if (CARRIED.contains(role) || orders) {
          carried.computeIfAbsent(orders ? "order" : role, key -> new ArrayList<>()).add(title);
        } else {
          (ofUsers ? ofArguments : inside).put(title + ": `" + role + "`", CHOOSES);
        }
      }
    }
  }

  /** A composed method. */
  void add(String title, ComposedRow row) {
    if (row.arguments.stream().allMatch(argument -> argument.cotangent().isEmpty())) {
      ofMethods.put(title, ONLY_JUMPS);
    } else {
      row.arguments.stream()
          .filter(argument -> argument.cotangent().isEmpty())
          .forEach(argument -> ofArguments.put(title + ": `" + argument.name() + "`", CHOOSES));
    }
  }

  private static String whole(String op, RuleText rule) {
    if (op.endsWith("StopGradient")) {
      return "It exists to stop derivatives.";
    }
    if (op.endsWith("DropoutMask")) {
      return "It draws a mask for each whole number; between whole numbers there is none.";
    }
    return rule.lines().isEmpty() ? ONLY_JUMPS : STEPS;
  }

  List<String> opsOfMethods() {
    return opsOfMethods;
  }

  void write(PageText page) {
    page.line("\n## What has no derivative, and why");
    page.line(
        "\nEvery method and every expression among its arguments that is not listed has a derivative.");
    page.line("\n### Methods without a derivative\n");
    table(page, "method", ofMethods);
    page.line("\n### Arguments without a derivative\n");
    table(page, "argument", ofArguments);
    page.line("\n### Inside other ops\n");
    table(page, "op", inside);
    page.line("\nNo derivative is lost where an op inside takes what is computed from another");
    page.line("of its inputs, as its rule is stated in that one:\n");
    carried.forEach(
        (role, titles) -> page.line("- " + explained(role) + ": " + String.join("; ", titles)));
  }

  private static String explained(String role) {
    return switch (role) {
      case "whole" -> "a factorization, whose parts and solves have rules in the matrix";
      case "lu", "qr", "cholesky", "factor" -> "`" + role + "`, a factor of the matrix";
      case "uses" -> "`uses`, looked at to see which vectors are used";
      case "slope" -> "`slope`, the value itself";
      default -> "what only orders the computation; what depends on it is computed again";
    };
  }

  private static void table(PageText page, String head, Map<String, String> rows) {
    page.table(head, "why");
    rows.forEach((title, why) -> page.row(title, why));
  }
}
