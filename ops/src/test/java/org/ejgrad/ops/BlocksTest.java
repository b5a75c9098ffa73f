// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.random.CounterRandom;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Ops on matrices with more rows than a block has. */
class BlocksTest {
  private static DMatrixRMaj normal(int rows, int cols) {
    return CounterRandom.of(3).normal(rows, cols, 0, 1);
  }

  /** b is read whole by the product and row by row by the sine, which could run in its place. */
  @Test
  void matrixReadWholeAndByRow_isNotOverwrittenBlockByBlock() {
    Expr a = Autograd.input("a", 600, 600);
    Expr c = Autograd.input("c", 600, 600);
    Expr b = Expr.concatRows(c.extractMatrix(300, 600, 0, 600), c.extractMatrix(0, 300, 0, 600));
    Expr product = a.mult(b).sumRows();
    Expr sine = b.sin();
    DMatrixRMaj expected = run(a, c, List.of(product), product);
    assertArrayEquals(expected.data, run(a, c, List.of(product, sine), product).data);
  }

  private static DMatrixRMaj run(Expr a, Expr c, List<Expr> results, Expr wanted) {
    Workspace workspace = Program.compile(results, Updates.NONE).workspace();
    return workspace.set(a, normal(600, 600)).set(c, normal(600, 600)).run().value(wanted).copy();
  }

  @Test
  void gradientsOfANetwork_overManyBlocks_areThoseOverOne() {
    DMatrixRMaj w = normal(3, 8);
    DMatrixRMaj rows = normal(200, 3);
    // The same 200 rows 50 times: the mean and its gradients are those of one copy.
    DMatrixRMaj many = new DMatrixRMaj(10_000, 3);
    for (int i = 0; i < 50; i++) {
      System.arraycopy(rows.data, 0, many.data, i * 600, 600);
    }
    GradientFunction one = Autograd.grad(theta -> loss(Autograd.constant(rows), theta));
    GradientFunction fifty = Autograd.grad(theta -> loss(Autograd.constant(many), theta));
    // Rounding of sums of 10,000 numbers near 1.
    assertArrayEquals(one.at(w).data, fifty.at(w).data, 1e-13);
  }

  private static Expr loss(Expr x, Expr w) {
    return x.mult(w).tanh().logSoftmaxRows().square().sumRows().sqrt().mean();
  }
}
