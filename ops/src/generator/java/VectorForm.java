// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.Map;

/** A formula for a vector of elements, by methods of jdk.incubator.vector. */
final class VectorForm implements Form {
  private static final Map<String, String> COMPARISONS =
      Map.of("<", "LT", "<=", "LE", ">", "GT", ">=", "GE", "==", "EQ", "!=", "NE");

  private static final Map<String, String> METHODS =
      Map.of("+", "add", "-", "sub", "*", "mul", "/", "div", "&", "and", "|", "or");

  private static final Map<String, String> LANEWISE =
      Map.of("<<", "LSHL", ">>>", "LSHR", "^", "XOR");

  private final Precision p;

  VectorForm(Precision p) {
    this.p = p;
  }

  @Override
  public String type(Kind kind) {
    return switch (kind) {
      case VALUE -> p.vector();
      case BITS -> p.bitsVector();
      case MASK -> "VectorMask<" + p.name + ">";
      case NUMBER -> p.type;
    };
  }

  @Override
  public Term binary(String operator, Term a, Term b) {
    if (a.kind() == Kind.NUMBER && b.kind() == Kind.NUMBER) {
      return new Term("(" + a.code() + " " + operator + " " + b.code() + ")", Kind.NUMBER);
    }
    Kind kind = Form.kind(operator, a, b);
    if (a.kind() == Kind.NUMBER && operator.matches("[+*]")) {
      return binary(operator, b, a);
    }
    String left = a.kind() == Kind.NUMBER ? broadcast(a) : a.code();
    String right = a.kind() == Kind.BITS ? b.code() : operand(b);
    if (COMPARISONS.containsKey(operator)) {
      return new Term(left + ".compare(" + COMPARISONS.get(operator) + ", " + right + ")", kind);
    }
    if (LANEWISE.containsKey(operator)) {
      return new Term(left + ".lanewise(" + LANEWISE.get(operator) + ", " + right + ")", kind);
    }
    return new Term(left + "." + METHODS.get(operator) + "(" + right + ")", kind);
  }

  @Override
  public Term minus(Term a) {
    return a.kind() == Kind.NUMBER
        ? new Term("-" + a.code(), a.kind())
        : new Term(a.code() + ".neg()", a.kind());
  }

  @Override
  public Term choose(Term condition, Term a, Term b) {
    String code = broadcast(b) + ".blend(" + operand(a) + ", " + condition.code() + ")";
    return new Term(code, Kind.VALUE);
  }

  @Override
  public Term call(String function, List<Term> arguments) {
    Term a = arguments.get(0);
    return switch (function) {
      case "bits" -> new Term(a.code() + ".reinterpretAs" + p.bitsName + "s()", Kind.BITS);
      case "value" -> new Term(a.code() + ".reinterpretAs" + p.name + "s()", Kind.VALUE);
      case "abs", "sqrt" -> new Term(a.code() + "." + function + "()", Kind.VALUE);
      case "max", "min" -> {
        String b = operand(arguments.get(1));
        yield new Term(a.code() + "." + function + "(" + b + ")", Kind.VALUE);
      }
      case "each" -> new Term(broadcast(a), Kind.VALUE);
      case "fma" -> {
        String b = broadcast(arguments.get(1));
        String c = broadcast(arguments.get(2));
        yield new Term(broadcast(a) + ".fma(" + b + ", " + c + ")", Kind.VALUE);
      }
      default -> throw new IllegalArgumentException("formula: no function " + function);
    };
  }

  private String operand(Term term) {
    return term.kind() == Kind.NUMBER ? p.value(term.code()) : term.code();
  }

  private String broadcast(Term term) {
    return term.kind() == Kind.NUMBER
        ? p.vector() + ".broadcast(" + p.species() + ", " + p.value(term.code()) + ")"
        : term.code();
  }
}
