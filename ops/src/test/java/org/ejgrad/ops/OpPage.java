// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.ComposedRow.Argument;
import org.ejgrad.ops.ComposedRow.At;
import org.ejgrad.ops.ComposedRow.Kink;
import org.ejgrad.ops.MethodDocs.Method;

/**
 * The page of all ops, written from the op table, the composed methods, the reverse rules and the
 * descriptions.
 */
final class OpPage {
  /** Longer compositions say less than the description. */
  private static final int MOST_NODES = 42;

  private static final int LINKS_A_LINE = 6;

  private static final Pattern FACTORY = Pattern.compile("Structure\\.(\\w+)\\(");

  private static final String HEAD =
      """
      # The ops of EJGrad

      Written by the tables of the tests and by the reverse rules themselves; do not edit. For each method: how it is written,
      what it computes, shapes, where its tests draw numbers (at least 0.1 from kinks and poles; outside of that the description
      and the special points say what holds), its derivative, its kinks, and what it refuses. A method is defined for all
      numbers unless its description says otherwise, and gives NaN or is refused elsewhere.

      In a derivative, `y` is the result, `yBar` its cotangent and `xBar` that of the argument `x`. `carry(a, b)` is the elementwise
      product, and 0 where one of the two is 0, so that a cotangent of 0 stays 0 whatever the slope. Rules are expressions of
      ops on this page, so every op has derivatives of every order. Methods with a rule of their own show that rule as the op
      writes it. Methods that are composed show what they apply, and their derivative in closed form, which a test compares
      with what comes out of the rules of their parts.
      """;

  private static final Pattern SIDES = Pattern.compile("\\[\\d+x\\d+\\]");

  private final PageText page = new PageText();
  private final PageText body = new PageText();
  private final List<OpRow> rows = OpTable.rows();
  private final List<Method> all = MethodDocs.ofUsers();
  private final List<Method> structure = MethodDocs.ofStructure();
  private final NoDerivatives noDerivatives = new NoDerivatives();

  /** The ops that methods are. */
  private final Set<String> opsOfMethods = new TreeSet<>();

  /** What each method on the page is headed by, by its key. */
  private final Map<String, String> headings = new LinkedHashMap<>();

  private OpPage() {}

  static OpPage write() {
    OpPage page = new OpPage();
    page.sections();
    page.front();
    return page;
  }

  String text() {
    return (page.toString() + body).replaceAll("\n{3,}", "\n\n");
  }

  /** The keys of the methods on the page, with the headings of their sections. */
  Map<String, String> headings() {
    return headings;
  }

  Set<String> opsOfMethods() {
    return opsOfMethods;
  }

  NoDerivatives noDerivatives() {
    return noDerivatives;
  }

  private void sections() {
    Map<String, ComposedRow> composed = new LinkedHashMap<>();
    ComposedRows.rows().forEach(row -> composed.put(row.method, row));
    List<Method> methods =
        all.stream().filter(Method::givesExpr).filter(method -> isOp(method.key())).toList();
    List<Method> direct =
        methods.stream().filter(method -> !composed.containsKey(method.key())).toList();
    Set<String> ops = new TreeSet<>(rows.stream().map(row -> row.op).toList());
    body.line("\n## Methods with a rule of their own");
    for (String op : ops) {
      List<Method> spellings = spellings(op, direct);
      if (!spellings.isEmpty()) {
        opsOfMethods.add(op);
        section(op, spellings);
      }
    }
    body.line("\n## Composed methods");
    for (Method method : methods) {
      ComposedRow row = composed.get(method.key());
      if (row != null) {
        section(method, row);
      }
    }
    body.line("\n## Ops inside others");
    body.line("\nThey are made by rules, by composed methods and by the compiler.");
    for (String op : ops) {
      if (spellings(op, direct).isEmpty()) {
        section(op, List.of());
      }
    }
    noDerivatives.write(body);
    body.line("\n## What differentiates, compiles and makes leaves\n");
    body.table("entry point", "what it does");
    all.stream()
        .filter(method -> method.type().equals("Autograd") && !isOnPage(method))
        .forEach(method -> body.row("`" + method.spelling() + "`", method.doc()));
  }

