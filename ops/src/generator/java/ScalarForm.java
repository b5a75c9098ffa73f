// SPDX-License-Identifier: Apache-2.0
import java.util.List;
import java.util.stream.Collectors;

/** A formula for one element. */
final class ScalarForm implements Form {
  private final Precision p;
  private final boolean fused;

  /** With the same bits as a vector's form if fused; otherwise without fma, slow on some CPUs. */
  ScalarForm(Precision p, boolean fused) {
    this.p = p;
    this.fused = fused;
  }

  @Override
  public String type(Kind kind) {
    return switch (kind) {
      case VALUE, NUMBER -> p.type;
      case BITS -> p.bits;
      case MASK -> "boolean";
    };
  }

  @Override
  public Term binary(String operator, Term a, Term b) {
    Kind kind = Form.kind(operator, a, b);
    Kind operands = a.kind() == Kind.NUMBER ? b.kind() : a.kind();
    String java = kind == Kind.MASK && operator.matches("[&|]") ? operator + operator : operator;
    String code = "(" + code(a, operands) + " " + java + " " + code(b, operands) + ")";
    return new Term(code, kind);
  }

  @Override
  public Term minus(Term a) {
    return new Term("-" + a.code(), a.kind());
  }

  @Override
  public Term choose(Term condition, Term a, Term b) {
    String ifTrue = code(a, Kind.VALUE);
    String ifFalse = code(b, Kind.VALUE);
    return new Term("(" + condition.code() + " ? " + ifTrue + " : " + ifFalse + ")", Kind.VALUE);
  }

  @Override
  public Term call(String function, List<Term> arguments) {
    if (function.equals("fma") && !fused) {
      return binary("+", binary("*", arguments.get(0), arguments.get(1)), arguments.get(2));
    }
    String list =
        arguments.stream().map(term -> code(term, Kind.VALUE)).collect(Collectors.joining(", "));
    return switch (function) {
      case "bits" -> new Term(toBits() + "(" + list + ")", Kind.BITS);
      case "value" -> new Term(fromBits() + "(" + arguments.get(0).code() + ")", Kind.VALUE);
      // A root rounded to double and then to float is the root rounded to float.
      case "sqrt" -> {
        String cast = p == Precision.FLOAT ? "(float) " : "";
        yield new Term("(" + cast + "Math.sqrt(" + list + "))", Kind.VALUE);
      }
      case "each" -> new Term("(" + list + ")", Kind.VALUE);
      case "fma", "abs", "max", "min" ->
          new Term("Math." + function + "(" + list + ")", Kind.VALUE);
      default -> throw new IllegalArgumentException("formula: no function " + function);
    };
  }

  private String toBits() {
    return p == Precision.DOUBLE ? "Double.doubleToRawLongBits" : "Float.floatToRawIntBits";
  }

  private String fromBits() {
    return p == Precision.DOUBLE ? "Double.longBitsToDouble" : "Float.intBitsToFloat";
  }

  private String code(Term term, Kind wanted) {
    boolean asValue = term.kind() == Kind.NUMBER && wanted != Kind.BITS;
    return asValue ? p.value(term.code()) : term.code();
  }
}
