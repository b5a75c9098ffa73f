// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.BiFunction;
import org.ejgrad.graph.ElementwiseOp;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejgrad.ops.kernels.Elementwise;

/** Elementwise functions of one matrix and one fixed number, a line of the table each. */
record ElementwiseWithNumber(Table function, double number) implements ElementwiseOp, ExprOp {
  /** y_ij = f(x_ij, c): the loop, then the cotangent of x. */
  enum Table {
    SCALE("scale", Elementwise::scale, (x, c, yBar) -> yBar.carry(c)),
    SHIFT("plus", Elementwise::shift, (x, c, yBar) -> yBar),
    // Divided again, not times 1 / c, which is rounded.
    DIVIDE(
        "divide",
        Elementwise::divide,
        (x, c, yBar) -> 1 / c != 0 && Double.isFinite(1 / c) ? yBar.divide(c) : yBar.carry(1 / c)),
    LEAKY_RELU(
        "leakyRelu",
        Elementwise::leakyRelu,
        (x, c, yBar) -> x.greaterThan(0).select(yBar, yBar.carry(c))),
    // pow(x, 0) is 1 everywhere, so its slope is 0 even where x^-1 is infinite.
    POWER(
        "power",
        ElementwiseWithNumber::power,
        (x, c, yBar) -> c == 0 ? x.zeros() : yBar.carry(x.elementPower(c - 1).scale(c)));

    private final String label;
    private final BiFunction<Precision, Double, Kernel> kernel;
    private final Reverse reverse;

    Table(String label, BiFunction<Precision, Double, Kernel> kernel, Reverse reverse) {
      this.label = label;
      this.kernel = kernel;
      this.reverse = reverse;
    }
  }

  /** The cotangent of x. */
  private interface Reverse {
    Expr xBar(Expr x, double c, Expr yBar);
  }

  /** Squares and reciprocals are one operation each, rounded once. */
  private static Kernel power(Precision precision, double c) {
    if (c == 2) {
      return Elementwise.square(precision);
    }
    return c == -1 ? Elementwise.reciprocal(precision) : Elementwise.power(precision, c);
  }

  @Override
  public String label() {
    return function.label + "[" + number + "]";
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    return function.kernel.apply(precision, number);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return List.of(function.reverse.xBar(x.get(0), number, yBar));
  }

  /**
   * x * 1, x / 1, x^1 and leakyRelu(x, 1) are x, to the bit. (x + 0 is not: it turns -0 into 0.) Of
   * two factors that follow each other one remains, where one is a power of 2: to the bit, unless
   * their product or what lies between leaves the range of normal numbers.
   */
  @Override
  public Node rewrite(Node y) {
    if (number == 1 && function != Table.SHIFT) {
      return y.input(0);
    }
    return function == Table.SCALE ? scaled(y.input(0), number) : y;
  }

  /** x times a number, merged with a factor that x has. */
  static Node scaled(Node x, double number) {
    if (number == 1) {
      return x;
    }
    if (x.op().orElse(null) instanceof ElementwiseWithNumber inner
        && inner.function == Table.SCALE
        && (isPowerOf2(number) || isPowerOf2(inner.number))
        && isNormal(number * inner.number)) {
      return scaled(x.input(0), number * inner.number);
    }
    return Node.apply(new ElementwiseWithNumber(Table.SCALE, number), x);
  }

  private static boolean isPowerOf2(double x) {
    return isNormal(x) && Math.abs(x) == Math.scalb(1.0, Math.getExponent(x));
  }

  private static boolean isNormal(double x) {
    return Math.abs(x) >= Double.MIN_NORMAL && Math.abs(x) <= Double.MAX_VALUE;
  }
}