  private boolean isOnPage(Method method) {
    return headings.containsKey(method.key());
  }

  private static boolean isOp(String key) {
    return !PublicMethods.NO_OPS.containsKey(key);
  }

  private List<Method> spellings(String op, List<Method> direct) {
    return direct.stream().filter(method -> applies(method, op)).toList();
  }

  private void front() {
    page.line(HEAD);
    page.line("## Methods\n");
    Map<String, List<String>> links = new LinkedHashMap<>();
    for (Method method : all) {
      String heading = headings.get(method.key());
      if (heading != null) {
        links
            .computeIfAbsent(method.type(), type -> new ArrayList<>())
            .add(PageText.link(method.name() + arguments(method), heading));
      }
    }
    links.forEach(
        (type, list) -> {
          List<String> lines = new ArrayList<>();
          Iterables.partition(list, LINKS_A_LINE)
              .forEach(some -> lines.add("  " + String.join(", ", some)));
          page.line("- " + type + ":\n" + String.join(",\n", lines));
        });
  }

  /** Told only where another method has the name. */
  private String arguments(Method method) {
    boolean overloaded =
        all.stream()
                .filter(other -> other.type().equals(method.type()))
                .filter(other -> other.name().equals(method.name()))
                .count()
            > 1;
    return overloaded ? "(" + method.parameters().replaceAll("<.*>|[\\[\\]]", "") + ")" : "";
  }

  private void section(Method method, ComposedRow row) {
    String title = "`" + method.spelling() + "`";
    headings.put(method.key(), title);
    At at = row.symbols();
    List<Domain> domains = row.arguments.stream().map(Argument::domain).toList();
    RowFacts facts =
        new RowFacts(
            rows.stream().filter(r -> isOf(r, method) && r.domains.equals(domains)).toList());
    description(title, method);
    row.parameters.ifPresent(values -> body.line("- sample below: " + values));
    Formulas composition = formulas(row, at);
    composition.countUses(at.y().node());
    if (composition.size() <= MOST_NODES) {
      composition.define("y", at.y().node());
      body.formulas("composed of:", composition.lines());
    } else {
      body.line("- composed of " + composition.size() + " ops, as described");
    }
    List<Shape> shapes = row.arguments.stream().map(Argument::shape).toList();
    String sample = RowFacts.mapping(shapes, at.y().shape());
    body.line("- shapes: " + (facts.isEmpty() ? sample : facts.shapes()));
    body.line("- drawn from: " + RowFacts.domains(domains));
    derivative(row, at);
    kinks(row);
    facts.specials(body);
    facts.refused(body);
    noDerivatives.add(title, row);
  }

  private static Formulas formulas(ComposedRow row, At at) {
    Formulas formulas = new Formulas();
    for (int k = 0; k < at.x().size(); k++) {
      formulas.name(at.x(k).node(), row.arguments.get(k).name());
    }
    return formulas;
  }

  private void derivative(ComposedRow row, At at) {
    Formulas formulas = formulas(row, at);
    formulas.name(at.y().node(), "y");
    formulas.name(at.yBar().node(), "yBar");
    Map<String, Node> bars = new LinkedHashMap<>();
    for (Argument argument : row.arguments) {
      argument
          .cotangent()
          .ifPresent(form -> bars.put(argument.name() + "Bar", form.apply(at).node()));
    }
    if (bars.isEmpty()) {
      body.line("- derivative: none; the value only jumps");
    } else {
      bars.values().forEach(formulas::countUses);
      bars.forEach(formulas::define);
      // Some forms stretch to the sides of the sample; those of other shapes differ in these.
      boolean ofSample = formulas.lines().stream().anyMatch(line -> SIDES.matcher(line).find());
      body.formulas(
          "derivative, in closed form" + (ofSample ? " for these shapes:" : ":"), formulas.lines());
    }
  }

