// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import org.ejgrad.graph.Kernel;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/**
 * y = op(t)^-1 b for one triangle t of a, op = identity or transpose; the rest of a is not read.
 * Cotangents: bBar = op(t)^-T yBar; aBar = the same triangle of -bBar y', transposed for op =
 * transpose, without the diagonal for a unit triangle.
 *
 * @param triangle what is read of a
 * @param transposed whether op transposes
 * @param height of an m x n matrix whose R of QR the upper triangle is, m: its columns must be
 *     independent; 0 of any other triangle
 * @param called what the user called
 */
record SolveTriangular(Triangle triangle, boolean transposed, int height, Note called)
    implements RoundingAwareOp {
  /** y = t^-1 b, for what the user called. */
  static Expr apply(Triangle triangle, Note called, Expr a, Expr b) {
    return Expr.apply(new SolveTriangular(triangle, false, 0, called), a, b);
  }

  /** y = R^-1 b, with R of a matrix of this height. */
  static Expr ofQr(int height, Note called, Expr r, Expr b) {
    return Expr.apply(new SolveTriangular(Triangle.UPPER, false, height, called), r, b);
  }

  @Override
  public String label() {
    return "solveTriangular[" + triangle + (transposed ? ", transposed]" : "]");
  }

  @Override
  public String calledAs() {
    return called.text();
  }

  /** The other triangle is ignored, whatever it holds. */
  @Override
  public boolean selects(int input) {
    return input == 0;
  }

  @Override
  public boolean mayFail() {
    return true;
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Numerics.requireSquare(inputs.get(0));
    Numerics.requireRows(inputs.get(0), inputs.get(1));
    return inputs.get(1);
  }

  @Override
  public Kernel kernelFor(List<Shape> inputs, Precision kept) {
    double smallest = height * Numerics.epsilon(kept);
    return new MatrixKernel(2, (x, y) -> solve(x, y, smallest));
  }

  private void solve(DMatrixRMaj[] x, DMatrixRMaj y, double smallest) {
    DMatrixRMaj t = x[0];
    for (int i = 0; i < t.numRows && !triangle.unit; i++) {
      if (height > 0) {
        QrFactor.requireIndependent(t, i, smallest);
      } else if (t.data[i * t.numCols + i] == 0) {
        throw Numerics.refused(
            "no element of the diagonal may be 0, got 0 at (%s, %s); drop dependent rows or columns",
            i, i);
      }
    }
    System.arraycopy(x[1].data, 0, y.data, 0, y.getNumElements());
    Substitution.solve(t, triangle.lower, transposed, triangle.unit, y);
  }

  @Override
  public double cost(List<Shape> inputs, Shape result) {
    return 0.5 * result.elements() * result.rows();
  }

  @Override
  public List<Expr> vjp(List<Expr> x, Expr y, Expr yBar) {
    SolveTriangular reverse = new SolveTriangular(triangle, !transposed, height, called.of(y));
    Expr bBar = Expr.apply(reverse, x.get(0), yBar);
    Expr product = transposed ? y.mult(bBar.transpose()) : bBar.mult(y.transpose());
    Expr aBar = product.negative();
    int offset = triangle.unit ? 1 : 0;
    return List.of(triangle.lower ? aBar.lowerTriangle(-offset) : aBar.upperTriangle(offset), bBar);
  }

  /** A transposed triangle becomes a flag. */
  @Override
  public Node rewrite(Node y) {
    Node a = Transpose.under(y.input(0));
    SolveTriangular flipped = new SolveTriangular(triangle.flipped(), !transposed, height, called);
    return a == y.input(0) ? y : Node.apply(flipped, a, y.input(1));
  }
}
