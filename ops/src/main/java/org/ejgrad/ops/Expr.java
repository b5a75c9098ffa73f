// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.graph.Arguments.check;

import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Cell;
import org.ejgrad.graph.GraphText;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Op;
import org.ejgrad.graph.Operand;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.graph.Structure;
import org.ejgrad.graph.Updates;
import org.ejml.data.DMatrixRMaj;

/**
 * An expression over matrices, written the way EJML's {@code SimpleMatrix} is: {@code
 * x.mult(w).plus(b).minus(y).square().mean()}. Nothing is computed while an expression is written;
 * shapes are checked at once. {@link Autograd} makes leaves, differentiates and compiles.
 *
 * <p>Binary elementwise methods broadcast as NumPy does: each side is equal or 1 in one of the two,
 * and is repeated. Matrix methods are strict. Shapes in the descriptions are those of an m x n
 * receiver.
 *
 * <p>Over 400 lines because every op has its one public spelling here; each body is one line.
 */
public final class Expr
    implements Operand,
        DerivativeMethods,
        ElementwiseMethods,
        ShapeMethods,
        StatisticsMethods,
        LinearAlgebraMethods {
  private final Node node;

  private Expr(Node node) {
    this.node = node;
  }

  /** The expression that stands for this node or cell. */
  public static Expr of(Operand operand) {
    return operand instanceof Expr expr ? expr : new Expr(operand.node());
  }

  /**
   * An op of your own, or any other, applied to these operands.
   *
   * @throws ShapeMismatchException if the op's shape rule is broken
   */
  public static Expr apply(Op op, Operand... inputs) {
    return new Expr(Node.apply(op, inputs));
  }

  @Override
  public Node node() {
    return node;
  }

  /** The shape of the value. */
  public Shape shape() {
    return node.shape();
  }

  /** Number of rows. */
  public int rows() {
    return node.shape().rows();
  }

  /** Number of columns. */
  public int cols() {
    return node.shape().cols();
  }

  // ---- arithmetic

  /** y = a + b, broadcasting. */
  public Expr plus(Expr b) {
    Shape shape = broadcastShape("plus", this, b);
    return new Expr(
        Structure.add(Structure.broadcast(node, shape), Structure.broadcast(b.node, shape)));
  }

  /** y = x + c for a number c. */
  public Expr plus(double c) {
    return withNumber(ElementwiseWithNumber.Table.SHIFT, c);
  }

  /** y = a - b, broadcasting. */
  public Expr minus(Expr b) {
    return binary(ElementwiseBinary.MINUS, b);
  }

  /** y = x - c for a number c. */
  public Expr minus(double c) {
    return withNumber(ElementwiseWithNumber.Table.SHIFT, -c);
  }

  /** y = c x for a number c. */
  public Expr scale(double c) {
    return withNumber(ElementwiseWithNumber.Table.SCALE, c);
  }

  /** y = x / c for a number c. */
  public Expr divide(double c) {
    return withNumber(ElementwiseWithNumber.Table.DIVIDE, c);
  }

  /** y = -x. */
  public Expr negative() {
    return apply(ElementwiseUnary.NEGATIVE, this);
  }

  /** y_ij = a_ij b_ij, broadcasting. */
  public Expr elementMult(Expr b) {
    return binary(ElementwiseBinary.TIMES, b);
  }

  /** y_ij = a_ij / b_ij, broadcasting. */
  public Expr elementDiv(Expr b) {
    return binary(ElementwiseBinary.DIVIDE, b);
  }

  /** y_ij = 1 / x_ij; slope -1 / x^2. */
  public Expr reciprocal() {
    return apply(ElementwiseUnary.RECIPROCAL, this);
  }

  // ---- products

  /** y = a b: m x k times k x n gives m x n. */
  public Expr mult(Expr b) {
    return apply(new MatMul(false, false), this, b);
  }

  /**
   * Row i is the Kronecker product of rows i of this and of b with q columns, m x n q: y_i,(j q +
   * k) = x_ij b_ik. Also known as the row-wise Khatri-Rao product.
   */
  public Expr rowwiseKron(Expr b) {
    return apply(new RowwiseKron(), this, b);
  }

  /** y_ij = x_ji, n x m. */
  public Expr transpose() {
    return apply(new Transpose(), this);
  }

  /** The sum of a_ij b_ij over all elements of two matrices of one shape, 1 x 1. */
  public Expr dot(Expr b) {
    if (!shape().equals(b.shape())) {
      throw ShapeMismatchException.of(
          "dot", "both must have the same shape", List.of("a", "b"), List.of(this, b));
    }
    return elementMult(b).elementSum();
  }

  // ---- elementwise functions

  /** y = e^x; slope y. */
  public Expr elementExp() {
    return apply(ElementwiseUnary.EXP, this);
  }

  /** y = log x, natural; slope 1 / x; -infinity at 0, NaN below. */
  public Expr elementLog() {
    return apply(ElementwiseUnary.LOG, this);
  }

  /** y = sqrt x; slope 1 / (2 y), +infinity at 0 unless the cotangent is 0; NaN below 0. */
  public Expr sqrt() {
    return apply(ElementwiseUnary.SQRT, this);
  }

  /** y = x^2; slope 2 x. */
  public Expr square() {
    return apply(ElementwiseUnary.SQUARE, this);
  }

  /**
   * y = x^p for a number p, as {@link Math#pow}: NaN for negative x unless p is whole; slope p
   * x^(p-1), and 0 for p = 0.
   */
  public Expr elementPower(double p) {
    return withNumber(ElementwiseWithNumber.Table.POWER, p);
  }

  /**
   * y_ij = a_ij ^ b_ij, broadcasting, as {@link Math#pow}: NaN for negative a unless b is whole,
   * and for a = 1 and infinite b; slopes b a^(b-1), 0 for b = 0, and y log a, 0 for a = 0 and b >=
   * 0, NaN where these are 0 times infinity. The second derivative in both is a^(b-1) (1 + b log
   * a), for a = 0 its limit: 0 for b > 1, -infinity for 0 < b <= 1, otherwise infinity; those in
   * one are 0 where the slope is by rule.
   */
  public Expr elementPower(Expr b) {
    return binary(ElementwiseBinary.POWER, b);
  }

  /** y = tanh x; slope 1 - y^2. */
  public Expr tanh() {
    return apply(ElementwiseUnary.TANH, this);
  }

  /** y = 1 / (1 + e^-x); slope y (1 - y). */
  public Expr sigmoid() {
    return apply(ElementwiseUnary.SIGMOID, this);
  }

  /** y = max(x, 0); slope 1 above 0, otherwise 0. */
  public Expr relu() {
    return apply(ElementwiseUnary.RELU, this);
  }

  /** y = log(1 + e^x), exact in both tails; slope sigmoid(x). */
  public Expr softplus() {
    return apply(ElementwiseUnary.SOFTPLUS, this);
  }

  /** y = |x|; slope sign(x), 0 at 0. */
  public Expr abs() {
    return apply(ElementwiseUnary.ABS, this);
  }

  /** y = sin x; slope cos x. */
  public Expr sin() {
    return apply(ElementwiseUnary.SIN, this);
  }

  /** y = cos x; slope -sin x. */
  public Expr cos() {
    return apply(ElementwiseUnary.COS, this);
  }

  /** y = -1, 0 or 1; slope 0 everywhere. */
  public Expr sign() {
    return apply(ElementwiseUnary.SIGN, this);
  }

  /** y = x held within [low, high]; slope 1 inside and at a bound, 0 outside. */
  public Expr clip(double low, double high) {
    check(low <= high, "clip: low must be <= high, got low=%s, high=%s", low, high);
    return apply(new Clip(low, high), this);
  }

  /** The larger of a and b, broadcasting; NaN wins; slope half each for equals. */
  public Expr maximum(Expr b) {
    return binary(ElementwiseBinary.MAXIMUM, b);
  }

  /** The smaller of a and b, broadcasting; NaN wins; slope half each for equals. */
  public Expr minimum(Expr b) {
    return binary(ElementwiseBinary.MINIMUM, b);
  }

  // ---- comparisons and selection: 1 for true, 0 for false; no derivative flows through a
  // comparison

  /** 1 where a < b, otherwise 0; broadcasting. */
  public Expr lessThan(Expr b) {
    return binary(ElementwiseBinary.LESS_THAN, b);
  }

  /** 1 where x < c, otherwise 0. */
  public Expr lessThan(double c) {
    return lessThan(number(c));
  }

  /** 1 where a <= b, otherwise 0; broadcasting. */
  public Expr lessOrEqual(Expr b) {
    return binary(ElementwiseBinary.LESS_OR_EQUAL, b);
  }

  /** 1 where x <= c, otherwise 0. */
  public Expr lessOrEqual(double c) {
    return lessOrEqual(number(c));
  }

  /** 1 where a > b, otherwise 0; broadcasting. */
  public Expr greaterThan(Expr b) {
    Shape shape = broadcastShape("greaterThan", this, b);
    return b.broadcast(shape).lessThan(broadcast(shape));
  }

  /** 1 where x > c, otherwise 0. */
  public Expr greaterThan(double c) {
    return number(c).lessThan(this);
  }

  /** 1 where a >= b, otherwise 0; broadcasting. */
  public Expr greaterOrEqual(Expr b) {
    Shape shape = broadcastShape("greaterOrEqual", this, b);
    return b.broadcast(shape).lessOrEqual(broadcast(shape));
  }

  /** 1 where x >= c, otherwise 0. */
  public Expr greaterOrEqual(double c) {
    return number(c).lessOrEqual(this);
  }

  /** 1 where a = b, otherwise 0; broadcasting. */
  public Expr equalTo(Expr b) {
    return binary(ElementwiseBinary.EQUAL_TO, b);
  }

  /** 1 where x = c, otherwise 0. */
  public Expr equalTo(double c) {
    return equalTo(number(c));
  }

  /**
   * With this as the condition: a_ij where it is not 0, otherwise b_ij; all three broadcast. The
   * branch not taken contributes exactly 0 to every gradient, whatever it holds: products that led
   * to it leave out what meets a cotangent of 0, at the cost of a look at each element of theirs.
   * Linear algebra does not: of a matrix with NaN it fails, or gives NaN also where its cotangent
   * is 0. Put that into {@link Control#cond}, which does not compute what is not taken.
   */
  public Expr select(Expr ifTrue, Expr ifFalse) {
    Shape shape = broadcastShape("select", this, ifTrue, ifFalse);
    return apply(new Select(), broadcast(shape), ifTrue.broadcast(shape), ifFalse.broadcast(shape));
  }

  // ---- reductions

  /** The sum of all elements, 1 x 1, by pairwise summation. */
  public Expr elementSum() {
    return sumTo(Shape.SCALAR);
  }

  /** One sum per row, m x 1: y_i = sum_j x_ij. */
  public Expr sumRows() {
    return sumTo(Shape.of(rows(), 1));
  }

  /** One sum per column, 1 x n: y_j = sum_i x_ij. */
  public Expr sumCols() {
    return sumTo(Shape.of(1, cols()));
  }

  /** The mean of all elements, 1 x 1. */
  public Expr mean() {
    return elementSum().divide(count("mean", shape().elements()));
  }

  /** One mean per row, m x 1. */
  public Expr meanRows() {
    return sumRows().divide(count("meanRows", cols()));
  }

  /** One mean per column, 1 x n. */
  public Expr meanCols() {
    return sumCols().divide(count("meanCols", rows()));
  }

  /** The largest element, 1 x 1; NaN wins; slope 1/k for each of k equals. */
  public Expr elementMax() {
    return Extremum.of("elementMax", true, this, Shape.SCALAR);
  }

  /** The largest element of each row, m x 1. */
  public Expr maxRows() {
    return Extremum.of("maxRows", true, this, Shape.of(rows(), 1));
  }

  /** The largest element of each column, 1 x n. */
  public Expr maxCols() {
    return Extremum.of("maxCols", true, this, Shape.of(1, cols()));
  }

  /** The smallest element, 1 x 1; NaN wins; slope 1/k for each of k equals. */
  public Expr elementMin() {
    return Extremum.of("elementMin", false, this, Shape.SCALAR);
  }

  /** The smallest element of each row, m x 1. */
  public Expr minRows() {
    return Extremum.of("minRows", false, this, Shape.of(rows(), 1));
  }

  /** The smallest element of each column, 1 x n. */
  public Expr minCols() {
    return Extremum.of("minCols", false, this, Shape.of(1, cols()));
  }

  /**
   * log of the sum of e^x over all elements, 1 x 1, without overflow.
   *
   * @throws ShapeMismatchException if there is no element
   */
  public Expr logSumExp() {
    return reshape(1, shape().elements()).logSumExpRows();
  }

  /** log of the sum of e^x over each row, m x 1, without overflow. */
  public Expr logSumExpRows() {
    return apply(RowOps.LOG_SUM_EXP_ROWS, this);
  }

  /** Each row's e^x divided by its sum, m x n, without overflow. */
  public Expr softmaxRows() {
    return apply(RowOps.SOFTMAX_ROWS, this);
  }

  /** The logarithm of {@link #softmaxRows}, m x n, exact also where that is near 0 or 1. */
  public Expr logSoftmaxRows() {
    return apply(RowOps.LOG_SOFTMAX_ROWS, this);
  }

  // ---- shape

  /** The same elements, row by row, in another shape. */
  public Expr reshape(int rows, int cols) {
    return apply(new Reshape(rows, cols), this);
  }

  /** Repeated along each side that is 1 here to the target's side. */
  public Expr broadcast(Shape target) {
    return new Expr(Structure.broadcast(node, target));
  }

  /** Summed over each side that is 1 in the target; the reverse of {@link #broadcast}. */
  public Expr sumTo(Shape target) {
    return new Expr(Structure.sumTo(node, target));
  }

  /** The block of rows [row0, row1) and columns [col0, col1). */
  public Expr extractMatrix(int row0, int row1, int col0, int col1) {
    return apply(new Extract(row0, row1, col0, col1), this);
  }

  /** The matrices below each other; all have the same number of columns. */
  public static Expr concatRows(Expr... parts) {
    check(parts.length > 0, "concatRows: at least one part is needed");
    return apply(new Concat(true), parts);
  }

  /** The matrices beside each other; all have the same number of rows. */
  public static Expr concatColumns(Expr... parts) {
    check(parts.length > 0, "concatColumns: at least one part is needed");
    return apply(new Concat(false), parts);
  }

  /**
   * Row k_i of this as row i, for a column k of row indices, which may be an input; k x n. No
   * derivative flows to the indices. A run fails if one is not a whole number from 0 to m - 1.
   */
  public Expr gatherRows(Expr indices) {
    return apply(new GatherRows(), this, indices);
  }

  /** These rows, in this order, repeats allowed. */
  public Expr gatherRows(int... rows) {
    double[] column = Arrays.stream(rows).asDoubleStream().toArray();
    return gatherRows(Autograd.constant(new DMatrixRMaj(rows.length, 1, true, column)));
  }

  /**
   * For a column of class indices: a row each with 1 at the class and 0 elsewhere, m x classes. A
   * run fails if one is not a whole number from 0 to classes - 1. No derivative.
   */
  public Expr oneHot(int classes) {
    return apply(new OneHot(classes), this);
  }

  // ---- graph

  /** The same value, through which no derivative flows. */
  public Expr stopGradient() {
    return new Expr(Structure.stopGradient(node));
  }

  /** The same value under a name, for messages and printed graphs. */
  public Expr named(String name) {
    return new Expr(Structure.named(node, name));
  }

  /**
   * Computes the value now, from constants and the present values of parameters.
   *
   * @return a matrix of the caller's own
   * @throws IllegalStateException if it depends on an input
   */
  public DMatrixRMaj evaluate() {
    return Program.compile(List.of(this), Updates.NONE).workspace().run().value(this).copy();
  }

  /**
   * The state behind a parameter.
   *
   * @throws IllegalArgumentException if this is not a parameter
   */
  public Cell cell() {
    return Cell.of(this);
  }

  /** What the value is computed from, a line a node. */
  public String text() {
    return GraphText.of(List.of(this));
  }

  @Override
  public String toString() {
    return node.toString();
  }

  // ---- what op rules need

  /**
   * This as a cotangent times a slope: 0 wherever one is 0, whatever the other holds. The seed 1 of
   * a loss is left out: compiling would find that, and build every node after it anew.
   */
  Expr carry(Expr slope) {
    boolean one = Structure.isOne(node) && slope.shape().equals(shape());
    return one ? slope : binary(ElementwiseBinary.CARRY, slope);
  }

  /** The same for one slope everywhere. */
  Expr carry(double slope) {
    if (slope == 0) {
      return zeros();
    }
    return Double.isFinite(slope) ? scale(slope) : carry(number(slope));
  }

  /** A matrix of zeros in this shape. */
  Expr zeros() {
    return new Expr(Structure.fill(0, shape()));
  }

  private static Expr number(double value) {
    return new Expr(Node.constant(value));
  }

  Expr withNumber(ElementwiseWithNumber.Table function, double c) {
    return apply(new ElementwiseWithNumber(function, c), this);
  }

  Expr binary(ElementwiseBinary op, Expr b) {
    Shape shape = broadcastShape(op.label(), this, b);
    return apply(op, broadcast(shape), b.broadcast(shape));
  }

  private static Shape broadcastShape(String op, Expr... operands) {
    int rows = 1;
    int cols = 1;
    for (Expr operand : operands) {
      rows = rows == 1 ? operand.rows() : rows;
      cols = cols == 1 ? operand.cols() : cols;
    }
    String rule = "rows and columns must be equal or 1";
    boolean fits = true;
    for (Expr operand : operands) {
      fits &= operand.rows() == rows || operand.rows() == 1;
      fits &= operand.cols() == cols || operand.cols() == 1;
    }
    if (fits) {
      try {
        return Shape.of(rows, cols);
      } catch (ShapeMismatchException tooLarge) {
        rule = tooLarge.rule();
      }
    }
    List<String> roles = operands.length == 2 ? List.of("a", "b") : List.of("condition", "a", "b");
    throw ShapeMismatchException.of(op, rule, roles, Arrays.asList(operands));
  }

  private double count(String op, int elements) {
    if (elements == 0) {
      throw ShapeMismatchException.of(op, "nothing has no mean", List.of("x"), List.of(this));
    }
    return elements;
  }
}