  private void kinks(ComposedRow row) {
    boolean jumps = row.arguments.stream().allMatch(x -> x.cotangent().isEmpty());
    if (row.kinks.isEmpty()) {
      body.line("- kinks: " + (jumps ? "slope 0, also at a jump" : "none"));
    }
    for (Kink kink : row.kinks) {
      String at = kink.x().stream().map(m -> numbers(m.data)).collect(Collectors.joining(", "));
      String slopes =
          kink.slopes().stream().map(m -> numbers(m.data)).collect(Collectors.joining(", "));
      body.line("- kinks: " + kink.convention() + "; at " + at + " slopes " + slopes);
    }
  }

  private static String numbers(double... values) {
    return "[" + RowFacts.numbers(Arrays.stream(values).boxed().toList()) + "]";
  }

  /** Rows of methods are titled by their names. */
  private static boolean isOf(OpRow row, Method method) {
    return row.title.split(" ", 2)[0].equals(method.name());
  }

  private void description(String title, Method... methods) {
    body.line("\n### " + title + "\n");
    for (Method method : methods) {
      body.line(method.doc() + "\n");
    }
    for (Method method : methods) {
      method.tags().forEach(tag -> body.line("- " + tag));
    }
  }

  private void section(String op, List<Method> spellings) {
    List<OpRow> same = rows.stream().filter(row -> row.op.equals(op)).toList();
    List<OpRow> named =
        same.stream()
            .filter(row -> spellings.stream().anyMatch(method -> isOf(row, method)))
            .toList();
    RowFacts facts = new RowFacts(named.isEmpty() ? same : named);
    String title =
        spellings.isEmpty()
            ? op.substring(op.indexOf('.') + 1)
            : spellings.stream()
                .map(method -> "`" + method.spelling() + "`")
                .collect(Collectors.joining(", "));
    spellings.forEach(method -> headings.put(method.key(), title));
    description(title, spellings.toArray(new Method[0]));
    body.line("- op: " + op);
    body.line("- shapes: " + facts.shapes());
    body.line("- drawn from: " + facts.domains());
    Optional<Node> application = application(op, same);
    if (application.isPresent()) {
      RuleText rule = new RuleText(application.get());
      String label = application.get().op().orElseThrow().label();
      if (rule.lines().isEmpty()) {
        body.line("- derivative: none");
      } else {
        body.formulas("derivative, by the rule for " + label + ":", rule.lines());
      }
      noDerivatives.add(title, !spellings.isEmpty(), application.get(), rule);
    } else {
      body.line("- derivative: none is asked for; the compiler makes it in finished programs");
    }
    String where = facts.hasSpecials() ? "see the special points" : "see the description";
    body.line("- kinks: " + (facts.hasKinks() ? where : "none"));
    facts.specials(body);
    facts.refused(body);
  }

  /**
   * The op where a row builds it, of matrices of several rows and columns if it takes them; of
   * several shapes, the first of those whose rule has most terms, as a rule may leave out what
   * square matrices have not.
   */
  private static Optional<Node> application(String op, List<OpRow> own) {
    for (boolean anyShape : new boolean[] {false, true}) {
      List<Node> applications = new ArrayList<>();
      for (OpRow row : own) {
        for (List<Shape> shapes : row.shapes) {
          if (anyShape || RowFacts.isTelling(shapes)) {
            Node built = row.build.apply(RowFacts.inputs(shapes)).node();
            find(op, built, new HashSet<>()).ifPresent(applications::add);
          }
        }
      }
      if (!applications.isEmpty()) {
        return applications.stream()
            .max(Comparator.comparingLong(node -> terms(new RuleText(node))));
      }
    }
    return Optional.empty();
  }

  private static long terms(RuleText rule) {
    return String.join("", rule.lines()).chars().filter(c -> c == '(').count();
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
    if (name.startsWith("Factorization.")) {
      return false;
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    return makes(body, name)
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
}
