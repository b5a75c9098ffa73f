// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Translates the formulas of a loop to Java: its variables become statements, with a number behind
 * their name, and so do those of the definitions it calls.
 */
final class Formula {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\d+\\.\\d+|\\w+|>>>|<<|[<>!=]=|[-+*/<>&|^?:(),])");

  /** Operators that bind alike, from the loosest to the tightest, as in Java. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("|"),
          List.of("^"),
          List.of("&"),
          List.of("==", "!="),
          List.of("<", "<=", ">", ">="),
          List.of("<<", ">>>"),
          List.of("+", "-"),
          List.of("*", "/"));

  /** From so many coefficients on, a polynomial is taken in two halves. */
  private static final int LONG = 6;

  private final FunctionTable table;
  private final Form form;
  private final Precision p;
  private final StringBuilder statements;
  private int variables;

  Formula(FunctionTable table, Form form, Precision p, StringBuilder statements) {
    this.table = table;
    this.form = form;
    this.p = p;
    this.statements = statements;
  }

  /** Appends the statements of a function and returns its result, in Java. */
  String of(FunctionTable.Entry f, List<String> elements) {
    List<Form.Term> arguments = new ArrayList<>();
    elements.forEach(code -> arguments.add(new Form.Term(code, Form.Kind.VALUE)));
    for (String number : f.numbers()) {
      String code = p == Precision.DOUBLE ? number : "(float) " + number;
      arguments.add(new Form.Term(code, Form.Kind.NUMBER));
    }
    return apply(f, arguments).code();
  }

  private Form.Term apply(FunctionTable.Entry f, List<Form.Term> arguments) {
    Map<String, Form.Term> names = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      names.put(i < f.arrays().size() ? f.arrays().get(i) : numberAt(f, i), arguments.get(i));
    }
    int last = f.lines().size() - 1;
    for (String line : f.lines().subList(0, last)) {
      String[] nameAndTerm = line.split(" = ", 2);
      names.put(nameAndTerm[0], variable(nameAndTerm[0], new Line(nameAndTerm[1], names).term()));
    }
    return new Line(f.lines().get(last), names).term();
  }

  private static String numberAt(FunctionTable.Entry f, int argument) {
    return f.numbers().get(argument - f.arrays().size());
  }

  private Form.Term variable(String name, Form.Term term) {
    if (term.code().matches("[a-z]\\w*")) {
      return term;
    }
    variables++;
    String type = form.type(term.kind());
    statements.append("      %s %s%d = %s;\n".formatted(type, name, variables, term.code()));
    return new Form.Term(name + variables, term.kind());
  }

  /** One line of a formula: a parser by recursive descent. */
  private final class Line {
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Form.Term> names;
    private int next;

    Line(String text, Map<String, Form.Term> names) {
      this.names = names;
      Matcher token = TOKEN.matcher(text);
      int end = 0;
      while (token.lookingAt()) {
        tokens.add(token.group(1));
        end = token.end();
        token.region(end, text.length());
      }
      if (end < text.length()) {
        throw new IllegalArgumentException("formula: cannot read '" + text + "' from " + end);
      }
    }

    Form.Term term() {
      Form.Term condition = binary(0);
      if (!takes("?")) {
        return condition;
      }
      Form.Term a = term();
      expect(":");
      return form.choose(condition, a, term());
    }

    private Form.Term binary(int level) {
      if (level == LEVELS.size()) {
        return unary();
      }
      Form.Term left = binary(level + 1);
      while (next < tokens.size() && LEVELS.get(level).contains(tokens.get(next))) {
        String operator = tokens.get(next++);
        left = form.binary(operator, left, binary(level + 1));
      }
      return left;
    }

    private Form.Term unary() {
      return takes("-") ? form.minus(unary()) : primary();
    }

    private Form.Term primary() {
      if (takes("(")) {
        Form.Term inner = term();
        expect(")");
        return inner;
      }
      String token = tokens.get(next++);
      if (names.containsKey(token)) {
        return names.get(token);
      }
      if (table.hasConstant(token)) {
        String text = table.constant(token, p);
        return new Form.Term(text.matches("-.*|.* .*") ? "(" + text + ")" : text, Form.Kind.NUMBER);
      }
      if (Character.isDigit(token.charAt(0))) {
        return new Form.Term(token, Form.Kind.NUMBER);
      }
      expect("(");
      return token.equals("polynomial") ? polynomial() : call(token);
    }

    private Form.Term call(String function) {
      List<Form.Term> arguments = new ArrayList<>();
      do {
        arguments.add(term());
      } while (takes(","));
      expect(")");
      if (function.equals("rest")) {
        return lost(arguments.get(0));
      }
      if (!table.defines(function) || function.matches("abs|sqrt")) {
        return form.call(function, arguments);
      }
      FunctionTable.Entry f = table.definition(function);
      List<Form.Term> variables = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        variables.add(variable(f.arrays().get(i), arguments.get(i)));
      }
      return apply(f, variables);
    }

    /** What the type's number lost of the number of the loop. */
    private Form.Term lost(Form.Term number) {
      String inFloat = number.code();
      String code = "%s - %s".formatted(inFloat.substring(inFloat.indexOf(' ') + 1), inFloat);
      return new Form.Term(
          p == Precision.DOUBLE ? "0" : "(float) (" + code + ")", Form.Kind.NUMBER);
    }

    /** By Horner's rule; a long one as even(x^2) + x odd(x^2), which takes half the time alone. */
    private Form.Term polynomial() {
      Form.Term x = term();
      expect(",");
      List<Form.Term> coefficients = new ArrayList<>();
      for (String text : table.coefficients(tokens.get(next++), p)) {
        coefficients.add(new Form.Term(text, Form.Kind.NUMBER));
      }
      expect(")");
      if (coefficients.size() < LONG) {
        return horner(coefficients, 0, 1, x);
      }
      Form.Term square = variable("square", form.binary("*", x, x));
      Form.Term odd = horner(coefficients, 1, 2, square);
      return form.call("fma", List.of(odd, x, horner(coefficients, 0, 2, square)));
    }

    private Form.Term horner(List<Form.Term> coefficients, int first, int step, Form.Term x) {
      int highest = first + (coefficients.size() - 1 - first) / step * step;
      Form.Term sum = coefficients.get(highest);
      for (int i = highest - step; i >= first; i -= step) {
        sum = form.call("fma", List.of(sum, x, coefficients.get(i)));
      }
      return sum;
    }

    private boolean takes(String token) {
      boolean there = next < tokens.size() && tokens.get(next).equals(token);
      next += there ? 1 : 0;
      return there;
    }

    private void expect(String token) {
      if (!takes(token)) {
        throw new IllegalArgumentException("formula: expected " + token + " in " + tokens);
      }
    }
  }
}
