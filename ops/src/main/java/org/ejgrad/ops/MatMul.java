// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Block;
import org.ejgrad.graph.Demand;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.RowRule;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejgrad.ops.kernels.DoubleProduct;
import org.ejgrad.ops.kernels.FloatProduct;

/**
 * y = op(a) op(b), op = identity or transpose. Plain case: a m x k, b k x n, y m x n, aBar = yBar
 * b', bBar = a' yBar. The cotangents are products with flags again, so the rules close and no
 * transpose is ever made.
 *
 * @param carrying whether 0 times anything is 0, NaN and infinity included; the products of rules
 *     in a graph with a selection. It takes one look at each element of the result, and where one
 *     is not finite, its sum again.
 */
record MatMul(boolean transA, boolean transB, boolean carrying) implements ExprOp {
  /** Elements of a right factor that stays in the second-level cache: 256 KiB of double. */
  private static final int LARGEST_FACTOR = 32_768;

  MatMul(boolean transA, boolean transB) {
    this(transA, transB, false);
  }

  @Override
  public String label() {
    String which = transA ? transB ? "TransAB" : "TransA" : transB ? "TransB" : "";
    return (carrying ? "carryMult" : "mult") + which;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape a = transA ? inputs.get(0).transposed() : inputs.get(0);
    Shape b = transB ? inputs.get(1).transposed() : inputs.get(1);
    if (a.cols() != b.rows()) {
      throw ShapeMismatchException.violated(
          (transA ? "a.rows" : "a.cols") + " must equal " + (transB ? "b.cols" : "b.rows"));
    }
    return Shape.of(a.rows(), b.cols());
  }

  @Override
  public RowRule rows(List<Shape> inputs) {
    if (!transA) {
      boolean fits = inputs.get(1).elements() <= LARGEST_FACTOR;
      return fits ? RowRule.each(true, false) : RowRule.WHOLE;
    }
    boolean fits = inputs.get(0).cols() * (long) inputs.get(1).cols() <= RowRule.LARGEST_SUM;
    return fits && !transB ? RowRule.sum(true, true) : RowRule.WHOLE;
  }

  @Override
  public Numbers numbers() {
    return Numbers.ONE_TYPE;
  }

  @Override
  public Kernel kernel(List<Shape> inputs, Precision precision) {
    Shape a = inputs.get(0);
    boolean whole = rows(inputs).kind() == RowRule.Kind.WHOLE;
    Shape b = inputs.get(1);
    // One row and one column are the same memory.
    boolean vector = b.rows() == 1 || b.cols() == 1;
    boolean flipB = transB && !vector;
    // The rows of a are cut; kernels are chosen for blocks, so that they do not depend on how many.
    int most =
        transA
            ? RowRule.mostSummed(Math.max(a.cols(), b.cols()))
            : vector ? RowRule.PIECE : RowRule.MOST_ROWS;
    int rows = whole ? a.rows() : Math.min(a.rows(), most);
    int m = transA ? a.cols() : rows;
    int k = transA ? rows : a.cols();
    int n = transB ? b.rows() : b.cols();
    if (precision == Precision.FLOAT64) {
      DoubleProduct product = DoubleProduct.of(transA, flipB, m, n, k);
      return new OfDouble(carrying ? product.carrying() : product, whole);
    }
    FloatProduct product = FloatProduct.of(transA, flipB, m, n, k);
    return new OfFloat(carrying ? product.carrying() : product, whole);
  }

  private record OfDouble(DoubleProduct product, boolean whole) implements Kernel {
    @Override
    public int parts() {
      return whole ? product.parts() : 1;
    }

    @Override
    public void run(Block[] x, Block y) {
      product.run(
          x[0].doubles(), x[0].at(), x[1].doubles(), x[1].at(), y.doubles(), y.at(), x[0].rows());
    }

    @Override
    public void run(Block[] x, Block y, int part) {
      product.run(
          x[0].doubles(),
          x[0].at(),
          x[1].doubles(),
          x[1].at(),
          y.doubles(),
          y.at(),
          x[0].rows(),
          part);
    }
  }

  private record OfFloat(FloatProduct product, boolean whole) implements Kernel {
    @Override
    public int parts() {
      return whole ? product.parts() : 1;
    }

    @Override
    public void run(Block[] x, Block y) {
      product.run(
          x[0].floats(), x[0].at(), x[1].floats(), x[1].at(), y.floats(), y.at(), x[0].rows());
    }

    @Override
    public void run(Block[] x, Block y, int part) {
      product.run(
          x[0].floats(),
          x[0].at(),
          x[1].floats(),
          x[1].at(),
          y.floats(),
          y.at(),
          x[0].rows(),
          part);
    }
  }

  /** A multiply-add costs about half an addition that goes through memory. */
  @Override
  public double cost(List<Shape> inputs, Shape result) {
    Shape a = inputs.get(0);
    return 0.5 * result.elements() * (transA ? a.rows() : a.cols());
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    return vjp(x, y, yBar, Demand.ALL);
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar, Demand demand) {
    Expr a = x.get(0);
    Expr b = x.get(1);
    boolean carry = carrying || demand.selected();
    MatMul toA = transA ? new MatMul(transB, true, carry) : new MatMul(false, !transB, carry);
    MatMul toB = transB ? new MatMul(true, transA, carry) : new MatMul(!transA, false, carry);
    return List.of(
        transA ? Expr.apply(toA, b, yBar) : Expr.apply(toA, yBar, b),
        transB ? Expr.apply(toB, yBar, a) : Expr.apply(toB, a, yBar));
  }

  /**
   * A transposed factor becomes a flag. The product of a column and a row takes the column as such,
   * because rows of the result then hang on rows of it; the row is the same memory either way.
   */
  @Override
  public Node rewrite(Node y) {
    Node a = Transpose.under(y.input(0));
    Node b = Transpose.under(y.input(1));
    boolean flipA = transA ^ (a != y.input(0));
    boolean flipB = transB ^ (b != y.input(1));
    boolean outer = (flipA ? a.shape().rows() : a.shape().cols()) == 1;
    if (outer && flipA) {
      a = Reshape.of(a, a.shape().cols(), 1);
      flipA = false;
    }
    boolean changed = a != y.input(0) || b != y.input(1);
    return changed ? Node.apply(new MatMul(flipA, flipB, carrying), a, b) : y;
  }
}
