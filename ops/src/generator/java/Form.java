// SPDX-License-Identifier: Apache-2.0
import java.util.List;

/** How a formula's operators are spelled: for one element or for a vector of them. */
interface Form {
  /** What a term is: literals and numbers of the table go with values and bits alike. */
  enum Kind {
    VALUE,
    BITS,
    MASK,
    NUMBER
  }

  /** A part of a formula, in Java. */
  record Term(String code, Kind kind) {}

  /** The type of a variable. */
  String type(Kind kind);

  Term binary(String operator, Term a, Term b);

  Term minus(Term a);

  Term choose(Term condition, Term a, Term b);

  /** One of the functions that the table's head names. */
  Term call(String function, List<Term> arguments);

  /** The kind of a result of an operator, where one side may be a number. */
  static Kind kind(String operator, Term a, Term b) {
    if (operator.matches("[<>]=?|[!=]=")) {
      return Kind.MASK;
    }
    return a.kind() == Kind.NUMBER ? b.kind() : a.kind();
  }
}
